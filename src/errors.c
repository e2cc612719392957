/* errors.c - the one error domain. SPDX-License-Identifier: MIT */
#include "errors.h"

G_DEFINE_QUARK(empathy - error - quark, empathy_error)
