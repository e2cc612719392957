/* uptake.c - which sentences take up a feeling. SPDX-License-Identifier: MIT */
#include "uptake.h"

#include <string.h>

/* How much of the customer's case makes a sentence specific: a whole key word, or two weak ones;
 * beside the sentence it takes more, for it may be there for other reasons. */
static const double WEIGHT_SAID = 1.0, WEIGHT_REGRETTED = 0.5, WEIGHT_BESIDE = 1.5,
		    WEIGHT_BESIDE_REGRET = 2.0, WEIGHT_RETOLD = 3.0;

enum {
	OPENING = 4, /* sentences in which an account of what happened is an acknowledgement */
	FIRST_TWO = 2,
	MANY = 3,  /* feelings: that is no misreading */
	TOLD = 2,  /* words of an apology that say something */
	TOUCH = 3, /* bytes: a formula that begins this close before sympathy swallows it */
};

static const guint business = ROLE(MEANS_REQUEST) | ROLE(MEANS_POLICY) | ROLE(MEANS_COMMITMENT);
/* Sentences that have the case for another end than to show that it was heard. */
static const guint other_ends = ROLE(MEANS_REQUEST) | ROLE(MEANS_POLICY) | ROLE(MEANS_COMMITMENT) |
				ROLE(MEANS_SOLUTION) | ROLE(MEANS_THANKS) | ROLE(MEANS_DISMISSAL);

static guint
raised(const Customer *customer)
{
	guint bits = 0;

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->intensity >= INTENSITY_CLEAR && feeling_is_negative(feeling->kind))
			bits |= 1u << feeling->kind;
	}
	return bits;
}

static bool
has_case(const Reply *reply, size_t i, double weight)
{
	return reply->sentences[i].weight >= weight;
}

static Grade
graded(bool is_specific, Grade otherwise)
{
	return is_specific ? GRADE_SPECIFIC : otherwise;
}

/* "so sorry!!" and smileys do not go with death */
static bool
is_loud(const Reply *reply, size_t i)
{
	Span span = reply->sentences[i].span;
	const char *text = reply->prose->text;

	if (g_strstr_len(text + span.start, (gssize)(span.end - span.start), "!!") != NULL)
		return true;
	for (const char *at = text + span.start; at < text + span.end; at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		if (letter >= 0x1F300 && letter <= 0x1FAFF)
			return true;
	}
	return false;
}

static void
improve(Uptake *best, Grade grade, UptakeKind kind, guint fits)
{
	if (grade > best->grade)
		*best = (Uptake){ best->sentence, grade, kind, fits };
}

/* Is sympathy only the inside of a stock phrase? */
static bool
is_swallowed(const Reply *reply, size_t i, const Hit *sympathy)
{
	const Hit *hit;

	for (guint n = 0; (hit = reply_hit_at(reply, i, n)) != NULL; n++) {
		if (hit->rule->means != MEANS_FORMULA)
			continue;
		bool is_behind = hit->span.start <= sympathy->span.start + TOUCH &&
				 hit->span.end > sympathy->span.start;
		bool has_its_word =
			hit->span.start < sympathy->span.end && sympathy->span.end <= hit->span.end;
		if (is_behind || has_its_word)
			return true;
	}
	return false;
}

static void
try_condolence(const Reply *reply, size_t i, guint feelings, Uptake *best)
{
	const Hit *hit = reply_hit(reply, i, MEANS_CONDOLENCE);
	if (hit == NULL)
		return;
	bool is_specific = has_case(reply, i, WEIGHT_SAID);
	if (is_swallowed(reply, i, hit)) {
		improve(best, GRADE_FORMULA, UPTAKE_FORMULA, hit->rule->fits);
		return;
	}
	if ((feelings & 1u << FEELING_GRIEF) == 0) {
		bool is_regret = reply_plays(reply, i, ROLE(MEANS_REGRET));
		improve(best, graded(is_specific, is_regret ? GRADE_FORMULA : GRADE_GENERIC),
			UPTAKE_CONDOLENCE, 0);
		return;
	}
	improve(best, is_loud(reply, i) ? GRADE_FORMULA : graded(is_specific, GRADE_GENERIC),
		UPTAKE_CONDOLENCE, hit->rule->fits);
}

static void
try_sympathy(const Reply *reply, size_t i, Uptake *best)
{
	static const guint kinds =
		ROLE(MEANS_NAMES_FEELING) | ROLE(MEANS_LEGITIMISES) | ROLE(MEANS_RESPONSIBILITY);
	bool is_specific = has_case(reply, i, WEIGHT_SAID);
	const Hit *hit;

	for (guint n = 0; (hit = reply_hit_at(reply, i, n)) != NULL; n++) {
		if ((ROLE(hit->rule->means) & kinds) == 0)
			continue;
		Grade bare = is_swallowed(reply, i, hit) ? GRADE_FORMULA : GRADE_GENERIC;
		improve(best, graded(is_specific, bare), UPTAKE_SYMPATHY, hit->rule->fits);
	}
}

