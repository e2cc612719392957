/* fuzz-memo.c - what was kept of a customer's mail, read back from a file that anybody may have
 * written: raw bytes, and good ones bent here and there. SPDX-License-Identifier: MIT */
#include "given.h"
#include "memo.h"

#include "fuzz-main.h"

static Rulebook *
shipped(void)
{
	static Rulebook *rulebook;

	if (rulebook == NULL) {
		g_setenv("top_srcdir", "..", FALSE);
		rulebook = given_rulebook();
	}
	return rulebook;
}

static GBytes *
secret(void)
{
	return g_bytes_new_static("0123456789abcdef", 16);
}

/* Whatever was read must do to judge a reply by. */
static void
use(GBytes *memo)
{
	g_autoptr(GBytes) key = secret();
	g_autofree char *language = NULL;
	g_autoptr(Customer) customer = memo_read(shipped(), memo, key, &language, NULL);
	if (customer == NULL)
		return;
	g_autoptr(Reply) reply = reply_read(
		shipped(), "en", "Dear Ann, I am sorry that order 40712 was late.", customer);

	acknowledgement_grade(customer, reply);
	g_assert_cmpuint(customer->feelings->len, <=, 4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) raw = g_bytes_new(data, size);
	g_autofree char *bytes = g_strndup((const char *)data, MIN(size, 4000));
	g_autofree char *text = g_utf8_make_valid(bytes, -1);
	g_autoptr(GBytes) key = secret();
	const MemoKeep keep = { LOG_TEXT_EVIDENCE, false, key };

	use(raw);
	g_autoptr(Customer) customer = customer_read(shipped(), "en", text, "Ann Lee");
	g_autoptr(GBytes) memo = memo_write(shipped(), "en", customer, &keep);
	if (memo == NULL)
		return 0;
	use(memo);
	gsize length = 0;
	gconstpointer good = g_bytes_get_data(memo, &length);
	g_autofree guchar *bent = g_memdup2(good, length);
	for (size_t i = 0; i + 3 <= size && i < 24; i += 3)
		bent[(data[size - 1 - i] << 8 | data[size - 2 - i]) % length] = data[size - 3 - i];
	g_autoptr(GBytes) other = g_bytes_new(bent, length);
	use(other);
	return 0;
}
