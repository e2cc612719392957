/* test-message.c - what is read of a mail, and what of a broken one. SPDX-License-Identifier: MIT
 */
#include "message.h"

#include "errors.h"

#include <string.h>

#define ALTERNATIVE \
	"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
#define AS_HTML "\n--b\nContent-Type: text/html; charset=utf-8\n\n"

static const struct {
	const char *name;
	const char *mail;
	const char *text;
	guint marks;
} cases[] = {
	{ "plain-text", "Subject: x\n\nhello\n", "hello\n", 0 },
	{ "an-mbox-line-is-skipped", "From a@b.example Mon\nSubject: x\n\nhello\n", "hello\n", 0 },
	{ "quote-marks-are-depth", "Subject: x\n\na\n> b\n>> c\n> > d\n", "a\n> b\n>> c\n>> d\n",
		0 },
	{ "an-escaped-from-is-no-quote", "Subject: x\n\n>From here on\n", "From here on\n", 0 },
	{ "arrows-on-both-sides-are-no-quote", "Subject: x\n\n>>> look here <<<\n",
		">>> look here <<<\n", 0 },
	{ "carriage-returns-go", "Subject: x\r\n\r\na\r\nb\r\n", "a\nb\n", 0 },
	{ "flowed-lines-are-joined",
		"Content-Type: text/plain; format=flowed\n\none \ntwo\n> three \n> four\n-- \nfive\n",
		"one two\n> three four\n-- \nfive\n", 0 },
	{ "delsp-takes-the-blank", "Content-Type: text/plain; format=flowed; delsp=yes\n\non \ne\n",
		"one\n", 0 },
	{ "a-flowed-line-may-begin-with-a-protected-mark",
		"Content-Type: text/plain; format=flowed\n\n > no quote\n", "> no quote\n", 0 },
	{ "quoted-printable",
		"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
		"quoted-printable\n\n"
		"caf=C3=A9 so=\nft\n",
		"café soft\n", 0 },
	{ "latin-1", "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xE9 \x80 5\n",
		"café € 5\n", 0 },
	{ "unlabelled-latin-1", "Subject: x\n\ncaf\xE9\n", "café\n", 0 },
	{ "utf-8-under-a-wrong-label", "Content-Type: text/plain; charset=us-ascii\n\ncafé\n",
		"café\n", 0 },
	{ "an-unknown-charset", "Content-Type: text/plain; charset=klingon\n\ncaf\xC3\xA9\n",
		"café\n", 0 },
	{ "japanese-in-seven-bits",
		"Content-Type: text/plain; charset=iso-2022-jp\n\n\x1B$B$\"\x1B(B\n", "あ\n", 0 },
	{ "plain-before-html", ALTERNATIVE "hello there" AS_HTML "<p>hello there</p>\n--b--\n",
		"hello there\n", 0 },
	{ "html-when-the-plain-part-is-a-stub",
		ALTERNATIVE "see HTML" AS_HTML "<p>hello there, a whole letter to you</p>\n--b--\n",
		"hello there, a whole letter to you\n\n", 0 },
	{ "html-when-only-it-knows-the-quote",
		ALTERNATIVE "yes\nwhy" AS_HTML "yes<blockquote type=cite>why</blockquote>\n--b--\n",
		"yes\n> why\n>\n", 0 },
	{ "html-when-the-plain-part-is-missing",
		"Content-Type: text/html; charset=utf-8\n\n<p>hello</p>\n", "hello\n\n", 0 },
	{ "attachments-are-not-read",
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: "
		"text/plain\n"
		"Content-Disposition: attachment\n\nsecret\n--b--\n",
		"hello\n", 0 },
	{ "the-signature-of-a-signed-mail-is-not-read",
		"Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\n\n"
		"--b\n\nhello\n--b\nContent-Type: application/pgp-signature\n\nabc\n--b--\n",
		"hello\n", 0 },
	{ "clear-signed-text-loses-its-armour",
		"Subject: x\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n- -- \nAnn\n"
		"-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n",
		"\n\nhello\n-- \nAnn\n", 0 },
	{ "pgp-mime-is-encrypted",
		"Content-Type: multipart/encrypted; boundary=b; "
		"protocol=\"application/pgp-encrypted\"\n\n"
		"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n",
		"", MESSAGE_ENCRYPTED },
	{ "s-mime-is-encrypted",
		"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n"
		"Content-Transfer-Encoding: base64\n\nAAAA\n",
		"", MESSAGE_ENCRYPTED },
	{ "a-report-is-a-bounce",
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nx: y\n--b--\n",
		"failed\n", MESSAGE_BOUNCE },
	{ "an-invitation-is-calendar",
		"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nlunch\n--b\nContent-Type: "
		"text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n",
		"lunch\n", MESSAGE_CALENDAR },
	{ "an-enclosed-mail-is-a-forward",
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nlook\n--b\nContent-Type: "
		"message/rfc822\n\nSubject: y\n\ninner\n--b--\n",
		"look\n", MESSAGE_HAS_FORWARD },
	{ "a-missing-end-is-survived",
		"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n",
		"hello\n", 0 },
	{ "winmail-dat-is-read-when-there-is-nothing-else",
		"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+IgEAAQyAAgAGAAAAaGVsbG8AAAA=\n",
		"hello\n", 0 },
	{ "no-body-is-no-text", "Subject: x\n\n", "", 0 },
};