/* Where the regret of a sentence ends and its request begins. */
static size_t
end_of_regret(const Reply *reply, size_t i, Span regret)
{
	const Hit *request = reply_hit(reply, i, MEANS_REQUEST);

	return request != NULL && request->span.start > regret.start ? request->span.start
								     : reply->sentences[i].span.end;
}

/* Words that say something in a part of a sentence of regret, outside of what is only a stock
 * phrase.
 */
static guint
told_within(const Reply *reply, size_t i, Span span)
{
	const GArray *telling = reply->sentences[i].telling;
	guint told = 0;

	for (guint n = 0; telling != NULL && n < telling->len; n++) {
		size_t at = g_array_index(telling, size_t, n);
		told += at >= span.start && at < span.end && !reply_is_formula(reply, i, at);
	}
	return told;
}

/* "Three reinstalls for nothing: I'm sorry": what stands before the regret counts as well, unless
 * business stands there. */
static Span
around_regret(const Reply *reply, size_t i, Span regret)
{
	static const Means kinds[] = { MEANS_REQUEST, MEANS_POLICY, MEANS_SOLUTION,
		MEANS_COMMITMENT };
	Span around = { reply->sentences[i].span.start, end_of_regret(reply, i, regret) };

	for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
		const Hit *hit = reply_hit(reply, i, kinds[k]);
		if (hit != NULL && hit->span.start < regret.start)
			around.start = regret.start;
	}
	return around;
}

static void
try_regret(const Reply *reply, size_t i, Uptake *best)
{
	const Hit *hit = reply_hit(reply, i, MEANS_REGRET);
	if (hit == NULL)
		return;
	const Hit *formula = reply_hit(reply, i, MEANS_FORMULA);
	Span around = around_regret(reply, i, hit->span);
	double weight = reply_weight_within(reply, i, around);
	if (formula != NULL) {
		/* What stands before a stock phrase is no part of the regret. */
		Span after = { hit->span.start, end_of_regret(reply, i, hit->span) };
		weight = reply_weight_within(reply, i, after) -
			 reply_weight_within(reply, i, formula->span) - WEIGHT_REGRETTED;
	}
	guint told = told_within(reply, i, around);
	bool is_specific =
		weight >= (formula != NULL ? WEIGHT_SAID : WEIGHT_REGRETTED) || told >= TOLD;
	bool is_told = told_within(reply, i, (Span){ hit->span.end, around.end }) > 0;
	improve(best, graded(is_specific, is_told ? GRADE_GENERIC : GRADE_FORMULA), UPTAKE_REGRET,
		0);
}

/* Its own words of the case, or those of the sentence before: "A toffee, three days before the
 * wedding. What rotten timing!" */
static bool
is_about_case(const Reply *reply, size_t i)
{
	if (has_case(reply, i, WEIGHT_SAID))
		return true;
	return i > reply->first && has_case(reply, i - 1, WEIGHT_BESIDE_REGRET) &&
	       reply->sentences[i - 1].paragraph == reply->sentences[i].paragraph &&
	       !reply_plays(reply, i - 1, business | ROLE(MEANS_SOLUTION) | ROLE(MEANS_DISMISSAL));
}

/* What it cost them, what it was like: an acknowledgement near the beginning, without "sorry". */
static void
try_account(const Reply *reply, size_t i, bool goes_on, bool is_before_business, Uptake *best)
{
	static const Means kinds[] = { MEANS_EFFORT, MEANS_EVALUATION };
	bool is_opening =
		i < reply->first + OPENING || goes_on || reply_plays(reply, i, ROLE(MEANS_REGRET));

	for (guint k = 0; k < G_N_ELEMENTS(kinds) && best->grade < GRADE_SPECIFIC; k++) {
		const Hit *hit = reply_hit(reply, i, kinds[k]);
		if (hit == NULL || is_swallowed(reply, i, hit))
			continue;
		if (is_opening && is_about_case(reply, i) &&
			!reply_plays(reply, i,
				ROLE(MEANS_REQUEST) | ROLE(MEANS_POLICY) | ROLE(MEANS_REASSURANCE) |
					ROLE(MEANS_THANKS)))
			improve(best, GRADE_SPECIFIC, UPTAKE_ACCOUNT, 0);
		else if (!hit->rule->needs_anchor && i < reply->first + FIRST_TWO &&
			 is_before_business &&
			 !reply_plays(
				 reply, i, business | ROLE(MEANS_THANKS) | ROLE(MEANS_EXPLANATION)))
			improve(best, GRADE_GENERIC, UPTAKE_ACCOUNT, 0);
	}
}

