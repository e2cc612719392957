/* noop.c - the floor: a libmilter filter that looks at nothing and adds one header. It negotiates
 * what ours does. usage: noop SOCKET. SPDX-License-Identifier: MIT */
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <string.h>

static sfsistat
on_negotiate(SMFICTX *ctx, unsigned long actions_offered, unsigned long steps_offered,
	unsigned long a, unsigned long b, unsigned long *actions, unsigned long *steps,
	unsigned long *c, unsigned long *d)
{
	(void)ctx, (void)a, (void)b;
	*actions = actions_offered & SMFIF_ADDHDRS;
	*steps = steps_offered &
		 (SMFIP_NOCONNECT | SMFIP_NOHELO | SMFIP_NOMAIL | SMFIP_NORCPT | SMFIP_NODATA |
			 SMFIP_NOUNKNOWN | SMFIP_NOEOH | SMFIP_NR_HDR | SMFIP_NR_BODY);
	*c = *d = 0;
	return SMFIS_CONTINUE;
}

static sfsistat
on_header(SMFICTX *ctx, char *name, char *value)
{
	(void)ctx, (void)name, (void)value;
	return SMFIS_NOREPLY;
}

static sfsistat
on_body(SMFICTX *ctx, unsigned char *bytes, size_t length)
{
	(void)ctx, (void)bytes, (void)length;
	return SMFIS_NOREPLY;
}

static sfsistat
on_end(SMFICTX *ctx)
{
	smfi_addheader(ctx, (char *)"X-Noop", (char *)"1");
	return SMFIS_CONTINUE;
}

int
main(int argc, char **argv)
{
	struct smfiDesc description = {
		.xxfi_name = (char *)"noop",
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_ADDHDRS,
		.xxfi_header = on_header,
		.xxfi_body = on_body,
		.xxfi_eom = on_end,
		.xxfi_negotiate = on_negotiate,
	};

	if (argc != 2 || smfi_setconn(argv[1]) != MI_SUCCESS ||
		smfi_register(description) != MI_SUCCESS || smfi_opensocket(1) != MI_SUCCESS) {
		fprintf(stderr, "usage: noop SOCKET\n");
		return 2;
	}
	return smfi_main() == MI_SUCCESS ? 0 : 1;
}
