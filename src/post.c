/* post.c - hands one mail to an SMTP server. SPDX-License-Identifier: MIT */
#include "post.h"

#include <curl/curl.h>
#include <string.h>

#include "errors.h"

enum { CONNECT_SECONDS = 10, MOST_SECONDS = 60 };

typedef struct Upload {
	const char *bytes;
	size_t left;
	const gint *stop;
} Upload;

void
post_init(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t
read_mail(char *buffer, size_t size, size_t n, void *data)
{
	Upload *upload = data;
	size_t length = MIN(size * n, upload->left);

	memcpy(buffer, upload->bytes, length);
	upload->bytes += length;
	upload->left -= length;
	return length;
}

static int
must_stop(void *data, curl_off_t down, curl_off_t downed, curl_off_t up, curl_off_t upped)
{
	const Upload *upload = data;

	(void)down, (void)downed, (void)up, (void)upped;
	return upload->stop != NULL && g_atomic_int_get(upload->stop) != 0;
}

static void
set_up(CURL *curl, const char *url, struct curl_slist *recipients, Upload *upload, char *trouble)
{
	curl_easy_setopt(curl, CURLOPT_URL, url);
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)CURLPROTO_SMTP);
#endif
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)MOST_SECONDS);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<>");
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_mail);
	curl_easy_setopt(curl, CURLOPT_READDATA, upload);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)upload->left);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, must_stop);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, upload);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble);
}

/* An address that could end its command early is no address. */
static bool
is_address(const char *to)
{
	for (const char *at = to; *at != '\0'; at++)
		if ((guchar)*at <= ' ' || *at == '<' || *at == '>' || *at == 0x7f)
			return false;
	return *to != '\0';
}

bool
post_send(const char *server, const char *to, GBytes *mail, const gint *stop, bool *for_good_out,
	GError **error)
{
	char trouble[CURL_ERROR_SIZE] = "";
	long answer = 0;
	CURL *curl = curl_easy_init();
	g_autofree char *url = g_strdup_printf("smtp://%s/%s", server, g_get_host_name());
	Upload upload = { .stop = stop };

	*for_good_out = !is_address(to);
	if (curl == NULL || *for_good_out) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			curl == NULL ? "libcurl would not start" : "not a mail address");
		curl_easy_cleanup(curl);
		return false;
	}
	upload.bytes = g_bytes_get_data(mail, &upload.left);
	g_autofree char *recipient = g_strdup_printf("<%s>", to);
	struct curl_slist *recipients = curl_slist_append(NULL, recipient);
	set_up(curl, url, recipients, &upload, trouble);
	CURLcode result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
	curl_slist_free_all(recipients);
	curl_easy_cleanup(curl);
	if (result == CURLE_OK)
		return true;
	*for_good_out = answer >= 500 && answer <= 599;
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s: %s (answer %ld)", server,
		*trouble != '\0' ? trouble : curl_easy_strerror(result), answer);
	return false;
}
