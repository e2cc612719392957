/* test-person.c - names known, names greeted, and whether they fit. SPDX-License-Identifier: MIT */
#include "person.h"

#include <string.h>

#include "own-rules.h"
#include "vocative.h"

static Lexicon *lexicon;

static Lexicon *
lexicon_with(const char *folder)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *rules = shipped_rules();
	const char *folders[] = { rules, folder, NULL };
	Lexicon *loaded = lexicon_load(folders, &error);

	g_assert_no_error(error);
	return loaded;
}

/* The display name, the customer's text, a reply's opening, and what to think of the greeting. */
static const struct {
	const char *name, *display, *text, *reply;
	NameFit expected;
} fits[] = {
	{ "first-name", "Dorota Wisniewska", "", "Hi Dorota,\n\nThank you.", NAME_RIGHT },
	{ "accents-are-folded", "Søren Kjær", "", "Dear Soren,\n\nit works.", NAME_RIGHT },
	{ "umlaut-spelt-out", "Jürgen Müller", "", "Dear Mr Mueller,\n\nit works.", NAME_RIGHT },
	{ "title-and-surname", "Ann Mulligan", "", "Dear Mrs Mulligan,\n\nit works.", NAME_RIGHT },
	{ "surname-first", "Nguyen, Van An", "", "Hello An,\n\nit works.", NAME_RIGHT },
	{ "a-particle-for-a-first-name", "Ben Fox", "", "Hi Ben,\n\nit works.", NAME_RIGHT },
	{ "a-particle-for-a-first-name-behind", "Hart, Al", "", "Hi Al,\n\nit works.", NAME_RIGHT },
	{ "a-particle-for-a-first-name-signed", "", "The lamp is off.\n\nVan Nguyen",
		"Hi Van,\n\nit works.", NAME_RIGHT },
	{ "a-particle-behind-a-title", "Kai Van Dijk", "", "Dear Mr Van Dijk,\n\nit works.",
		NAME_RIGHT },
	{ "a-particle-alone-is-nobody", "Anna van Dijk", "", "Hi Van,\n\nit works.", NAME_WRONG },
	{ "short-form", "William Oduya", "", "Hi Bill,\n\nit works.", NAME_RIGHT },
	{ "long-form-of-a-short-one", "Kate", "", "Dear Katherine,\n\nit works.", NAME_RIGHT },
	{ "two-formal-names-are-two-people", "Christine Hall", "", "Dear Christopher,\n\nhello.",
		NAME_WRONG },
	{ "half-of-a-double-name", "Anna-Lena Koch", "", "Hi Anna,\n\nhello.", NAME_RIGHT },
	{ "cyrillic-in-latin-letters", "Иван Петров", "", "Dear Ivan,\n\nhello.", NAME_RIGHT },
	{ "another-script-cannot-be-compared", "王小明", "", "Dear Xiaoming,\n\nhello.",
		NAME_UNKNOWN },
	{ "signed-with-another-name-than-displayed", "Info Desk", "Where is it?\n\nThanks,\nTheo",
		"Hi Theo,\n\nit left.", NAME_RIGHT },
	{ "signed-in-small-letters", "", "where is it\n\ncheers\nbruno", "Hi Bruno,\n\nit left.",
		NAME_RIGHT },
	{ "signed-with-an-initial", "", "It broke.\n\nRegards,\nT. Malouf",
		"Dear Mr Malouf,\n\nok.", NAME_RIGHT },
	{ "introduced", "", "Hello, my name is Aoife Byrne and I lost my key.", "Hi Aoife,\n\nok.",
		NAME_RIGHT },
	{ "known-under-another-name", "Katherine Bell", "Please call me Robin.", "Hi Robin,\n\nok.",
		NAME_RIGHT },
	{ "somebody-else", "Dorota Wisniewska", "", "Hi Magnus,\n\nThank you.", NAME_WRONG },
	{ "another-surname", "Ann Lee", "", "Dear Ann Miller,\n\nok.", NAME_WRONG },
	{ "a-surname-nobody-told-us", "Ann", "", "Dear Ann Miller,\n\nok.", NAME_RIGHT },
	{ "a-couple", "Ann Lee", "", "Dear Ann and Tom,\n\nok.", NAME_RIGHT },
	{ "no-name", "Ann Lee", "", "Hello,\n\nit works.", NAME_ABSENT },
	{ "customer-is-no-name", "Ann Lee", "", "Dear customer,\n\nit works.", NAME_ABSENT },
	{ "hi-there-is-no-name", "Ann Lee", "", "Hi there,\n\nit works.", NAME_ABSENT },
	{ "sir-or-madam", "Ann Lee", "", "Dear Sir or Madam,\n\nit works.", NAME_ABSENT },
	{ "no-greeting-at-all", "Ann Lee", "", "It works again.", NAME_ABSENT },
	{ "nothing-to-compare-with", "", "it broke again", "Hi Magnus,\n\nok.", NAME_UNKNOWN },
	{ "the-agent's-own-name", "", "it broke again", "Hi Callum,\n\nok.", NAME_WRONG },
	{ "an-organisation", "Blue Door Café", "", "Hi Magnus,\n\nok.", NAME_UNKNOWN },
	{ "a-made-up-display-name", "user_815", "", "Hi Magnus,\n\nok.", NAME_UNKNOWN },
	{ "an-address-is-no-name", "dorota@shop.example", "", "Hi Magnus,\n\nok.", NAME_UNKNOWN },
	{ "german-greeting", "Jürgen Müller", "", "Sehr geehrter Herr Müller,\n\nok.", NAME_RIGHT },
	{ "greeting-on-the-same-line", "Ann Lee", "", "Hi Ann, thanks for the photo.", NAME_RIGHT },
	{ "good-morning", "Ann Lee", "", "Good morning Ann,\n\nok.", NAME_RIGHT },
	{ "a-handle-before-the-greeting", "Ann Lee", "", "@4711 Hi Ann, ok.", NAME_RIGHT },
	{ "small-letters", "Ann Lee", "", "hi ann, ok.", NAME_RIGHT },
	{ "initial", "A. Lee", "", "Dear Ann,\n\nok.", NAME_RIGHT },
	{ "bare-title", "Ann Lee", "", "Mrs Lee,\n\nok.", NAME_RIGHT },
	{ "forgotten-comma", "Ann Lee", "", "Hi Ann\n\nSofas take six weeks.", NAME_RIGHT },
	{ "a-line-right-after-the-name", "Ann Lee", "", "Hi Ann\nSofas take six weeks.",
		NAME_RIGHT },
	{ "a-sentence-right-after-hi", "Ann Lee", "", "Hi Quick update on your order.",
		NAME_ABSENT },
	{ "no-comma-after-a-known-name", "Ann Lee", "", "Hi Peter thanks for the photo.",
		NAME_WRONG },
	{ "a-dash-after-the-name", "Ann Lee", "", "Hi Magnus - thanks for the photo.", NAME_WRONG },
	{ "parents-and-carers", "Ann Lee", "", "Dear Parents and Carers,\n\nok.", NAME_ABSENT },
	{ "an-interjection-is-nobody", "Tomasz Bak", "", "Ugh, Tomasz. Three rounds.",
		NAME_ABSENT },
	{ "a-known-name-without-greeting", "Ann Lee", "", "Emily, it left today.", NAME_WRONG },
	{ "one-of-a-couple", "Beatriz & Bernardo Salgado", "It broke.\n\nBeatriz Salgado",
		"Dear Bernardo,\n\nok.", NAME_WRONG },
	{ "the-one-who-signed", "Beatriz & Bernardo Salgado", "It broke.\n\nBeatriz Salgado",
		"Dear Beatriz,\n\nok.", NAME_RIGHT },
	{ "a-title-of-men-for-a-woman", "Joanna Sykes", "", "Dear Mr Sykes,\n\nok.", NAME_WRONG },
	{ "a-title-of-women-for-a-man", "Thomas Sykes", "", "Dear Ms Sykes,\n\nok.", NAME_WRONG },
	{ "a-surname-that-is-a-name-of-men", "Jutta Frank", "", "Dear Ms Frank,\n\nok.",
		NAME_RIGHT },
	{ "a-name-of-both", "Robin Sykes", "", "Dear Mr Sykes,\n\nok.", NAME_RIGHT },
	{ "another-transliteration", "Григорий Павлович Сомов", "",
		"Dear Grigory Pavlovich,\n\nok.", NAME_RIGHT },
	{ "via-a-shop", "Ann Lee via Bazaar", "", "Hi Ann,\n\nok.", NAME_RIGHT },
	{ "each-of-two-greeted", "Ann Lee", "", "Dear Tom, dear Ann,\n\nok.", NAME_RIGHT },
	{ "two-greeted-with-titles", "Ann Lee", "", "Dear Mr Shaw, dear Mrs Lee,\n\nok.",
		NAME_RIGHT },
	{ "two-greeted-and-both-somebody-else", "Ann Lee", "", "Dear Tom, dear Magnus,\n\nok.",
		NAME_WRONG },
	{ "initial-and-surname-greeted", "Ana Silva", "", "Dear A. Silva,\n\nok.", NAME_RIGHT },
	{ "initial-and-another-surname", "Ana Silva", "", "Dear E. Whitcombe,\n\nok.", NAME_WRONG },
	{ "either-title", "H. Brunner", "", "Good day Mr or Mrs Brunner,\n\nok.", NAME_RIGHT },
	{ "either-title-with-a-stroke", "H. Brunner", "", "Dear Mr/Ms Brunner,\n\nok.",
		NAME_RIGHT },
	{ "a-day-is-no-introduction", "", "The shop is down and it's Black Friday.",
		"Hi Jonas,\n\nok.", NAME_UNKNOWN },
	{ "an-organisation-signs", "", "No cheques.\n\nThank you, Allotment Society",
		"Dear Mr Moser,\n\nok.", NAME_UNKNOWN },
	{ "somebody-of-an-organisation-signs", "", "No cheques.\n\nRegards, Ann Lee, Purchasing",
		"Dear Ms Lee,\n\nok.", NAME_RIGHT },
	{ "a-bank-signs", "", "It works.\n\nAll the best, North Bank", "Dear Mr Moser,\n\nok.",
		NAME_UNKNOWN },
	{ "signed-in-a-way-of-their-own", "", "Is the hall free?\n\nYIS Rowena (Elmham)",
		"Dear Rowena,\n\nok.", NAME_RIGHT },
	{ "a-given-name-cut-short", "", "It left.\n\nRgds\nMohd. Rafiq Karim\nDhaka",
		"Dear Mr Karim,\n\nok.", NAME_RIGHT },
	{ "somebody-of-whom-they-write", "", "The policy of Arthur Webb.\n\nRegards\nEdith Webb",
		"Dear Arthur,\n\nok.", NAME_WRONG },
	{ "a-raised-voice-is-no-introduction", "", "It says not present and I'm HOLDING it.",
		"Hi Ruta,\n\nok.", NAME_UNKNOWN },
	{ "a-name-in-capitals", "", "I'm JOANNA and my lamp is late.", "Hi Ruta,\n\nok.",
		NAME_WRONG },
	{ "yours-etc", "", "I am Jo Peverell. Is it free? Yours etc. Canon A. J. Peverell",
		"Dear Canon Peverell,\n\nok.", NAME_RIGHT },
	{ "who-signs-as-somebodys-father", "",
		"When can Theo come?\n\nCordially, Theo's father, Emil",
		"Dear Theo and Emil,\n\nok.", NAME_RIGHT },
	{ "and-has-a-round-apostrophe", "",
		"When can Theo come?\n\nRegards, Theo\xE2\x80\x99s father, Emil",
		"Dear Emil,\n\nok.", NAME_RIGHT },
	{ "or-has-no-name", "", "When can Theo come?\n\nRegards, Theo's father",
		"Dear Robert,\n\nok.", NAME_UNKNOWN },
	{ "a-neighbour-at-the-end", "", "My name is Ann. Send it to my neighbour Robert",
		"Dear Robert,\n\nok.", NAME_WRONG },
	{ "somebody-spoken-to-at-the-end", "", "My name is Ann Lee.\nI spoke to Robert.",
		"Dear Robert,\n\nok.", NAME_WRONG },
	{ "the-telephone-at-the-end", "", "It broke.\n\nRegards,\nAnn Lee\nSent from my Samsung",
		"Dear Samsung,\n\nok.", NAME_WRONG },
	{ "somebody-greeted-at-the-end", "", "I am Ann Lee.\n\nP.S. Greetings to Oliver",
		"Dear Oliver,\n\nok.", NAME_WRONG },
	{ "the-dead-at-the-end", "", "I am Ann. It is for my late husband Arthur Webb",
		"Dear Arthur,\n\nok.", NAME_WRONG },
	{ "a-title-and-a-given-name", "Joanna Sykes", "", "Dear Mr Joanna,\n\nok.", NAME_WRONG },
	{ "a-title-and-both-names", "Robert Sykes", "", "Dear Mrs Robert Sykes,\n\nok.",
		NAME_WRONG },
	{ "a-picture-behind-the-name", "Robert Sykes", "",
		"Hi Robert \xF0\x9F\x8C\xBC Kemble has your order.", NAME_RIGHT },
	{ "another-picture", "Robert Sykes", "",
		"Hi Robert \xF0\x9F\x8C\xBB Kemble has your order.", NAME_RIGHT },
	{ "a-surname-that-is-a-trade", "Peter Bank", "", "Dear Robert,\n\nok.", NAME_WRONG },
	{ "a-trade-behind-a-comma", "", "It left.\n\nRegards, Peter, Bank", "Dear Robert,\n\nok.",
		NAME_WRONG },
	{ "a-surname-in-capitals", "", "This is KOWALCZYK from the shop.", "Dear Brown,\n\nok.",
		NAME_WRONG },
	{ "all-in-capitals", "", "HELLO, THIS IS KOWALCZYK. IT LEFT.", "Dear Brown,\n\nok.",
		NAME_WRONG },
	{ "a-raised-voice-with-an-accent", "",
		"I'm \xc3\x9c"
		"BERRASCHT about the lamp.",
		"Dear Ann,\n\nok.", NAME_UNKNOWN },
	{ "a-name-that-is-cut-short-alone", "", "It left.\n\nRegards\nMohd", "Dear Robert,\n\nok.",
		NAME_WRONG },
	{ "patrons-are-anybody", "Ann Lee", "", "Dear patron,\n\nok.", NAME_ABSENT },
	{ "a-thing-of-that-kind", "", "I saved for it, this is Italian marble.",
		"Dear Mr Moser,\n\nok.", NAME_UNKNOWN },
	{ "a-title-of-two-words", "", "It leaks.\n\nBest regards\nDipl.-Ing. K. Moser",
		"Dear Mr Moser,\n\nok.", NAME_RIGHT },
	{ "a-title-that-goes-on", "", "It leaks.\n\nSincerely,\nProf. em. H. Gadsby",
		"Dear Professor Gadsby,\n\nok.", NAME_RIGHT },
	{ "a-family-signs", "", "It leaks.\n\nRegards, Fam. Keller", "Dear Keller family,\n\nok.",
		NAME_RIGHT },
	{ "an-initial-is-nobody", "", "It leaks.\n\nThanks, B", "Hi Theresa,\n\nok.",
		NAME_UNKNOWN },
	{ "an-initial-accuses-nobody", "Ann Lee", "It broke.", "Hi B,\n\nok.", NAME_UNKNOWN },
	{ "a-title-for-who-signed-by-a-short-form", "Joanna Sykes",
		"It broke.\n\nRegards\nTom Sykes", "Dear Mr Sykes,\n\nok.", NAME_RIGHT },
	{ "a-title-for-nobody-who-signed", "Joanna Sykes", "It broke.\n\nRegards\nJo Sykes",
		"Dear Mr Sykes,\n\nok.", NAME_WRONG },
	{ "the-first-of-two-who-signed", "Joanna Sykes", "It broke.\n\nRegards\nMiro and Joanna",
		"Dear Miro,\n\nok.", NAME_RIGHT },
	{ "none-of-two-who-signed", "Joanna Sykes", "It broke.\n\nRegards\nMiro and Joanna",
		"Dear Magnus,\n\nok.", NAME_WRONG },
	{ "introduced-with-its", "", "Hi, it's Bernie from the choir.", "Hi Magnus,\n\nok.",
		NAME_WRONG },
};