/* "I understand, but our policy", or the same over two sentences. */
static bool
is_taken_back(const Reply *reply, const Uptake *uptake)
{
	size_t i = uptake->sentence;
	const Hit *back = reply_hit(reply, i, MEANS_TAKEN_BACK);

	if (back == NULL && i + 1 < reply->prose->n_sentences) {
		back = reply_hit(reply, i + 1, MEANS_TAKEN_BACK);
		if (back != NULL && back->span.start > reply->sentences[i + 1].span.start)
			back = NULL;
		return back != NULL && uptake->grade == GRADE_GENERIC;
	}
	if (back == NULL)
		return false;
	Span before = { reply->sentences[i].span.start, back->span.start };
	return uptake->grade == GRADE_GENERIC ||
	       reply_weight_within(reply, i, before) < WEIGHT_SAID;
}

/* Speaks of a feeling that nobody raised: frustration to the bereaved. */
static bool
is_mismatch(const Reply *reply, size_t i, guint feelings)
{
	const Hit *hit;

	for (guint n = 0; (hit = reply_hit_at(reply, i, n)) != NULL; n++) {
		if (hit->rule->means == MEANS_WRONG_FEELING && hit->rule->fits != 0 &&
			feelings != 0 && (hit->rule->fits & feelings) == 0)
			return true;
	}
	return false;
}

/* To the bereaved, only what is said of their loss goes with the case. */
static bool
goes_with_loss(const Reply *reply, size_t i, guint feelings)
{
	return (feelings & 1u << FEELING_GRIEF) == 0 ||
	       reply_plays(reply, i, ROLE(MEANS_CONDOLENCE));
}

/* Delight at somebody's trouble. */
static bool
is_deaf(const Reply *reply, size_t i)
{
	const Hit *hit;

	for (guint n = 0; (hit = reply_hit_at(reply, i, n)) != NULL; n++) {
		if (hit->rule->means == MEANS_WRONG_FEELING && hit->rule->fits == 0)
			return true;
	}
	return false;
}

/* The case itself, told first and before any business, shows that the mail was read. */
static void
try_retelling(const Reply *reply, size_t i, Uptake *best)
{
	if (best->grade == GRADE_NONE && i == reply->first && has_case(reply, i, WEIGHT_RETOLD) &&
		!reply->sentences[i].is_echo && !reply_plays(reply, i, other_ends))
		improve(best, GRADE_SPECIFIC, UPTAKE_RETOLD, 0);
}

/* Their complaint word for word, without a word on it: nobody was heard by that. */
static bool
is_parroted(const Reply *reply, size_t i)
{
	return reply->sentences[i].is_mere_echo &&
	       !reply_plays(reply, i,
		       ROLE(MEANS_REGRET) | ROLE(MEANS_LEGITIMISES) | ROLE(MEANS_CONDOLENCE) |
			       ROLE(MEANS_RESPONSIBILITY));
}

static Uptake
read_uptake(const Reply *reply, size_t i, guint feelings, bool goes_on, bool is_before_business)
{
	Uptake best = { .sentence = i, .grade = GRADE_NONE, .kind = UPTAKE_FORMULA };

	if (reply_plays(reply, i, ROLE(MEANS_DISMISSAL)) || is_deaf(reply, i) ||
		is_parroted(reply, i))
		return best;
	try_condolence(reply, i, feelings, &best);
	try_sympathy(reply, i, &best);
	try_regret(reply, i, &best);
	try_account(reply, i, goes_on, is_before_business, &best);
	try_retelling(reply, i, &best);
	if (best.grade > GRADE_FORMULA && best.kind != UPTAKE_ACCOUNT &&
		best.kind != UPTAKE_RETOLD && is_taken_back(reply, &best))
		best.grade = GRADE_FORMULA;
	if (best.grade == GRADE_SPECIFIC && reply->sentences[i].is_echo)
		best.grade = GRADE_GENERIC;
	if (best.grade >= GRADE_GENERIC && is_mismatch(reply, i, feelings) &&
		(best.grade == GRADE_GENERIC || !goes_with_loss(reply, i, feelings)))
		best.grade = GRADE_FORMULA;
	if (best.grade == GRADE_NONE && reply_plays(reply, i, ROLE(MEANS_FORMULA)))
		improve(&best, GRADE_FORMULA, UPTAKE_FORMULA, 0);
	return best;
}

