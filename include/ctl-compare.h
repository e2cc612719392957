/* ctl-compare.h - a second rulebook beside the one in force.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CTL_COMPARE_H
#define EMPATHY_CTL_COMPARE_H

#include "ctl.h"

/* The settings' folders with another in the place of the shipped one. NULL on error. */
Rulebook *ctl_rulebook_with(const CtlGiven *given, const char *folder, GError **error);
/* A dry run shows what enforcement would do: mode counts as hold, or as reject where it is. */
void ctl_enforce(const Settings *settings, Judgement *judgement);

#endif
