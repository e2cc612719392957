/* control.c - an agent's answer to a notice. SPDX-License-Identifier: MIT */
#include "control.h"

#include <string.h>

#include "conversation.h"
#include "hold.h"
#include "message.h"
#include "notice-draft.h"
#include "wrap.h"

enum { MOST_REASON = 500, MOST_WORD = 40, TOKEN_LETTERS = 32, MOST_ID = 40 };

/* ---- whom it is for ---------------------------------------------------------------------------
 */

/* What stands behind the plus sign of our address, "" without one; NULL: another address. */
static const char *
plus_part(const Settings *settings, const char *address, gsize *length_out)
{
	const char *control = settings->notice_control;
	const char *our_at = strchr(control, '@');
	const char *at = strrchr(address, '@');
	gsize length = our_at != NULL ? (gsize)(our_at - control) : 0;

	if (our_at == NULL || at == NULL || (gsize)(at - address) < length ||
		g_ascii_strcasecmp(at, our_at) != 0 ||
		g_ascii_strncasecmp(address, control, length) != 0)
		return NULL;
	if (address + length != at && address[length] != '+')
		return NULL;
	const char *part = address + length + (address + length != at);
	*length_out = (gsize)(at - part);
	return part;
}

bool
control_is_meant(const Settings *settings, const Envelope *envelope)
{
	gsize length;

	if (*settings->notice_control == '\0' || *envelope->sender == '\0' ||
		envelope->recipients->len == 0)
		return false;
	for (guint i = 0; i < envelope->recipients->len; i++)
		if (plus_part(settings, envelope->recipients->pdata[i], &length) == NULL)
			return false;
	return *envelope->auth_user != '\0' || settings_trusts(settings, envelope->client_address);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static bool
is_id(const char *text, gsize length)
{
	return length > 2 && length <= MOST_ID &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") >= length;
}

static bool
is_token(const char *text, gsize length)
{
	return length == TOKEN_LETTERS && strspn(text, "0123456789abcdef") >= length;
}

/* "ID.TOKEN" or "ID.kind.TOKEN", up to '@'. */
static bool
take_reference(Control *control, const char *text, gsize length)
{
	g_autofree char *part = g_strndup(text, length);
	g_autofree char *small = g_ascii_strdown(part, -1);
	small[strcspn(small, "@")] = '\0';
	g_auto(GStrv) words = g_strsplit(small, ".", 4);
	guint n = g_strv_length(words);

	if ((n != 2 && n != 3) || !is_id(words[0], strlen(words[0])) ||
		!is_token(words[n - 1], strlen(words[n - 1])))
		return false;
	g_free(control->id);
	g_free(control->token);
	control->id = g_strdup(words[0]);
	control->token = g_strdup(words[n - 1]);
	return true;
}

static void
find_reference(Control *control, const Settings *settings, const Envelope *envelope,
	const Message *message)
{
	gsize length = 0;
	const char *part = plus_part(settings, envelope->recipients->pdata[0], &length);

	if ((part != NULL && take_reference(control, part, length)) || message == NULL)
		return;
	if (take_reference(control, message->in_reply_to, strlen(message->in_reply_to)))
		return;
	for (guint i = g_strv_length(message->references); i > 0; i--) {
		const char *reference = message->references[i - 1];
		if (take_reference(control, reference, strlen(reference)))
			return;
	}
}

static const char *
skip_while(const char *text, bool (*is_such)(gunichar c))
{
	while (*text != '\0' && is_such(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return text;
}

static bool
is_letter(gunichar c)
{
	return g_unichar_isalpha(c);
}

static bool
is_no_letter(gunichar c)
{
	return !g_unichar_isalnum(c);
}

static bool
is_between(gunichar c)
{
	return g_unichar_isspace(c) || g_unichar_ispunct(c);
}

/* A quote or bracket that opens, or the sign of a number: it belongs to the word behind it. */
static bool
is_opening(const char *text)
{
	gunichar c = g_utf8_get_char(text);
	GUnicodeType type = g_unichar_type(c);

	return (type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION ||
		       (c < 0x80 && strchr("\"'#@", (int)c) != NULL)) &&
	       g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(text)));
}

/* Behind the first word: where its reason begins. */
static const char *
skip_to_reason(const char *text)
{
	while (*text != '\0' && is_between(g_utf8_get_char(text)) && !is_opening(text))
		text = g_utf8_next_char(text);
	return text;
}

/* Behind "stories": yes or no, and the id of a reply. */
static void
take_story(Control *control, const Wording *wording, const char *text)
{
	const char *start = skip_while(text, is_no_letter);
	const char *end = skip_while(start, is_letter);
	g_autofree char *word = g_strndup(start, (gsize)(end - start));
	Wish wish = g_utf8_strlen(word, -1) <= MOST_WORD
			    ? wording_wish(wording, word, &control->language)
			    : WISH_NONE;

	if (wish == WISH_STORIES_YES || wish == WISH_STORIES_NO)
		control->wish = wish;
	start = skip_while(end, is_no_letter);
	gsize length = strspn(start, "abcdefghijklmnopqrstuvwxyz0123456789");
	if (wish != WISH_STORIES_NO || !g_str_has_prefix(start, "em") || !is_id(start, length) ||
		strcspn(start, "0123456789") >= length)
		return;
	g_free(control->story);
	control->story = g_strndup(start, length);
}

/* The first word, and what comes after it in its paragraph. */
static void
take_words(Control *control, const Wording *wording, const char *text)
{
	const char *start = skip_while(text, is_no_letter);
	const char *end = skip_while(start, is_letter);
	g_autofree char *word = g_strndup(start, (gsize)(end - start));

	if (g_utf8_strlen(word, -1) > MOST_WORD)
		return;
	control->wish = wording_wish(wording, word, &control->language);
	if (control->wish > WISH_STORIES)
		control->wish = WISH_NONE; /* a bare yes is none to anything */
	if (control->wish == WISH_STORIES)
		take_story(control, wording, end);
	const char *reason = skip_to_reason(end);
	const char *paragraph = strstr(end, "\n\n");
	gsize length = paragraph != NULL && paragraph > reason ? (gsize)(paragraph - reason)
							       : strlen(reason);
	g_autofree char *part = g_strndup(reason, length);
	g_free(control->reason);
	control->reason = wrap_excerpt(part, MOST_REASON);
}

static bool
is_ours(const char *address, const void *data)
{
	return settings_is_ours(data, address);
}

static bool
is_by_machine(const Message *message)
{
	const char *automatic = message->auto_submitted;

	return (*automatic != '\0' && g_ascii_strncasecmp(automatic, "no", 2) != 0) ||
	       *message->precedence != '\0' || message->is_list || message->is_own_notice ||
	       (message->marks & MESSAGE_BOUNCE) != 0;
}

/* Who logged in by an address speaks for nobody else; a bare login name leaves it to the envelope
 * and the header, which the mail server may check. */
static char **
actors_of(const Envelope *envelope, const Message *message)
{
	GPtrArray *actors = g_ptr_array_new();
	bool is_known = strchr(envelope->auth_user, '@') != NULL;

	g_ptr_array_add(actors, g_strdup(is_known ? envelope->auth_user : envelope->sender));
	if (!is_known && message != NULL && message->from->len > 0)
		g_ptr_array_add(actors, g_strdup(((Address *)message->from->pdata[0])->address));
	g_ptr_array_add(actors, NULL);
	return (char **)g_ptr_array_free(actors, FALSE);
}

Control *
control_read(const Wording *wording, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, GBytes *raw)
{
	Control *control = g_new0(Control, 1);
	g_autoptr(Message) message = raw != NULL ? message_parse(raw, NULL) : NULL;

	control->id = g_strdup("");
	control->token = g_strdup("");
	control->story = g_strdup("");
	control->reason = g_strdup("");
	control->actors = actors_of(envelope, message);
	control->subject = g_strdup(message != NULL ? message->subject : "");
	control->message_id = g_strdup(message != NULL ? message->message_id : "");
	control->references = message != NULL ? g_strdupv(message->references) : g_new0(char *, 1);
	find_reference(control, settings, envelope, message);
	if (message == NULL)
		return control;
	control->is_machines = is_by_machine(message);
	g_autoptr(Conversation) conversation =
		conversation_split(message, rulebook_attribution(rulebook), is_ours, settings);
	take_words(control, wording, conversation->reply);
	return control;
}

void
control_free(Control *control)
{
	if (control == NULL)
		return;
	g_strfreev(control->actors);
	g_free(control->id);
	g_free(control->token);
	g_free(control->story);
	g_free(control->reason);
	g_free(control->subject);
	g_free(control->message_id);
	g_strfreev(control->references);
	g_free(control);
}

/* ---- may it be done? --------------------------------------------------------------------------
 */

static bool
is_same(const char *one, const char *other)
{
	return *one != '\0' && g_ascii_strcasecmp(one, other) == 0;
}

/* Sets by; is_lead_out: it is the lead who speaks. */
static void
find_speaker(Control *control, const Settings *settings, const HeldReply *reply, bool *is_lead_out)
{
	for (char **actor = control->actors; *actor != NULL; actor++) {
		*is_lead_out = is_same(settings->notice_lead, *actor);
		if (*is_lead_out || is_same(reply->agent, *actor) ||
			is_same(reply->recipient, *actor)) {
			control->by = *actor;
			return;
		}
	}
}

/* Everybody speaks for themself: whom the mail server knows, not what stands in the header. Of one
 * reply the lead may say as well that it is not told, but nobody's yes or no for them. */
static Refusal
refusal_of_story(Control *control, const Settings *settings, const ControlTarget *target)
{
	const char *actor = control->actors[0];
	bool is_of_one = *control->story != '\0';
	bool is_lead = is_of_one && is_same(settings->notice_lead, actor);

	if (!is_lead && !settings_is_ours(settings, actor))
		return REFUSAL_FOREIGN;
	control->by = actor;
	if (control->wish == WISH_STORIES)
		return REFUSAL_WORD;
	if (is_of_one && (target->author == NULL || (!is_lead && !is_same(target->author, actor))))
		return REFUSAL_FOREIGN;
	return REFUSAL_NONE;
}

static Refusal
refusal_of(Control *control, const Settings *settings, const ControlTarget *target)
{
	const HeldReply *reply = target->reply;
	bool is_lead = false;

	if (control->wish >= WISH_STORIES)
		return refusal_of_story(control, settings, target);
	if (reply == NULL || !target->is_right)
		return REFUSAL_TOKEN;
	find_speaker(control, settings, reply, &is_lead);
	if (control->by == NULL)
		return REFUSAL_FOREIGN;
	if (control->wish == WISH_NONE)
		return REFUSAL_WORD;
	if (control->wish == WISH_WRONG)
		return *control->reason != '\0' ? REFUSAL_NONE : REFUSAL_REASON;
	if (target->is_used)
		return REFUSAL_USED;
	if (!g_str_equal(reply->state, "held"))
		return REFUSAL_OVER;
	if (reply->request.number != 0 &&
		!g_str_equal(reply->request.kind, wish_name(control->wish)))
		return REFUSAL_ASKED;
	if (control->wish == WISH_DISCARD)
		return REFUSAL_NONE;
	if (!is_lead && g_str_equal(reply->override, override_mode_name(OVERRIDE_NONE)))
		return REFUSAL_POLICY;
	return *control->reason != '\0' ? REFUSAL_NONE : REFUSAL_REASON;
}

void
control_target_clear(ControlTarget *target)
{
	g_clear_pointer(&target->reply, held_reply_free);
	g_clear_pointer(&target->author, g_free);
}

void
control_judge(Control *control, const Settings *settings, const ControlTarget *target)
{
	control->refusal = refusal_of(control, settings, target);
}

bool
control_is_heeded(const Control *control)
{
	return !control->is_machines && control->refusal == REFUSAL_NONE;
}

const char *
control_outcome(const Control *control)
{
	if (control->is_machines)
		return "machine";
	return control->refusal != REFUSAL_NONE ? refusal_name(control->refusal)
						: wish_name(control->wish);
}

/* ---- what is told about it --------------------------------------------------------------------
 */

/* Of "Re: [Held] Re: lost photos", what the customer's mail is called. */
static const char *
subject_behind(const char *subject)
{
	const char *open = strchr(subject, '[');
	const char *close = open != NULL ? strchr(open, ']') : NULL;

	return close != NULL ? close + 1 : subject;
}

static void
set_values(TemplateValues *values, const Control *control, const Wording *wording,
	const Settings *settings, const NoticeDraft *draft, const HeldReply *reply)
{
	static const char *const names[N_WISHES] = { "", "asked-release", "asked-discard",
		"asked-wrong", "", "asked-stories", "asked-no-stories" };
	bool is_of_one = *control->story != '\0';

	template_values_set(values, "language", draft->language);
	template_values_set(values, "lead", settings->notice_lead);
	template_values_set(values, "id", draft->id);
	notice_set_subject(values, subject_behind(control->subject));
	if (control->refusal != REFUSAL_NONE) {
		template_values_set(values, "refusal",
			wording_word(wording, draft->language, WORDS_REFUSALS,
				refusal_name(control->refusal)));
		return;
	}
	template_values_set(values, is_of_one ? "asked-untold" : names[control->wish], "yes");
	template_values_set(values, "story", control->story);
	if (control->wish >= WISH_STORIES)
		return;
	template_values_set(values, "agent", reply->agent);
	notice_set_excerpt(values, "customer", reply->customer, 120);
	notice_set_excerpt(values, "reason", control->reason, MOST_REASON);
	notice_set_excerpt(values, "by", control->by, 120);
	if (g_str_equal(reply->state, "held"))
		notice_set_time(values, "until", wording, draft->language,
			settings_policy(settings, reply->agent), reply->expires);
}

/* Who is nobody here is told nothing, not even that. */
static bool
is_known(const Control *control, const Settings *settings)
{
	const char *to = control->actors[0];

	return control->by != NULL || settings_is_ours(settings, to) ||
	       is_same(settings->notice_lead, to);
}

Notice *
control_notice(const Control *control, const Wording *wording, const Settings *settings,
	const ControlTarget *target, gint64 now)
{
	bool is_refused = control->refusal != REFUSAL_NONE;
	bool is_of_stories = control->wish >= WISH_STORIES;
	/* Only who may decide about it learns anything of the reply. */
	const HeldReply *reply = control->by != NULL && !is_of_stories ? target->reply : NULL;
	const char *language =
		is_of_stories && control->language != NULL ? control->language : "en";

	if (wording == NULL || !notice_is_possible(settings) || control->is_machines ||
		!is_known(control, settings))
		return NULL;
	g_autoptr(TemplateValues) values = template_values_new();
	const NoticeDraft draft = {
		.kind = is_refused ? NOTICE_REFUSED : NOTICE_CONFIRMED,
		.language = reply != NULL ? reply->language : language,
		.id = reply != NULL ? reply->id : "none",
		.to = control->by != NULL ? control->by : control->actors[0],
		.in_reply_to = control->message_id,
		.references = (const char *const *)control->references,
		.token = "",
		.now = now,
	};
	set_values(values, control, wording, settings, &draft, reply);
	return notice_make(wording, settings, &draft, values);
}
