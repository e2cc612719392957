/* settings-table.h - every setting there is: the one place where a name, kind, default, limit and
 * line of help is written.
 *
 * Parser (settings-load.c), `empathyctl config`, sample and the manual's check all read it.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SETTINGS_TABLE_H
#define EMPATHY_SETTINGS_TABLE_H

#include <stdbool.h>

#include "setting.h"
#include "settings.h"

/* In the order of the manual; those of [policy] live in a Policy, all others in Settings. */
extern const Setting settings_table[];
extern const guint settings_table_length;

bool setting_is_of_policy(const Setting *setting);
/* Only [policy NAME] may have it: the unnamed policy is for everybody. */
bool setting_is_of_named_policy(const Setting *setting);
/* NULL when there is none. */
const Setting *settings_table_find(const char *section, const char *key);
bool settings_table_has_section(const char *section);

#endif
