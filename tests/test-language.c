/* test-language.c - languages of short mails, as people write them. SPDX-License-Identifier: MIT */
#include "language.h"

#include <string.h>

static const struct {
	const char *code, *text;
} texts[] = {
	{ "en", "Where is my parcel?" },
	{ "en", "ok thanks" },
	{ "en", "Thank you so much!" },
	{ "en", "Hello, my order 4711 has still not arrived. Can you please check where it is?" },
	{ "en", "this is the third time i write and nobody cares" },
	{ "en", "The zip of the jacket broke. I would like a new one." },
	{ "en", "I\u2019m worried about the boiler. It\u2019s been cold for days." },
	{ "en", "refund please" },
	{ "en", "Still waiting for a reply to the mail that I sent on Monday." },
	{ "en", "Dear Herr M\u00fcller, the invoice for Sch\u00f6nhauser Allee 12 was sent to you again." },
	{ "en", "Bonjour Madame Dupont, your parcel left our store and should be with you on Friday. "
		"We are sorry about the wait." },
	{ "de", "Guten Tag, meine Bestellung ist noch nicht angekommen." },
	{ "de", "Wo bleibt mein Geld?" },
	{ "de", "Ich warte seit zwei Wochen auf eine Antwort und bin sehr entt\u00e4uscht." },
	{ "de", "Leider funktioniert der Download im Online Shop nicht. Was soll ich tun?" },
	{ "de", "danke, hat geklappt" },
	{ "de", "koennen sie mir bitte helfen, ich komme nicht mehr in mein konto" },
	{ "fr", "Il a ouvert son colis, on a repris son avis car son ticket est perdu." },
	{ "fr", "Bonjour, ma commande n'est toujours pas arriv\u00e9e. Pouvez-vous v\u00e9rifier?" },
	{ "fr", "Je suis tr\u00e8s d\u00e9\u00e7u de votre service." },
	{ "fr", "j'attends depuis deux semaines et personne ne me repond" },
	{ "fr", "Merci beaucoup" },
	{ "fr", "Le colis est ab\u00eem\u00e9 et il manque la moiti\u00e9 des pi\u00e8ces." },
	{ "es", "Hola, mi pedido todav\u00eda no ha llegado. \u00bfPueden mirar d\u00f3nde est\u00e1?" },
	{ "es", "Estoy muy cansada de esperar una respuesta." },
	{ "es", "La lavadora se rompi\u00f3 el primer d\u00eda y nadie contesta." },
	{ "it", "Buongiorno, il mio ordine non \u00e8 ancora arrivato." },
	{ "it", "Sono molto delusa dal vostro servizio." },
	{ "it", "Grazie mille, ora funziona" },
	{ "nl", "Hallo, mijn bestelling is nog niet aangekomen. Kunt u dat nakijken?" },
	{ "nl", "Ik wacht al twee weken op een antwoord." },
	{ "nl", "De verwarming doet het weer niet en het is koud in huis." },
	{ "pt", "Bom dia, a minha encomenda ainda n\u00e3o chegou. Podem verificar?" },
	{ "pt", "Estou muito desiludida com o vosso servi\u00e7o." },
	{ "pl", "Dzie\u0144 dobry, moje zam\u00f3wienie jeszcze nie dotar\u0142o. Prosz\u0119 o pomoc." },
	{ "pl", "Czekam ju\u017c dwa tygodnie i nikt mi nie odpowiada." },
	{ "sv", "Hej, min best\u00e4llning har fortfarande inte kommit." },
	{ "ru", "\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439\u0442\u0435, \u043c\u043e\u0439 "
		"\u0437\u0430\u043a\u0430\u0437 \u0434\u043e \u0441\u0438\u0445 \u043f\u043e\u0440 \u043d\u0435 "
		"\u043f\u0440\u0438\u0448\u0451\u043b." },
	/* A customer and an answer: what two languages write alike settles nothing. */
	{ "en", "I am tired, I am angry, I am leaving, I am done.\nNoted. Regards, Tom" },
	{ "en", "I am losing money every single day\nWe'll check." },
	{ "en", "I am not amused.\nNoted." },
	{ "en", "I had hoped for better.\nNoted." },
	{ "en", "My dog died.\nRefund sent." },
	{ "en", "Strap broke after 5 months." },
	{ "en", "I stood 2 hrs w a bad hip.\nOh no." },
	{ "en", "Window was 8 till 1." },
	{ "en", "A van at my door\nNoted." },
	{ "en", "Am I a joke to you?\nLet me look." },
	{ "en", "Two weeks, no parcel, no word. I'm fed up.\nWe're on it. Tom" },
	{ "en", "Im so angry rn\nOk, checking." },
	{ "en", "U guys lost my parcel again\nLooking into it now. Kim" },
	{ "en", "It broke. On day one.\nSo sorry! A new one goes out today." },
	{ "en", "Cold showers since Friday and an old man at home.\nSomeone comes today. Ann" },
	{ "en", "Wasn't there anybody in?\nNo one was in, no." },
	{ "en", "She's in tears over a hat.\nWe've sent a new hat." },
	{ "en", "My son is ill and I am alone.\nI'm so sorry. We'll ring you at ten." },
	{ "en", "No heat. No answer. No more patience.\nHi Bob, noted." },
	{ "en", "You're late. Again.\nYes, we're late." },
	{ "en", "An engineer came as late as ten at night.\nI will ask him." },
	{ "en", "A car hit me on my way home\nI hope you are well. Is an hour too long a wait?" },
	{ "en", "As always: nobody answers.\nAs said, in a week." },
	{ "en", "I met a wall of silence.\nWe met your case and will call." },
	{ "en", "The batteries die in an hour.\nThanks, we'll swap them." },
	{ "en", "In the war of bills I gave up.\nUnderstood. Bye" },
	{ "en", "Over and over. I am done.\nOver to Kim." },
	{ "en", "I am in Hamburg, am Markt 4, and am waiting.\nWe'll be there by noon, Mr Braun." },
	{ "en", "Hi Frau Kaiser here, I am still without water.\nDear Frau Kaiser, a plumber is on his way." },
	{ "en", "Come on, this can't be so hard!\nCome Monday it's done." },
	{ "en", "I am, I am, I am. Am I heard?\nYes you are." },
	{ "en", "Paid twice. Once was enough.\nRefunded once." },
	{ "en", "Do me a favour: no more mails.\nDone. No more mails." },
	{ "en", "They've gone and I'm broke\nLet's see. Tim" },
	{ "en", "I couldn't log in at all\nTry now?" },
	{ "en", "Who's in charge there?\nI am. Ines" },
	{ "en", "My mum died. Close her account.\nAccount closed. Regards, Li" },
	{ "en", "I am worried sick\nDon't worry!" },
	{ "en", "per person 35, per leg 70? I am not made of money\nPer leg, yes." },
	{ "en", "Hun, where's my dress?\nIt's on its way, hun." },
	{ "en", "Has anybody read a word I wrote?\nWe have." },
	{ "en", "I'm over it.\nFine, bye." },
	{ "en", "Am 74, am alone, am cold.\nAn electrician is booked." },
	{ "en", "I also want an answer\nWe also do." },
	{ "en", "Ten calls. Ten!\nSorry. Ten is too many." },
	{ "en", "Is it so hard to ring back an old man?\nNo. We ring at six." },
	{ "de", "Ich bin am Ende.\nNotiert. Gru\u00df, Tom" },
	{ "de", "Am Montag war niemand da.\nWir pr\u00fcfen das." },
	{ "de", "Im Paket war nichts drin.\nDas tut uns leid." },
	{ "de", "Am Telefon war keiner, im Chat auch nicht.\nWir melden uns." },
	{ "de", "Was soll das?\nIch schaue nach." },
	{ "de", "Die Heizung ist kaputt und es ist kalt im Haus.\nEin Techniker kommt am Freitag." },
	{ "de", "Mir reicht's, ich k\u00fcndige.\nSchade. Viele Gr\u00fc\u00dfe" },
	{ "de", "Hat jemand meinen Hut gefunden?\nNein, leider nicht." },
	{ "de", "So geht das nicht!\nVerstanden." },
	{ "de", "Man will mir nicht helfen.\nWir helfen gern." },
	{ "de", "Mein Sohn ist so traurig\nDas ist schade." },
	{ "de", "Rechnung doppelt abgebucht\nWird erstattet." },
	{ "de", "Warte immer noch\nKommt morgen an." },
	{ "de", "Sorry, aber so ein Service ist ein Witz.\nSorry, wir arbeiten dran." },
	{ "de", "Der Account im Online Shop ist weg, Login geht nicht, kein Update, no Support.\nSorry, das Team ist im Feedback-Call." },
	{ "de", "Am Abend in Hamburg an der Alster, am Morgen in Berlin am See.\nAm Apparat war niemand." },
	{ "de", "Heute am Schalter im Bahnhof an die Wand geredet\nDas war am Montag." },
	{ "de", "also das war ja wohl nix\nok" },
	{ "de", "bin am verzweifeln\nalles klar" },
	{ "de", "kann nicht sein oder\ndoch" },
	{ "de", "Hallo Team, am 3. im Shop bestellt, no reaction.\nHi, sorry!" },
	{ "fr", "Je suis en col\u00e8re.\nC'est not\u00e9." },
	{ "fr", "Ma voiture est en panne car on a oubli\u00e9 la vidange.\nNous sommes d\u00e9sol\u00e9s." },
	{ "fr", "Plus rien ne marche.\nOn vous rappelle." },
	{ "fr", "J'en ai assez\nMerci" },
	{ "es", "No me llega nada.\nLo miramos." },
	{ "es", "Mi hijo no tiene ropa.\nNo se preocupe." },
	{ "es", "Me han cobrado dos veces, no es justo.\nYa est\u00e1." },
	{ "es", "No puedo m\u00e1s\nUn momento" },
	{ "es", "son ladrones\nlo siento" },
	{ "it", "Come mai non arriva?\nCi dispiace." },
	{ "it", "Ma come si fa? Non ho i soldi.\nVediamo." },
	{ "it", "In casa non va niente\nArriva domani" },
	{ "it", "sono senza luce\nva bene" },
	{ "nl", "Ik ben boos.\nGenoteerd." },
	{ "nl", "Het is over met mijn geduld.\nWij bellen u." },
	{ "nl", "Ik was er met mijn zoon en had het koud\nDat is niet goed." },
	{ "nl", "Is er iemand in het gebouw?\nJa, we komen er aan." },
	{ "nl", "de monteur was er niet\nwe kijken" },
	{ "pt", "A minha encomenda n\u00e3o veio.\nVamos ver." },
	{ "pt", "Me devolvam o dinheiro!\nCom certeza." },
	{ "pt", "No domingo a loja do bairro fechou as portas.\nObrigado" },
	{ "pt", "Fiquei sem a mala e as roupas do meu filho\nSinto muito" },
	{ "pl", "To jest za drogo i nie dzia\u0142a.\nSprawdzimy to." },
	{ "pl", "Mam do\u015b\u0107.\nProsz\u0119 o numer." },
	{ "pl", "my i wy, to samo\ndo jutra" },
	{ "sv", "Jag har inte f\u00e5tt mitt paket.\nVi ska se." },
	{ "sv", "var \u00e4r min v\u00e4ska\nden \u00e4r p\u00e5 v\u00e4g" },
	{ "da", "Jeg er vred.\nDet er noteret." },
	{ "da", "Mine sko er for sm\u00e5\nVi ser p\u00e5 det." },
	{ "da", "Jeg kan ikke logge ind, og det er for d\u00e5rligt\nVi ringer til dig." },
	{ "", "" },
	{ "", "4711" },
	{ "", "Hm" },
	{ "", "Line\nbreak \"quoted\" \u00fc Fine." },
	{ "", "AB-4711-X / 84.90" },
	{ "", "Ich warte seit drei Wochen auf mein Geld und niemand antwortet mir. "
	      "We are sorry that you had to wait. The money is on its way to you." },
};