/* Does a sentence beside it tell the case, and nothing else? */
static bool
tells_case(const Reply *reply, const Uptake *uptake, size_t j)
{
	double needed = uptake->grade == GRADE_GENERIC ? WEIGHT_BESIDE : WEIGHT_BESIDE_REGRET;

	if (j < reply->first || j >= reply->prose->n_sentences)
		return false;
	const ReplySentence *other = &reply->sentences[j];
	return other->weight >= needed && !other->is_echo && !reply_plays(reply, j, other_ends) &&
	       other->paragraph == reply->sentences[uptake->sentence].paragraph;
}

/* The case told beside it makes sympathy specific: right before or after, or before a short word
 * between ("Three Thursdays."). */
static void
lift(const Reply *reply, Uptake *uptake)
{
	size_t i = uptake->sentence;

	if (uptake->kind == UPTAKE_FORMULA || uptake->kind == UPTAKE_REASSURANCE ||
		uptake->grade == GRADE_SPECIFIC ||
		(uptake->grade == GRADE_FORMULA && reply_plays(reply, i, ROLE(MEANS_FORMULA))))
		return;
	if (tells_case(reply, uptake, i + 1) || tells_case(reply, uptake, i - 1) ||
		(uptake->grade == GRADE_GENERIC && i >= reply->first + 2 &&
			tells_case(reply, uptake, i - 2)))
		uptake->grade = GRADE_SPECIFIC;
}

static bool
reassures(const Reply *reply, size_t i)
{
	bool has_case_near =
		has_case(reply, i, WEIGHT_SAID) ||
		(i + 1 < reply->prose->n_sentences && has_case(reply, i + 1, WEIGHT_SAID));

	return has_case_near && reply_plays(reply, i, ROLE(MEANS_REASSURANCE)) &&
	       !reply_plays(reply, i, ROLE(MEANS_DISMISSAL));
}

/* Worry is met by certainty too, where it is about their own case and comes at once. */
static void
add_reassurance(const Reply *reply, guint feelings, GArray *uptakes)
{
	guint anxious = 1u << FEELING_WORRY | 1u << FEELING_URGENCY;

	if ((feelings & anxious) == 0)
		return;
	for (guint n = 0; n < uptakes->len; n++)
		if (g_array_index(uptakes, Uptake, n).grade >= GRADE_GENERIC)
			return;
	size_t end = MIN(reply->first + FIRST_TWO, reply->prose->n_sentences);
	for (size_t i = reply->first; i < end; i++) {
		Uptake uptake = { i, GRADE_GENERIC, UPTAKE_REASSURANCE, anxious };
		if (reassures(reply, i)) {
			g_array_append_val(uptakes, uptake);
			return;
		}
	}
}

GArray *
uptake_find(const Customer *customer, const Reply *reply)
{
	GArray *uptakes = g_array_new(FALSE, FALSE, sizeof(Uptake));
	guint feelings = raised(customer);
	bool is_before_business = true, goes_on = false;

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		Uptake uptake = read_uptake(reply, i, feelings, goes_on, is_before_business);
		goes_on = uptake.grade > GRADE_NONE;
		is_before_business &= !reply_plays(reply, i, business);
		if (goes_on)
			g_array_append_val(uptakes, uptake);
	}
	add_reassurance(reply, feelings, uptakes);
	for (guint n = 0; n < uptakes->len; n++)
		lift(reply, &g_array_index(uptakes, Uptake, n));
	return uptakes;
}

bool
uptake_meets(const Uptake *uptake, FeelingKind feeling)
{
	if (uptake->grade == GRADE_SPECIFIC && uptake->kind != UPTAKE_JOY)
		return true;
	if (uptake->fits != 0)
		return (uptake->fits & 1u << feeling) != 0;
	return feeling_is_negative(feeling) && feeling != FEELING_GRIEF;
}

/* An answer that hears joy says more than trouble that was only guessed. */
static bool
is_surely_upset(const Customer *customer, guint feelings)
{
	return customer_upset(customer) >= INTENSITY_STRONG || __builtin_popcount(feelings) >= MANY;
}

size_t
uptake_mismatch(const Customer *customer, const Reply *reply)
{
	guint feelings = raised(customer);
	bool is_grieved = (feelings & 1u << FEELING_GRIEF) != 0;
	/* Somebody may praise one thing and complain of another. */
	bool is_glad = customer_feels(customer, FEELING_JOY) != NULL;
	bool is_sure = !is_glad && is_surely_upset(customer, feelings);

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++)
		if ((is_sure && is_deaf(reply, i)) ||
			(is_grieved && is_mismatch(reply, i, feelings)))
			return i;
	return reply->prose->n_sentences;
}
