/* language.c - which language a text is in: by its little words, else by libexttextcat.
 *
 * The commonest words of a language tell it apart within a sentence or two, at a hundredth of the
 * cost of comparing n-grams; what has too few of them, or another language's, goes to the library.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* strnlen */

#include "language.h"

#include <glib/gstdio.h>
#include <libexttextcat/textcat.h>
#include <pthread.h> /* a thread sanitizer sees its locks, GLib's not */
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "fold.h"
#include "word-table.h"

/* Words may stand with several languages; they count less then. */
static const struct {
	const char *code, *words;
} little_words[] = {
	{ "en", "the a an and or but not nor no yes if so as than then too also to in on at by of "
		"off for from with about over out up down into through since before after until "
		"while i you u he she it we they me him her us them my mine your ur yours his its "
		"our ours their theirs this that these those there here who what which when where "
		"why how am is are was were be been being have has had do does did done can could "
		"will would shall should may might must get got let i'm i've i'd i'll you're "
		"you've you'll you'd he's he'll she's she'll it's it'll we're we've we'll we'd "
		"they're they've they'll they'd that's there's here's what's who's where's how's "
		"let's isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't "
		"won't wouldn't can't couldn't shouldn't ain't im ive dont doesnt didnt cant wont "
		"isnt wasnt youre thats all any some every each both many much more most one two "
		"ten again always never ever still just only very really now today yesterday "
		"tomorrow once because nothing nobody son man men old angry money week weeks day "
		"days come know want need help car told paid waiting please sorry thanks thank "
		"hello hi dear order refund regards sincerely per till ta w door" },
	{ "de", "und der die das den dem des ein eine einen einem einer ist sind war waren bin sein "
		"ich sie er es wir ihr ihre ihren ihnen mein meine meinen mich mir uns unser nicht "
		"kein keine aber oder wenn weil dass daß was wie warum wer bei mit von zu zum zur "
		"auf aus für fuer über ueber nach seit vor bis so also man noch schon auch nur "
		"sehr immer wieder jetzt heute mehr habe haben hat hatte wird werden wurde will "
		"kann können koennen bitte danke hallo guten tag geehrte geehrter herr frau liebe "
		"grüße gruesse freundlichen bestellung an im am um bestellt leider sorry hi" },
	{ "fr", "le la les un une des du de et est sont était je j'ai tu il elle nous vous ils on "
		"mon ma mes votre vos notre nos ne pas plus que qui quoi dans pour par sur avec "
		"sans mais ou où donc car si ce cette ces c'est n'est n'ai qu'il d'une d'un l'ai "
		"au aux en y avez avoir fait faire toujours jamais encore très tres bien merci "
		"bonjour monsieur madame cordialement commande depuis été ete suis à être s'il "
		"cela tout tous rien même a as me te car son sa ses leur" },
	{ "es", "el la los las un una unos de del y es son era yo tú usted él ella nosotros mi mis "
		"su sus que qué no sí si en por para con sin pero o porque como cuando donde este "
		"esta esto ese al lo le les se me te nos he ha han hemos muy más mas ya todavía "
		"todavia gracias hola buenos días dias tardes señor señora saludos pedido desde "
		"está están puede pueden quiero fue hay tiene tengo nadie sólo solo también debe" },
	{ "it", "il lo la i gli le un una uno di del della dei delle e è sono era io tu lei noi voi "
		"mio mia miei vostro vostra che chi non si in per con senza ma o perché perche "
		"come quando dove questo questa quello al alla nel nella da dal mi ti ci vi ho ha "
		"hanno abbiamo molto più piu già gia ancora grazie buongiorno ciao salve gentile "
		"saluti cordiali ordine sto può puo potete vorrei ed sul sulla dalla degli essere "
		"solo ne ora" },
	{ "nl", "de het een en van is zijn was waren ik je jij u uw wij we hij ze mijn ons onze niet "
		"geen maar of als omdat dat die dit deze wat hoe waarom wie bij met voor naar op "
		"uit over in te tot aan nog al ook zeer heel altijd weer heb hebben heeft had "
		"wordt werd kan kunnen kunt graag dank bedankt hallo beste geachte groet groeten "
		"vriendelijke bestelling er om sinds door zonder onder moet mag alleen toen hem "
		"haar kon toch wel sorry hi" },
	{ "pt", "o a os as um uma de do da dos das e é são era eu você voce ele ela nós meu minha "
		"seu sua que não nao sim em no na nos por para com sem mas ou porque como quando "
		"onde este esta isso ao me se lhe tenho tem foi muito mais já ja ainda obrigado "
		"obrigada olá ola bom dia boa tarde senhor senhora cumprimentos pedido desde está "
		"posso podem pode às à aos nas pela pelo ter sou" },
	{ "pl", "i w z na do nie to się sie jest są sa był było ja mnie mi ty on ona my wy pan pani "
		"państwo mój moja moje co jak kiedy gdzie dlaczego czy że ze ale lub bo po od dla "
		"przez o za już juz jeszcze bardzo tylko proszę prosze dziękuję dziekuje dzień dobry "
		"witam pozdrawiam zamówienie zamowienie mam nadal ten ta jestem" },
	{ "sv", "och att det en ett är var jag du han hon vi ni de min mitt mina er ert inte men "
		"eller om när vad hur varför som på pa i av för med till från utan efter sedan har "
		"hade kan ska skulle mycket ännu fortfarande också tack hej vänliga hälsningar "
		"beställning den mig dig oss så ingen inga kunde kom" },
	{ "da", "og at det en et er var jeg du han hun vi i de min mit mine jeres ikke men eller om "
		"når hvad hvordan hvorfor som på af for med til fra uden efter siden har havde kan "
		"skal ville meget endnu stadig også tak hej venlig hilsen ordre den mig dig os "
		"over ingen kunne kom blev" },
};