static void
is_told(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);

	g_assert_cmpstr(language_guess(texts[i].text), ==, texts[i].code);
}

static void
a_long_text_is_read_at_its_start(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	while (text->len < 1000000)
		g_string_append(text, "\u00fcber das \u00c4rgernis ");
	g_assert_cmpstr(language_guess(text->str), ==, "de");
	g_string_assign(text, "");
	while (text->len < 1000000)
		g_string_append(text, "\u4f60\u597d");
	g_assert_cmpuint(strlen(language_guess(text->str)), <=, 2);
	g_assert_cmpuint(strlen(language_guess("\xff\xfe\xc3")), ==, 0);
}

static gpointer
guess_many(gpointer data)
{
	(void)data;
	for (int i = 0; i < 20; i++) {
		g_assert_cmpstr(language_guess("Where is my parcel?"), ==, "en");
		g_assert_cmpstr(
			language_guess("Hyv\u00e4\u00e4 p\u00e4iv\u00e4\u00e4, tilaukseni ei ole "
				       "viel\u00e4k\u00e4\u00e4n saapunut perille."),
			==, "fi");
	}
	return NULL;
}

static void
threads_do_not_meet(void)
{
	GThread *threads[4];

	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new(NULL, guess_many, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/language/threads-do-not-meet", threads_do_not_meet);
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *path = g_strdup_printf(
			"/language/%s-%u", *texts[i].code != '\0' ? texts[i].code : "unclear", i);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_told);
	}
	g_test_add_func(
		"/language/a-long-text-is-read-at-its-start", a_long_text_is_read_at_its_start);
	return g_test_run();
}
