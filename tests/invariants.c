/* invariants.c - what the headers promise, asked of anything. SPDX-License-Identifier: MIT */
#include "invariants.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "explain.h"
#include "message.h"

enum { MOST_OF_A_LINE = 998 }; /* RFC 5322 */

void
remove_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_rmdir(folder);
}

static void
holds_for_text(const char *text)
{
	g_assert_nonnull(text);
	g_assert_true(g_utf8_validate(text, -1, NULL));
}

static void
holds_for_span(const Prose *prose, Span span)
{
	g_assert_cmpuint(span.start, <, span.end);
	g_assert_cmpuint(span.end, <=, prose->length);
}

/* Exact words: they stand in the text somebody wrote. */
static void
is_quoted(const char *evidence, const Prose *prose)
{
	holds_for_text(evidence);
	if (prose != NULL)
		g_assert_nonnull(strstr(prose->original, evidence));
}

static void
has_ordered_sentences(const Prose *prose)
{
	size_t end = 0;
	int paragraph = 0;

	for (size_t i = 0; i < prose->n_sentences; i++) {
		const Sentence *sentence = &prose->sentences[i];
		holds_for_span(prose, sentence->span);
		g_assert_cmpuint(sentence->span.start, >=, end);
		g_assert_cmpint(sentence->paragraph, >=, paragraph);
		g_assert_cmpint(prose->text[sentence->span.start], !=, ' ');
		g_assert_cmpint(prose->text[sentence->span.end - 1], !=, ' ');
		g_autofree char *words = prose_quote(prose, sentence->span);
		g_assert_cmpstr(words, !=, "");
		is_quoted(words, prose);
		g_assert_cmpuint(prose_sentence_at(prose, sentence->span.start), ==, i);
		end = sentence->span.end;
		paragraph = sentence->paragraph;
	}
}

void
holds_for_prose(const Prose *prose)
{
	holds_for_text(prose->original);
	holds_for_text(prose->text);
	g_assert_cmpuint(strlen(prose->text), ==, prose->length);
	gsize length = strlen(prose->original);
	for (size_t i = 0; i <= prose->length; i++) {
		g_assert_cmpuint(prose->origin[i], <=, length);
		g_assert_true(i == 0 || prose->origin[i] >= prose->origin[i - 1]);
	}
	has_ordered_sentences(prose);
}

void
holds_for_customer(const Customer *customer)
{
	if (customer->prose != NULL)
		holds_for_prose(customer->prose);
	g_assert_cmpuint(customer->feelings->len, <=, 4);
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		g_assert_cmpint(feeling->intensity, >=, 1);
		g_assert_cmpint(feeling->intensity, <=, 3);
		is_quoted(feeling->evidence, customer->prose);
	}
	const GPtrArray *anchors = anchors_all(customer->anchors);
	for (guint i = 0; i < anchors->len; i++) {
		const Anchor *anchor = anchors->pdata[i];
		holds_for_text(anchor->key);
		if (customer->prose != NULL)
			holds_for_span(customer->prose, anchor->span);
	}
	holds_for_text(customer->name);
}

static void
hold_for_hits(const Reply *reply)
{
	const GArray *hits = reply->hits->hits;
	const Prose *prose = reply->prose;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = &g_array_index(hits, Hit, i);
		g_assert_cmpuint(hit->sentence, <, prose->n_sentences);
		g_assert_cmpuint(hit->span.start, <=, hit->span.end);
		g_assert_cmpuint(hit->span.end, <=, prose->length);
		g_autofree char *words = prose_quote(prose, hit->span);
		is_quoted(words, prose);
	}
}

void
holds_for_reply(const Reply *reply)
{
	const Prose *prose = reply->prose;

	holds_for_prose(prose);
	hold_for_hits(reply);
	g_assert_cmpuint(reply->first, <=, prose->n_sentences);
	g_assert_cmpuint(reply->greeting.start, <=, reply->greeting.end);
	g_assert_cmpuint(reply->greeting.end, <=, prose->length);
	for (size_t i = 0; i < prose->n_sentences; i++) {
		const ReplySentence *sentence = &reply->sentences[i];
		g_assert_cmpuint(sentence->span.start, <=, sentence->span.end);
		g_assert_cmpuint(sentence->span.end, <=, prose->length);
		g_assert_cmpuint(sentence->hits_from, <=, sentence->hits_to);
		g_assert_cmpuint(sentence->hits_to, <=, reply->hits->hits->len);
		for (guint j = 0; sentence->anchors != NULL && j < sentence->anchors->len; j++)
			holds_for_span(prose, ((const Anchor *)sentence->anchors->pdata[j])->span);
	}
	for (guint i = 0; i < reply->opening->len; i++)
		g_assert_cmpuint(g_array_index(reply->opening, OpeningSentence, i).sentence, <,
			prose->n_sentences);
}

