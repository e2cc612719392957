#!/usr/bin/env python3
"""fit.py CUSTOMER-HITS RULES PAIRS.jsonl[:WEIGHT]... - fits rules/en/feelings.weights.

For each sum (trouble, and the five families) a logistic regression over what the rules find:
signs, signals and feelings by name, feelings by the traits of their family as well. Rounded to tenths of a unit of
log-odds. Prints the table; figures by cross-validation go to standard error, for every fold is
judged by weights that never saw it. WEIGHT (1 if absent) is how much a line of the file counts:
less for texts that the rules' writers have read, on which rules look better than they are.
Needs python3-sklearn. The table in the repository came of `make fit`, with the public pairs of
tests/judgement/README.md added by FIT_MORE. SPDX-License-Identifier: MIT"""
import json
import sys

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import KFold

from table import hits_of, matrix_of, print_table

FAMILIES = {"upset": "frustration anger disappointment ignored leaving", "anxious": "worry urgency confusion",
            "shame": "embarrassment", "grief": "grief", "joy": "joy"}
SUMS = ["trouble", *FAMILIES]
# On top of what the regression gives. Trouble: on pairs that nobody had read who wrote a rule, 0.1
# and 0.2 make as many mistakes, and of these fewer about calm mail with 0.1. A family is named rather
# too early, because it only matters where there is trouble.
SHIFT = dict(trouble=0.1, upset=0.6, anxious=0.7, shame=0.9, grief=0.8, joy=0.4)
STRENGTH = 0.15  # sklearn's C: the smaller, the flatter
HEAD = """# feelings.weights - How much each thing found in a customer's text speaks for trouble, and for which
# family of feelings. Each row counts once a text; from 0 on, a sum means yes; 10 is one unit of
# log-odds. Fitted by tests/judgement/fit.py, not written by hand: see WEIGHTS in empathy.rules(5).
# SPDX-License-Identifier: MIT
#
#                       trouble upset anxious shame grief joy"""


def read_pairs(arguments):
    """(customer's text, which sums should say yes, how much it counts); each text once"""
    seen = set()
    for argument in arguments:
        name, _, weight = argument.partition(":")
        with open(name, encoding="utf-8") as lines:
            for line in lines:
                pair = json.loads(line)
                if pair["customer"] in seen:
                    continue
                seen.add(pair["customer"])
                felt = {f["feeling"] for f in pair["labels"].get("feelings", []) if f["intensity"] >= 2}
                families = [bool(felt & set(kinds.split())) for kinds in FAMILIES.values()]
                yield pair["customer"], [any(families[:4]), *families], float(weight or 1)


def regression(found, said, counts):
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(found, said, sample_weight=counts)


def cross_validate(found, said, counts):
    for k, name in enumerate(SUMS):
        yes = numpy.zeros(len(said), bool)
        for train, test in KFold(5, shuffle=True, random_state=1).split(found):
            model = regression(found[train], said[train, k], counts[train])
            yes[test] = model.decision_function(found[test]) + SHIFT[name] >= 0
        true = (yes & said[:, k]).sum()
        print("%-8s precision %.2f recall %.2f kappa %.2f" % (name, true / max(1, yes.sum()),
              true / max(1, said[:, k].sum()), cohen_kappa_score(yes, said[:, k])), file=sys.stderr)


def main(program, rules, *arguments):
    texts, said, counts = zip(*read_pairs(arguments))
    said, counts = numpy.array(said), numpy.array(counts)
    pairs = [{"id": str(i), "customer": text} for i, text in enumerate(texts)]
    names, hits = hits_of(program, rules, pairs, "feelings.weights")
    traits, found = matrix_of(names, hits)
    cross_validate(found, said, counts)
    models = [regression(found, said[:, k], counts) for k in range(len(SUMS))]
    starts = [m.intercept_[0] + SHIFT[s] for m, s in zip(models, SUMS)]
    print_table(HEAD, starts, names, traits, [m.coef_[0] for m in models])


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