static void
fits_as_expected(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_auto(GStrv) names = person_names(lexicon, "en", fits[i].display, fits[i].text);
	g_auto(GStrv) agents = person_names(lexicon, "en", "Callum Reid", "");
	g_autoptr(Prose) prose = prose_new(fits[i].reply);
	Span span;
	g_autofree char *greeted = person_greeted(lexicon, prose, &span);

	g_autofree char *known = g_strjoinv(" ", names);
	g_test_message("greeted: %s; known: %s", greeted, known);
	g_assert_cmpint(person_fits(lexicon, greeted, (const char *const *)names,
				(const char *const *)agents),
		==, fits[i].expected);
}

/* Sixty bytes, as many as a line that is signed may have. */
#define SIXTY "Maximiliane Freifrau von Hohenstein-Waldburg-Ahrensfelden-Au"
#define FIVE_LINES "this is meant\nfor the one\nwho reads it\nand for nobody\nelse at all\n"

/* The display name, the customer's text, and all who are known from them, as compared. */
static const struct {
	const char *name, *display, *text, *known;
} knowns[] = {
	/* Display names. */
	{ "a-particle-first-behind-a-title", "Mr Al Hart", "", "al hart" },
	{ "a-particle-first-in-small-letters", "van Dijk, Anna", "", "dijk anna" },
	{ "a-particle-within", "Kai Van Dijk", "", "kai dijk" },
	{ "an-initial-that-is-a-particle", "O. Svensson", "", "svensson" },
	{ "a-sign-without-a-sound", "Анна ь", "", "anna" },
	{ "a-name-with-via-in-it", "Olivia Hart", "", "olivia hart" },
	{ "a-shop-that-it-came-through", "Ann Lee via Bazaar", "", "ann lee" },
	{ "two-and-none-signed", "Beatriz & Bernardo Salgado", "", "beatriz bernardo salgado" },
	{ "the-first-of-two-signed", "Beatriz & Bernardo Salgado", "It broke.\n\nBeatriz",
		"beatriz salgado" },
	{ "the-second-of-two-signed", "Beatriz & Bernardo Salgado", "It broke.\n\nBernardo",
		"bernardo salgado" },
	{ "two-without-a-surname", "Beatriz & Bernardo", "It broke.\n\nBeatriz", "beatriz" },
	{ "the-first-of-two-left-out", "& Ann", "It broke.\n\nRegards\nRobert", "robert ann" },
	{ "the-second-of-two-left-out", "Ann &", "It broke.\n\nRegards\nRobert", "robert ann" },
	{ "signed-without-the-first-name", "Ann Marie Lee", "It broke.\n\nRegards\nMarie Lee",
		"marie lee ann" },
	/* Introductions. */
	{ "nobody-after-it", "", "Just call me", "" },
	{ "four-names-and-no-fifth", "", "My name is Ana Maria Silva Costa Pereira and it broke.",
		"ana maria silva costa" },
	{ "a-letter-that-is-no-full-stop", "", "My name is Rasa Įsaitė and it broke.",
		"rasa isaite" },
	{ "a-heart-after-it", "", "I'm Al <3", "al" },
	{ "a-day-with-a-name", "", "My lamp is late and this is Black Friday!", "" },
	{ "an-app-with-a-name", "", "Hello, this is Camera App and it is down.", "" },
	{ "a-full-stop-forgotten", "", "Hi, I'm Ann We need two lamps.", "ann" },
	{ "in-so-many-words", "", "My name is KOWALCZYK and my lamp is late.", "kowalczyk" },
	{ "two-words-and-a-raised-voice", "", "I am HOLDING it in my hand.", "" },
	{ "a-short-word-in-a-raised-voice", "", "I'm MAD about the lamp.", "" },
	{ "a-raised-voice-at-the-end", "", "I'm TIRED", "" },
	{ "a-raised-voice-from-somewhere", "", "I'm KOWALCZYK from the shop.", "kowalczyk" },
	{ "initials-are-not-shouted", "", "I'm AJ and my lamp is late.", "aj" },
	{ "here-at-the-start", "", "Ann here, my lamp is late.", "ann" },
	{ "here-on-a-line", "", "My lamp is late\nAnn here", "ann" },
	{ "here-after-two-blanks", "", "My lamp is late.  Ann here again.", "ann" },
	{ "somebody-who-is-here", "", "I hope that Ann here can help.", "" },
	/* The last lines. */
	{ "a-particle-signed", "", "It leaks.\n\nRegards\nAnna van Dijk", "anna dijk" },
	{ "a-title-cut-short", "", "It leaks.\n\nRegards, Dr. med. Anna Keller", "anna keller" },
	{ "four-names-signed", "", "It leaks.\n\nRegards, Ana Maria Silva Costa",
		"ana maria silva costa" },
	{ "five-names-signed", "", "It leaks.\n\nRegards, Ana Maria Silva Costa Braga", "" },
	{ "five-names-alone", "", "It leaks.\n\nAna Maria Silva Costa Braga", "" },
	{ "a-name-of-sixty-bytes", "", "It leaks.\n\nRegards\n" SIXTY,
		"maximiliane freifrau hohenstein-waldburg-ahrensfelden-au" },
	{ "a-house-with-a-number", "", "It leaks.\n\nRegards\nAnn\nRosewood 12\nsent from the shed",
		"ann" },
	{ "a-name-third-from-the-end", "", "Is it free?\nAnn Lee\nRosewood 7\n020 7946 0018",
		"ann lee" },
	{ "a-name-above-an-address", "",
		"Is it free?\nAnn Lee\nRosewood 7\n020 7946 0018\n020 7946 0019", "ann lee" },
	{ "an-address-with-a-full-stop", "",
		"It leaks.\n\nAnn Lee,\n7 Elm Road,\nElmham,\nNorfolk.", "ann lee elmham" },
	{ "signed-in-one-line-above-an-address", "",
		"It leaks.\nRegards, Ann Lee.\n7 Elm Road\nElmham\nNR20 5AB\n020 7946 0018",
		"ann lee elmham" },
	{ "an-answer-of-short-lines", "",
		"It leaks.\nCallum\nsaid so.\nIs it free\nto mend it\nRowena", "rowena" },
	{ "an-answer-with-a-long-line", "", "It leaks.\nCallum\n" SIXTY "e\nto mend it now\nRowena",
		"rowena" },
	{ "a-first-line-is-no-signature", "", "Callum\nit leaks\nis it free\nto mend it\nRowena",
		"rowena" },
	{ "signed-on-the-twelfth-line", "", "It leaks.\n\nRegards\nAnn\n" FIVE_LINES FIVE_LINES,
		"ann" },
	{ "signed-on-the-thirteenth-line", "",
		"It leaks.\n\nRegards\nAnn\n" FIVE_LINES FIVE_LINES "and no more", "" },
	{ "quoted-with-four-letters", "", "RAHO> Is it free?\nRAHO> Thanks\nRAHO> Ann", "ann" },
	{ "quoted-without-a-blank", "", "It leaks.\nAL>Ann Lee", "ann lee" },
	{ "quoted-lines-that-are-blank", "", "It leaks.\nAL> Ann Lee\nAL>\nAL>\nAL>", "ann lee" },
	/* Who signs for somebody. */
	{ "for-her-in-brackets", "", "It leaks.\n\nMiro Sykes (for my aunt Joanna)", "miro sykes" },
	{ "for-her-behind-a-sign-off", "", "It leaks.\n\nThanks, Miro Sykes for Joanna",
		"miro sykes" },
	{ "on-behalf-of-her", "", "It leaks.\n\nMiro Sykes, on behalf of Joanna Sykes",
		"miro sykes" },
	{ "her-nephew", "", "It leaks.\n\nMiro, Joanna's nephew", "miro" },
	{ "her-nephew-in-brackets", "", "It leaks.\n\nMiro (Joanna's nephew)", "miro" },
	{ "their-caretaker", "", "It leaks.\n\nMiro Sykes - their caretaker", "miro sykes" },
	{ "by-procuration", "", "It leaks.\n\np.p. Miro Sykes", "miro sykes" },
	{ "by-order-in-german", "", "Es tropft.\n\ni.A. Miro Sykes", "miro sykes" },
	{ "for-her-in-german", "", "Es tropft.\n\nGruss\nMiro f\xc3\xbcr Joanna", "miro" },
	{ "what-they-do", "", "It leaks.\n\nRegards\nMiro Sykes, Head of Repairs", "miro sykes" },
	{ "what-they-do-and-no-sign-off", "", "It leaks.\nMiro Sykes, Head of Repairs", "" },
	{ "two-signed", "", "It leaks.\n\nRegards\nMiro & Joanna", "miro joanna" },
	{ "two-signed-behind-a-sign-off", "", "It leaks.\n\nRegards, Miro and Joanna Sykes",
		"miro joanna sykes" },
	{ "two-signed-both-displayed", "Miro & Joanna Sykes",
		"It leaks.\n\nThanks,\nJoanna and Miro", "joanna miro sykes" },
	{ "two-things-at-the-end", "", "It needs\nSalt and Pepper", "" },
	{ "praise-that-begins-as-a-sign-off", "", "Best lamp in a while, finally it is bright",
		"" },
	{ "somebody-called-at-the-end", "", "It leaks.\nRobert, please help me", "" },
	/* A mail in one line. */
	{ "thanks-at-the-end", "", "Is it free on Friday? Many thanks, Ann.", "ann" },
	{ "an-initial-at-the-end", "", "Is it free on Friday? Regards, H. Brunner", "h brunner" },
	{ "thanks-after-capitals", "", "I need 2 chargers with USB. Many thanks, Ann", "ann" },
	{ "an-initial-at-both-ends", "", "J. Osei wrote on 4 May. Many thanks, J. Osei", "j osei" },
	{ "a-name-without-thanks", "", "Who took parcel 4711? Robert Webb.", "" },
	{ "four-names-at-the-end", "", "Is it free on 4 May? Many thanks, Ana Maria Silva Costa",
		"ana maria silva costa" },
	{ "five-names-at-the-end", "", "Is it free on 4 May? Thanks, Ana Maria Silva Costa Braga",
		"" },
	{ "a-short-ending", "", "Is it free on 4 May? Best, Ann", "ann" },
	{ "a-word-about-who-signs", "", "Is it free on 4 May? Many thanks, Rowena (caretaker)",
		"" },
	{ "two-at-the-end", "", "Is it free on 4 May? Many thanks, Ann and Tom", "" },
	{ "an-office-at-the-end", "", "Is it free on 4 May? Many thanks, Elmham Church", "" },
	/* Last words that sign in a way of their own. */
	{ "five-last-words", "", "I am Ann. Is it free? YIS A. J. Peverell Lowe",
		"ann yis a j peverell lowe" },
	{ "six-last-words", "", "I am Ann. Is it free? YIS Canon A. J. Peverell Lowe", "ann" },
	{ "three-last-words", "", "My name is Jo. Is it free? A. J. Peverell", "jo a j peverell" },
	{ "last-words-that-are-a-sentence", "", "I am Ann. It left. Robert Webb.", "ann" },
	{ "last-words-in-brackets-alone", "", "I am Ann. Is it free? (Elmham)", "ann" },
	{ "last-words-of-sixty-bytes", "", "I am Ann. Is it free? " SIXTY,
		"ann maximiliane freifrau hohenstein-waldburg-ahrensfelden-au" },
	{ "last-words-of-more", "", "I am Ann. Is it free? " SIXTY "e", "ann" },
	{ "last-words-make-nobody-known", "", "Is the hall free? YIS Rowena", "" },
};