static Message *
parse(const char *mail)
{
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(GError) error = NULL;
	Message *message = message_parse(raw, &error);

	g_assert_no_error(error);
	return message;
}

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(Message) message = parse(cases[i].mail);
	g_autofree char *text = message_text(message);

	g_assert_cmpstr(text, ==, cases[i].text);
	g_assert_cmphex(message->marks, ==, cases[i].marks);
}

static void
reads_the_header(void)
{
	g_autoptr(Message) message = parse(
		"From: =?utf-8?q?Ann_R=C3=A9id?= <ann@shop.example>\n"
		"To: Tom <tom@home.example>, friends: eve@home.example;\nCc: bo@shop.example\n"
		"Subject: =?utf-8?b?Y2Fmw6k=?=\n folded\nDate: Tue, 3 Mar 2020 12:15:00 +0200\n"
		"Message-ID: <1@shop.example>\nIn-Reply-To: <2@home.example>\n"
		"References: <0@home.example>\n <2@home.example>\n"
		"Auto-Submitted: auto-replied\nPrecedence: bulk\nList-Id: <x>\nX-Empathy-Notice: 1\n\nx\n");
	const Address *from = message->from->pdata[0],
		      *cc = message->to->pdata[message->to->len - 1];

	g_assert_cmpstr(from->name, ==, "Ann Réid");
	g_assert_cmpstr(from->address, ==, "ann@shop.example");
	g_assert_cmpstr(cc->address, ==, "bo@shop.example");
	g_assert_cmpstr(message->subject, ==, "café folded");
	g_assert_cmpstr(message->date, ==, "2020-03-03T10:15:00Z");
	g_assert_cmpstr(message->message_id, ==, "1@shop.example");
	g_assert_cmpstr(message->in_reply_to, ==, "2@home.example");
	g_assert_cmpstr(message->references[0], ==, "0@home.example");
	g_assert_cmpstr(message->references[1], ==, "2@home.example");
	g_assert_null(message->references[2]);
	g_assert_cmpstr(message->auto_submitted, ==, "auto-replied");
	g_assert_cmpstr(message->precedence, ==, "bulk");
	g_assert_true(message->is_list);
	g_assert_true(message->is_own_notice);
}