enum {
	N_LANGUAGES = G_N_ELEMENTS(little_words),
	LONGEST_WORD = 15,
	MOST_READ = 8192,      /* bytes: a language shows early */
	MOST_COMPARED = 400,   /* bytes for n-grams: likewise, and they are dear */
	FEWEST_COMPARED = 20,  /* fewer say nothing, not even together with a little word */
	FEWEST_ALONE = 40,     /* n-grams of fewer take "My dog died." for German */
	POINTS_ALONE = 2,      /* a word of one language only */
	POINTS_CLEAR = 4,      /* enough to be sure when nothing speaks against it */
	POINTS_OF_ANOTHER = 8, /* a second language is really there */
};

G_STATIC_ASSERT(N_LANGUAGES <= 32);

static WordTable *languages; /* of each little word: bits. Made once, then only read */

static void
fill_languages(void)
{
	languages = word_table_new(NULL);
	for (guint i = 0; i < N_LANGUAGES; i++) {
		g_auto(GStrv) words = g_strsplit(little_words[i].words, " ", -1);
		for (char **word = words; *word != NULL; word++) {
			guint known = GPOINTER_TO_UINT(word_table_get(languages, *word));
			word_table_put(languages, *word, GUINT_TO_POINTER(known | 1U << i));
		}
	}
}

/* ---- little words -----------------------------------------------------------------------------
 */

/* The next word in small letters, cut if it is too long for any of ours. NULL: no more. */
static const char *
next_word(const char *at, const char *end, char word[LONGEST_WORD + 1])
{
	size_t length = 0;

	while (at < end && !g_ascii_isalpha(*at) && (*at & 0x80) == 0)
		at++;
	if (at == end)
		return NULL;
	while (at < end) {
		char c = fold_ascii(*at);
		size_t step = 1;
		if ((guchar)(c - 'a') >= 26 && c != '\'' && (c & 0x80) == 0)
			break;
		if (c == '\xe2' && end - at >= 3 && memcmp(at, "\xe2\x80\x99", 3) == 0) {
			c = '\'';
			step = 3;
		}
		if (length < LONGEST_WORD)
			word[length++] = c;
		at += step;
	}
	word[length] = '\0';
	return at;
}

typedef struct Tally {
	guint points[N_LANGUAGES];
	guint best, second; /* indices */
} Tally;

static void
count(Tally *tally, const char *text, size_t length)
{
	char word[LONGEST_WORD + 1];
	const char *end = text + length;

	for (const char *at = next_word(text, end, word); at != NULL;
		at = next_word(at, end, word)) {
		guint in = GPOINTER_TO_UINT(word_table_get(languages, word));
		guint points = (in & (in - 1)) == 0 ? POINTS_ALONE : 1;
		for (; in != 0; in &= in - 1)
			tally->points[__builtin_ctz(in)] += points;
	}
	tally->second = 1;
	for (guint i = 1; i < N_LANGUAGES; i++) {
		if (tally->points[i] > tally->points[tally->best]) {
			tally->second = tally->best;
			tally->best = i;
		} else if (i != tally->second && tally->points[i] > tally->points[tally->second]) {
			tally->second = i;
		}
	}
}