static void
knows_who_they_are(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_auto(GStrv) names = person_names(lexicon, "en", knowns[i].display, knowns[i].text);
	g_autofree char *known = g_strjoinv(" ", names);

	g_assert_cmpstr(known, ==, knowns[i].known);
}

/* Marks that say the same, between two parts of a customer's text or of their display name, and all
 * who are known from them. */
static const struct {
	const char *name, *marks, *before, *after, *known;
	gboolean is_display;
} marked[] = {
	{ "ends-a-name", ",.!?;:()", "My name is Ann", " Robert is my son.", "ann", FALSE },
	{ "ends-what-introduces", ".!?;", "It was sent in my name", " Robert took it.", "", FALSE },
	{ "before-ann-here", ".!?,\n", "My lamp is late", " Ann here again.", "ann", FALSE },
	{ "before-the-thanks", ".!?", "Where is order 4711", " Many thanks, Ann", "ann", FALSE },
	{ "is-no-name-alone", ".!:", "Who took it?\nRobert Webb", "", "", FALSE },
	{ "is-no-line-of-a-name", "@?0123456789", "Who took it?\nRosewood ", "", "", FALSE },
	{ "is-no-display-name", "@_0123456789", "Ann", "Lee", "", TRUE },
};

static void
knows_by_each_mark(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);

	for (const char *mark = marked[i].marks; *mark != '\0'; mark++) {
		g_autofree char *text =
			g_strdup_printf("%s%c%s", marked[i].before, *mark, marked[i].after);
		g_auto(GStrv) names = person_names(lexicon, "en",
			marked[i].is_display ? text : NULL, marked[i].is_display ? "" : text);
		g_autofree char *known = g_strjoinv(" ", names);
		g_test_message("%s", text);
		g_assert_cmpstr(known, ==, marked[i].known);
	}
}

