/* ctl-evaluate.h - how empathyctl prints an evaluation. To standard output.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CTL_EVALUATE_H
#define EMPATHY_CTL_EVALUATE_H

#include "evaluate.h"
#include "pairs.h"

void evaluate_print_measures(const Evaluation *evaluation);
/* Labelled grades against found ones. */
void evaluate_print_grades(const Evaluation *evaluation);
/* Labelled intensities against found ones, all together and of each feeling. */
void evaluate_print_intensities(const Evaluation *evaluation);
void evaluate_print_rules(const Evaluation *evaluation);
/* Two rulebooks side by side: F1 and agreement, and what changed, with the interval of that. */
void evaluate_print_comparison(const Comparison *comparison);
/* What we said otherwise than the reader, with the words; nothing when we agree. */
void evaluate_print_errors(const Pair *pair, const Labels *labels, const Judgement *judgement);

#endif
