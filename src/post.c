/* post.c - hands one mail to an SMTP server. SPDX-License-Identifier: MIT */
#include "config.h"

#include "post.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"

enum { CONNECT_SECONDS = 10, MOST_SECONDS = 60, MOST_PASSWORD = 1000 };

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
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
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

/* Nothing goes in clear where encryption was asked for; libcurl checks the certificate. */
static void
set_security(CURL *curl, const Settings *settings, const char *password)
{
	if (settings->notice_smtp_tls != SMTP_TLS_NO)
		curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	if (*settings->notice_smtp_ca != '\0')
		curl_easy_setopt(curl, CURLOPT_CAINFO, settings->notice_smtp_ca);
	if (*settings->notice_smtp_user == '\0')
		return;
	curl_easy_setopt(curl, CURLOPT_USERNAME, settings->notice_smtp_user);
	curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
}

/* ---- the password -----------------------------------------------------------------------------
 */

static bool
complain(GError **error, const char *path, const char *what)
{
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
		"[notice] smtp-password-file '%s': %s", path, what);
	return false;
}

/* Looked at as it is opened, so that nobody can put another in its place between. */
static bool
is_private(int file, const char *path, GError **error)
{
	struct stat found;

	if (fstat(file, &found) != 0)
		return complain(error, path, g_strerror(errno));
	if (!S_ISREG(found.st_mode))
		return complain(error, path, "not a file");
	if (found.st_uid != geteuid() && found.st_uid != 0 && geteuid() != 0)
		return complain(error, path, "belongs to somebody else");
	if ((found.st_mode & 077) != 0)
		return complain(error, path, "others may read it: chmod 600");
	return true;
}

/* Its first line; the caller wipes and frees it. NULL on error. */
static char *
read_password(const char *path, GError **error)
{
	char text[MOST_PASSWORD + 1] = "";
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (file < 0) {
		complain(error, path, g_strerror(errno));
		return NULL;
	}
	ssize_t length = is_private(file, path, error) ? read(file, text, MOST_PASSWORD) : -2;
	if (length == -1)
		complain(error, path, g_strerror(errno));
	close(file);
	if (length < 0)
		return NULL;
	text[strcspn(text, "\r\n")] = '\0';
	char *password = *text != '\0' ? g_strdup(text) : NULL;
	explicit_bzero(text, sizeof text);
	if (password == NULL)
		complain(error, path, "its first line is empty");
	return password;
}

static void
forget(char *password)
{
	if (password != NULL)
		explicit_bzero(password, strlen(password));
	g_free(password);
}

/* "" when nobody logs in. NULL on error. */
static char *
password_of(const Settings *settings, GError **error)
{
	if (*settings->notice_smtp_user == '\0' || *settings->notice_smtp_password == '\0')
		return g_strdup("");
	return read_password(settings->notice_smtp_password, error);
}

bool
post_check(const Settings *settings, GError **error)
{
	char *password = password_of(settings, error);
	bool is_fine = password != NULL;

	forget(password);
	return is_fine;
}

/* ---- sending ----------------------------------------------------------------------------------
 */

/* An address that could end its command early is no address. */
static bool
is_address(const char *to)
{
	for (const char *at = to; *at != '\0'; at++)
		if ((guchar)*at <= ' ' || *at == '<' || *at == '>' || *at == 0x7f)
			return false;
	return *to != '\0';
}

/* Said of this mail or its reader, not of us: 530 asks for a login. After the mail's text libcurl
 * calls it a weird reply, as it does a server's that wants nobody at all. */
static bool
is_refusal(CURLcode result, long answer, const Upload *upload)
{
	bool is_of_text = result == CURLE_WEIRD_SERVER_REPLY && upload->left == 0;

	return (result == CURLE_SEND_ERROR || is_of_text) && answer >= 500 && answer <= 599 &&
	       answer != 530;
}

static bool
send_with(CURL *curl, const Settings *settings, const char *to, Upload *upload,
	const char *password, bool *for_good_out, GError **error)
{
	const char *server = settings->notice_smtp;
	const char *scheme = settings->notice_smtp_tls == SMTP_TLS_ALWAYS ? "smtps" : "smtp";
	char trouble[CURL_ERROR_SIZE] = "";
	long answer = 0;
	g_autofree char *url = g_strdup_printf("%s://%s/%s", scheme, server, g_get_host_name());
	g_autofree char *recipient = g_strdup_printf("<%s>", to);
	struct curl_slist *recipients = curl_slist_append(NULL, recipient);

	set_up(curl, url, recipients, upload, trouble);
	set_security(curl, settings, password);
	CURLcode result = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
	curl_slist_free_all(recipients);
	if (result == CURLE_OK)
		return true;
	*for_good_out = is_refusal(result, answer, upload);
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s: %s (answer %ld)", server,
		*trouble != '\0' ? trouble : curl_easy_strerror(result), answer);
	return false;
}

bool
post_send(const Settings *settings, const char *to, GBytes *mail, const gint *stop,
	bool *for_good_out, GError **error)
{
	Upload upload = { .stop = stop };

	*for_good_out = !is_address(to);
	if (*for_good_out) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "not a mail address");
		return false;
	}
	char *password = password_of(settings, error);
	if (password == NULL)
		return false;
	CURL *curl = curl_easy_init();
	upload.bytes = g_bytes_get_data(mail, &upload.left);
	bool is_sent = curl != NULL &&
		       send_with(curl, settings, to, &upload, password, for_good_out, error);
	if (curl == NULL)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "libcurl would not start");
	curl_easy_cleanup(curl);
	forget(password);
	return is_sent;
}
