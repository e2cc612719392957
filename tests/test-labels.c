/* test-labels.c - what readers said, and that a typo is not taken for "no".
 * SPDX-License-Identifier: MIT */
#include "labels.h"

#include <string.h>

#include "errors.h"

static void
reads_everything(void)
{
	Labels labels;

	g_assert_true(labels_read(
		"{\"feelings\": [{\"feeling\": \"worry\", \"intensity\": 3, "
		"\"evidence\": \"x\"}, {\"feeling\": \"worry\", \"intensity\": 1}],"
		"\"unsure\": [\"anger\"], \"events\": [\"baby\"], \"ack\": {\"grade\": \"na\"},"
		"\"ack_first\": null, \"restates\": true, \"addressed\": false,"
		"\"harm\": \"you should have\", \"name\": \"placeholder\"}",
		&labels, NULL));
	g_assert_true(labels.has_feelings);
	g_assert_cmpint(labels.intensity[FEELING_WORRY], ==, 3);
	g_assert_cmpint(labels.intensity[FEELING_ANGER], ==, 0);
	g_assert_cmpuint(labels.unsure, ==, 1u << FEELING_ANGER);
	g_assert_cmpuint(labels.events, ==, 1u << EVENT_BABY);
	g_assert_cmpint(labels.grade, ==, GRADE_NOTHING);
	g_assert_cmpint(labels.ack_first, ==, ANSWER_UNKNOWN);
	g_assert_cmpint(labels.restates, ==, ANSWER_YES);
	g_assert_cmpint(labels.addressed, ==, ANSWER_NO);
	g_assert_cmpint(labels.next_step, ==, ANSWER_UNKNOWN);
	g_assert_cmpint(labels.harm, ==, ANSWER_YES);
	g_assert_cmpint(labels.name_wrong, ==, ANSWER_NO);
	g_assert_cmpint(labels.placeholder, ==, ANSWER_YES);
}

static void
absent_is_unknown(void)
{
	Labels labels;

	g_assert_true(labels_read("{}", &labels, NULL));
	g_assert_false(labels.has_feelings);
	g_assert_cmpint(labels.grade, ==, -1);
	g_assert_cmpint(labels.needs_work, ==, ANSWER_UNKNOWN);
	g_assert_cmpint(labels.harm, ==, ANSWER_UNKNOWN);
	g_assert_cmpint(labels.name_wrong, ==, ANSWER_UNKNOWN);
}

static void
others_may_stand_beside_the_texts(void)
{
	Labels labels;

	g_assert_true(labels_read("{\"customer\": \"a\", \"reply\": \"b\", \"ticket\": 4711,"
				  "\"needs_work\": false}",
		&labels, NULL));
	g_assert_cmpint(labels.needs_work, ==, ANSWER_NO);
	g_assert_true(labels_read("{\"sure\": true, \"note\": \"short\"}", &labels, NULL));
}

static void
a_grade_may_stand_alone(void)
{
	Labels labels;

	g_assert_true(labels_read("{\"ack\": \"formula\"}", &labels, NULL));
	g_assert_cmpint(labels.grade, ==, GRADE_FORMULA);
}

static const struct {
	const char *json, *says;
} wrong[] = {
	{ "{\"feelings\": [{\"feeling\": \"worried\", \"intensity\": 2}]}", "worried" },
	{ "{\"feelings\": [{\"feeling\": \"worry\", \"intensity\": 4}]}", "1, 2 or 3" },
	{ "{\"feelings\": [{\"feeling\": \"worry\"}]}", "1, 2 or 3" },
	{ "{\"feelings\": [\"worry\"]}", "feeling" },
	{ "{\"feelings\": \"worry\"}", "list" },
	{ "{\"events\": [\"birth\"]}", "no event 'birth', but bereavement, " },
	{ "{\"feelngs\": []}", "none of feelings, " },
	{ "{\"unsure\": [1]}", "list of feelings" },
	{ "{\"ack\": \"good\"}", "generic" },
	{ "{\"ack\": {}}", "generic" },
	{ "{\"restates\": \"yes\"}", "true, false" },
	{ "{\"harm\": true}", "words" },
	{ "{\"name\": \"maybe\"}", "placeholder" },
	{ "[]", "object" },
	{ "{", "" },
};

static void
is_told(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;
	Labels labels;

	g_assert_false(labels_read(wrong[i].json, &labels, &error));
	g_assert_nonnull(error);
	if (strstr(error->message, wrong[i].says) == NULL)
		g_error("'%s' is not in: %s", wrong[i].says, error->message);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/labels/reads-everything", reads_everything);
	g_test_add_func("/labels/absent-is-unknown", absent_is_unknown);
	g_test_add_func(
		"/labels/others-may-stand-beside-the-texts", others_may_stand_beside_the_texts);
	g_test_add_func("/labels/a-grade-may-stand-alone", a_grade_may_stand_alone);
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *path = g_strdup_printf("/labels/wrong/%u-%s", i, wrong[i].says);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_told);
	}
	return g_test_run();
}
