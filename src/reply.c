/* reply.c - the reply's half of the judgement. SPDX-License-Identifier: MIT */
#include "reply.h"

Reply *
reply_read(
	const Rulebook *rulebook, const char *language, const char *text, const Customer *customer)
{
	(void)customer;
	Reply *reply = g_new0(Reply, 1);
	reply->prose = prose_new(text);
	reply->hits = rulebook_read(rulebook, language, SIDE_REPLY, reply->prose, 0);
	return reply;
}

void
reply_free(Reply *reply)
{
	if (reply == NULL)
		return;
	prose_free(reply->prose);
	hits_free(reply->hits);
	g_free(reply->sentences);
	g_free(reply->greeted);
	g_free(reply);
}

const Hit *
reply_hit(const Reply *reply, size_t sentence, Means means)
{
	(void)reply, (void)sentence, (void)means;
	return NULL;
}