static void
the_greeting_is_covered(void)
{
	g_autoptr(Prose) prose = prose_new("Hi Ann, thanks for the photo.");
	Span span;
	g_autofree char *greeted = person_greeted(lexicon, prose, &span);

	g_assert_cmpstr(greeted, ==, "Ann");
	g_assert_cmpuint(span.start, ==, 0);
	g_assert_cmpuint(span.end, ==, strlen("Hi Ann, "));
}

static void
a_sentence_is_no_greeting(void)
{
	static const char *const texts[] = { "Unfortunately, it broke.", "Thanks, that helps.",
		"Dearly missed, said the card.", "Your order left today.", "No, it has not." };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(Prose) prose = prose_new(texts[i]);
		Span span;
		g_autofree char *greeted = person_greeted(lexicon, prose, &span);
		g_assert_cmpstr(greeted, ==, NULL);
		g_assert_cmpuint(span.end, ==, 0);
	}
}

static void
words_in_the_text_are_not_names(void)
{
	g_auto(GStrv) names = person_names(lexicon, "en", NULL,
		"Hello,\n\nI am Really Upset. This is The third time.\n\nPlease Help\nThanks");

	g_assert_cmpuint(g_strv_length(names), <=, 1);
}

static void
hostile_text_is_read_in_bounds(void)
{
	g_autofree char *many = g_strnfill(200000, 'A');
	g_autoptr(GString) lines = g_string_new(NULL);
	for (guint i = 0; i < 20000; i++)
		g_string_append(lines, "A\n");
	g_auto(GStrv) one = person_names(lexicon, "en", many, many);
	g_auto(GStrv) two = person_names(lexicon, "en", "\xf0\x9f\x98\x80 \xcc\x81", lines->str);

	g_assert_cmpuint(g_strv_length(one), <=, 24);
	g_assert_cmpuint(g_strv_length(two), <=, 24);
}