/* ---- n-grams ----------------------------------------------------------------------------------
 */

/* What support mail is written in; exotic neighbours would only take short English for Scots. */
static const char *const compared[] = { "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da",
	"nb", "fi", "cs", "sk", "hu", "ro", "tr", "ru", "uk", "bg", "el", "ar", "he", "fa", "hi",
	"zh-Hans", "zh-Hant", "ja", "ko", "ca", "hr", "sl", "lt", "lv", "et", "id", "vi", "th" };

static pthread_mutex_t textcat_lock = PTHREAD_MUTEX_INITIALIZER;
static void *textcat; /* NULL: its data are not installed, little words must do */

/* Its list of languages must be a file. */
static void
open_textcat(void)
{
	g_autofree char *path = NULL;
	g_autoptr(GString) list = g_string_new(NULL);
	int descriptor = g_file_open_tmp(NULL, &path, NULL);

	if (descriptor < 0)
		return;
	close(descriptor);
	for (guint i = 0; i < G_N_ELEMENTS(compared); i++)
		g_string_append_printf(list, "%s.lm %s--utf8\n", compared[i], compared[i]);
	if (g_file_set_contents(path, list->str, (gssize)list->len, NULL))
		textcat = special_textcat_Init(path, TEXTCAT_DATA "/");
	g_unlink(path);
}

static const char *
known_code(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(compared); i++) {
		size_t length = strlen(compared[i]);
		if (strncmp(name, compared[i], length) == 0 && name[length] == '-')
			return g_str_has_prefix(compared[i], "zh") ? "zh" : compared[i];
	}
	return "";
}

/* The library's candidates, nearest first; 0 when it will not say. Its handle is one text's. */
static int
compare(const char *text, size_t length, const char *codes_out[], int most)
{
	int n = 0;

	pthread_mutex_lock(&textcat_lock);
	candidate_t *candidates = textcat != NULL ? textcat_GetClassifyFullOutput(textcat) : NULL;
	if (candidates != NULL) {
		n = textcat_ClassifyFull(textcat, text, length, candidates);
		n = CLAMP(n, 0, most);
		for (int i = 0; i < n; i++)
			codes_out[i] = known_code(candidates[i].name);
		textcat_ReleaseClassifyFullOutput(textcat, candidates);
	}
	pthread_mutex_unlock(&textcat_lock);
	return n;
}

/* ---- both -------------------------------------------------------------------------------------
 */

/* The start of the text, not cut within a character. */
static size_t
bounded(const char *text, size_t most)
{
	size_t length = strnlen(text, most + 1);

	if (length <= most)
		return length;
	length = most;
	while (length > 0 && (text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

static const char *
by_ngrams(const char *text, const char *likely)
{
	const char *codes[4];
	size_t length = bounded(text, MOST_COMPARED);

	if (length < (*likely != '\0' ? FEWEST_COMPARED : FEWEST_ALONE))
		return likely;
	int n = compare(text, length, codes, (int)G_N_ELEMENTS(codes));
	/* Among close ones the little words decide, then the language that rules were written in
	 * first. */
	for (int i = 0; i < n; i++) {
		if (g_str_equal(codes[i], likely))
			return codes[i];
	}
	for (int i = 0; i < n && *likely == '\0'; i++) {
		if (g_str_equal(codes[i], "en"))
			return codes[i];
	}
	bool is_plain = n == 1 && length >= FEWEST_ALONE;
	return is_plain || (n > 0 && *likely == '\0') ? codes[0] : likely;
}

const char *
language_guess(const char *text)
{
	static pthread_once_t words_once = PTHREAD_ONCE_INIT, textcat_once = PTHREAD_ONCE_INIT;
	Tally tally = { { 0 }, 0, 0 };

	pthread_once(&words_once, fill_languages);
	count(&tally, text, bounded(text, MOST_READ));
	guint best = tally.points[tally.best], second = tally.points[tally.second];
	if (best >= POINTS_CLEAR && second * 2 <= best)
		return little_words[tally.best].code;
	/* Two languages, each in earnest: rules of either would see half. */
	if (second >= POINTS_OF_ANOTHER && second * 2 > best)
		return "";
	pthread_once(&textcat_once, open_textcat);
	return by_ngrams(text, best > second ? little_words[tally.best].code : "");
}