static void
is_told_to_programs(const Judgement *judgement)
{
	g_autofree char *told = explain_json(judgement, "a\xff\n\"b", true);
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) error = NULL;

	holds_for_text(told);
	g_assert_null(strpbrk(told, "\n\r"));
	json_parser_load_from_data(parser, told, -1, &error);
	g_assert_no_error(error);
	g_assert_true(JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser)));
}

/* Nothing that a terminal would obey. */
static void
is_told_to_people(const Judgement *judgement)
{
	g_autofree char *told = explain_text(judgement, "a\033[2Jb", true, false);

	holds_for_text(told);
	for (const char *at = told; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		g_assert_true(c == '\n' || !g_unichar_iscntrl(c));
		g_assert_false((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
	}
}

static void
hold_for_findings(const Judgement *judgement)
{
	const Reply *reply = judgement->reply;
	const Customer *customer = judgement->customer;
	const Conversation *conversation = judgement->conversation;
	const char *signature = conversation != NULL ? conversation->signature : "";
	bool has_both = reply != NULL && customer->prose != NULL;
	int last = 0;

	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		g_assert_cmpint(finding->check, >=, last);
		last = (int)finding->check;
		holds_for_text(finding->rule);
		holds_for_text(finding->evidence);
		holds_for_text(finding->advice);
		if (has_both && strstr(reply->prose->original, finding->evidence) == NULL &&
			strstr(signature, finding->evidence) == NULL)
			is_quoted(finding->evidence, customer->prose);
	}
}

void
holds_for_judgement(const Judgement *judgement)
{
	const Reply *reply = judgement->reply;
	const Customer *customer = judgement->customer;

	holds_for_text(judgement->reason);
	g_assert_null(strpbrk(judgement->reason, "\r\n"));
	if (customer != NULL)
		holds_for_customer(customer);
	if (reply != NULL)
		holds_for_reply(reply);
	for (guint i = 0; reply != NULL && i < customer->feelings->len; i++)
		is_quoted(((const Feeling *)customer->feelings->pdata[i])->by, reply->prose);
	hold_for_findings(judgement);
	is_told_to_programs(judgement);
	is_told_to_people(judgement);
}

/* What a mail server takes into a header or an answer. */
static void
is_plain_line(const char *text, gsize most)
{
	if (text == NULL)
		return;
	g_assert_cmpuint(strlen(text), <=, most);
	for (const char *at = text; *at != '\0'; at++)
		g_assert_true(g_ascii_isprint(*at));
}

void
holds_for_action(const Action *action)
{
	is_plain_line(action->header, MOST_OF_A_LINE);
	is_plain_line(action->hold_reason, 100);
	is_plain_line(action->reply_text, 980);
	g_assert_true((action->perform == VERDICT_HOLD) == (action->hold_reason != NULL));
	g_assert_true((action->perform == VERDICT_REJECT) == (action->reply_text != NULL));
	if (action->overridden != NULL)
		holds_for_text(action->overridden);
	/* Folded: no line that would be a field of its own. */
	for (const char *at = action->subject; at != NULL && (at = strchr(at, '\n')) != NULL;)
		g_assert_true(*++at == ' ' || *at == '\t');
}

/* What may stand in an SMTP command; mail servers that know SMTPUTF8 take other letters too. */
static void
is_one_address(const char *text)
{
	holds_for_text(text);
	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
		g_assert_false(g_unichar_iscntrl(g_utf8_get_char(at)));
}

static void
has_mail_lines(const char *bytes, gsize length)
{
	gsize width = 0;

	for (gsize i = 0; i < length; i++) {
		g_assert_cmpint(bytes[i], !=, '\0');
		if (bytes[i] == '\r')
			g_assert_true(i + 1 < length && bytes[i + 1] == '\n');
		if (bytes[i] == '\n')
			g_assert_true(i > 0 && bytes[i - 1] == '\r');
		width = bytes[i] == '\n' ? 0 : width + 1;
		g_assert_cmpuint(width, <=, MOST_OF_A_LINE + 1);
	}
}

void
holds_for_notice(const Notice *notice)
{
	if (notice == NULL)
		return;
	gsize length = 0;
	const char *bytes = g_bytes_get_data(notice->mail, &length);
	g_autoptr(Message) read = message_parse(notice->mail, NULL);

	is_one_address(notice->to);
	is_plain_line(notice->message_id, MOST_OF_A_LINE);
	g_assert_nonnull(read);
	g_assert_true(read->is_own_notice);
	g_autofree char *text = message_text(read);
	holds_for_text(text);
	has_mail_lines(bytes, length);
}