/* Of both halves of Latin-1: a terminal obeys the second as well (ECMA-48). */
static void
controls_are_blanks(void)
{
	g_autoptr(Message) message = parse("From: \"A\xc2\x9b n\x1b\" <an\xc2\x9b"
					   "n@shop.example>\nSubject: a\x7f"
					   "b\xc2\x85"
					   "c\n\nx\n");
	const Address *from = message->from->pdata[0];

	g_assert_cmpstr(from->name, ==, "A   n");
	g_assert_cmpstr(from->address, ==, "an  n@shop.example");
	g_assert_cmpstr(message->subject, ==, "a b  c");
}

static void
is_empty_not_null(void)
{
	g_autoptr(Message) message = parse("X: y\n\nx\n");

	g_assert_cmpstr(message->message_id, ==, "");
	g_assert_cmpstr(message->in_reply_to, ==, "");
	g_assert_cmpstr(message->subject, ==, "");
	g_assert_cmpstr(message->date, ==, "");
	g_assert_cmpstr(message->auto_submitted, ==, "");
	g_assert_cmpuint(message->from->len, ==, 0);
	g_assert_nonnull(message->references);
	g_assert_false(message->is_list);
	g_assert_false(message->is_own_notice);
}

static void
refuses_nothing_at_all(void)
{
	g_autoptr(GBytes) raw = g_bytes_new("", 0);
	g_autoptr(GError) error = NULL;

	g_assert_null(message_parse(raw, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_MAIL);
}

static void
is_cut(const char *head, const char *repeated, int times, guint mark)
{
	g_autoptr(GString) mail = g_string_new(head);
	for (int i = 0; i < times; i++)
		g_string_append(mail, repeated);
	g_autoptr(Message) message = parse(mail->str);

	g_assert_cmphex(message->marks, ==, MESSAGE_CUT | mark);
}

static void
cuts_what_is_too_much(void)
{
	is_cut("Subject: x\n\n", "\n", 30000, MESSAGE_LONG_TEXT);
	is_cut("Subject: x\n\n", "0123456789abcdef", 1 << 17, MESSAGE_LONG_TEXT);
	is_cut("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 400,
		MESSAGE_MANY_PARTS);
}

static void
cuts_a_tower_of_parts(void)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	for (int i = 0; i < 100; i++)
		g_string_append_printf(
			mail, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	g_autoptr(Message) message = parse(mail->str);

	g_assert_cmphex(message->marks, ==, MESSAGE_CUT | MESSAGE_DEEP_PARTS);
}

/* "a: b: c:" are groups in groups, also in the header of an attached mail. */
static void
reads_a_tower_of_groups(void)
{
	static const char *const begins[] = { "To: ", "Content-Type: message/rfc822\n\nto : " };

	for (gsize i = 0; i < G_N_ELEMENTS(begins); i++) {
		g_autoptr(GString) mail = g_string_new("Subject: x\n");
		g_string_append(mail, begins[i]);
		for (int n = 0; n < 100000; n++)
			g_string_append(mail, n % 50 == 0 ? "\n g:" : "g:");
		g_string_append(mail, "a@b.example\n\nhello\n");
		g_autoptr(GBytes) raw = g_bytes_new(mail->str, mail->len);
		g_autoptr(Message) message = message_parse(raw, NULL);
		g_assert_nonnull(message);
		g_assert_cmpstr(message->subject, ==, "x");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/message/", cases[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
	}
	g_test_add_func("/message/header-fields-are-decoded", reads_the_header);
	g_test_add_func("/message/control-characters-are-blanks", controls_are_blanks);
	g_test_add_func("/message/what-is-absent-is-empty", is_empty_not_null);
	g_test_add_func("/message/no-bytes-are-no-message", refuses_nothing_at_all);
	g_test_add_func("/message/too-much-of-anything-is-cut", cuts_what_is_too_much);
	g_test_add_func("/message/a-tower-of-parts-is-cut", cuts_a_tower_of_parts);
	g_test_add_func("/message/a-tower-of-groups-is-read", reads_a_tower_of_groups);
	return g_test_run();
}
