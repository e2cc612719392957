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