static void
no_more_names_than_anybody_has(void)
{
	g_autoptr(GString) people = g_string_new(NULL);
	for (char c = 'a'; c <= 'z'; c++)
		g_string_append_printf(people, "I am Jo%c. ", c);
	g_auto(GStrv) names = person_names(lexicon, "en", NULL, people->str);

	g_assert_cmpuint(g_strv_length(names), ==, 24);
}

/* Does the customer say a name, and the reply call one? */
static void
reads_german(const Lexicon *words, const char *language, bool expected)
{
	g_auto(GStrv) names = person_names(words, language, NULL,
		"Mein Name ist Jonas und der Hahn tropft seit Tagen auf den Teppich vor dem Bett.");
	g_autoptr(Prose) prose = prose_new("Heute, so viel ist sicher, kommt niemand.");

	g_assert_cmpint(names[0] != NULL, ==, expected);
	g_assert_cmpint(vocative_in(words, language, prose), ==, !expected);
}

static void
common_words_are_those_of_the_language(void)
{
	g_auto(OwnRules) folder = own_rules_new("de/common.words", "[common]\nwords = und heute\n");
	g_autoptr(Lexicon) words = lexicon_with(folder);
	reads_german(words, "de", true);
	reads_german(words, "en", false);
	/* A language without any has those of English. */
	reads_german(words, "fr", false);
	g_assert_true(lexicon_is_common(words, "fr", "because"));
	g_assert_false(lexicon_is_common(words, "de", "because"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	lexicon = lexicon_with(NULL);
	for (guint i = 0; i < G_N_ELEMENTS(fits); i++) {
		g_autofree char *path = g_strdup_printf("/person/fits/%s", fits[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), fits_as_expected);
	}
	for (guint i = 0; i < G_N_ELEMENTS(knowns); i++) {
		g_autofree char *path = g_strdup_printf("/person/knows/%s", knowns[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), knows_who_they_are);
	}
	for (guint i = 0; i < G_N_ELEMENTS(marked); i++) {
		g_autofree char *path = g_strdup_printf("/person/marks/%s", marked[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), knows_by_each_mark);
	}
	g_test_add_func("/person/the-greeting-is-covered", the_greeting_is_covered);
	g_test_add_func("/person/a-sentence-is-no-greeting", a_sentence_is_no_greeting);
	g_test_add_func("/person/words-in-the-text-are-not-names", words_in_the_text_are_not_names);
	g_test_add_func("/person/common-words-are-those-of-the-language",
		common_words_are_those_of_the_language);
	g_test_add_func("/person/hostile-text-is-read-in-bounds", hostile_text_is_read_in_bounds);
	g_test_add_func("/person/no-more-names-than-anybody-has", no_more_names_than_anybody_has);
	int status = g_test_run();
	lexicon_free(lexicon);
	return status;
}
