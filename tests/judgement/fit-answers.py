#!/usr/bin/env python3
"""fit-answers.py ANSWER-HITS RULES PAIRS.jsonl... - fits rules/en/answers.weights.

Of the pairs in which somebody is upset: what rules find in the answer, against whether the label
says that the feeling was left unmet (none, formula, dismissive), and whether the answer is
dismissive. As fit.py does it for customers. SPDX-License-Identifier: MIT"""
import json
import sys

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import cross_val_predict

from table import hits_of, matrix_of, print_table

SUMS = {"unmet": ("none", "formula", "dismissive"), "cold": ("dismissive",)}
STRENGTH = 0.3
# On top of what the regression gives: an acknowledgement taken for none is a false alarm.
SHIFT = {"unmet": -0.8, "cold": 0}
HEAD = """# answers.weights - How much each thing found in an answer speaks for its leaving a feeling unmet,
# whatever words it has for it, and for its being cold. Each row counts once an answer; from 0 on, a
# sum means yes; 10 is one unit of log-odds. Fitted by tests/judgement/fit-answers.py, not written by
# hand: see WEIGHTS in empathy.rules(5). SPDX-License-Identifier: MIT
#
#                       unmet cold"""


def is_upset(labels):
    return "ack" in labels and any(f["intensity"] >= 2 and f["feeling"] != "joy" for f in labels.get("feelings", []))


def read_pairs(names):
    for name in names:
        with open(name, encoding="utf-8") as lines:
            yield from (pair for pair in map(json.loads, lines) if "reply" in pair and is_upset(pair["labels"]))


def main(program, rules, *files):
    pairs = list(read_pairs(files))
    names, hits = hits_of(program, rules, pairs, "answers.weights")
    traits, found = matrix_of(names, hits)
    columns, starts = [], []
    for name, grades in SUMS.items():
        said = numpy.array([pair["labels"]["ack"]["grade"] in grades for pair in pairs])
        model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(found, said)
        guess = cross_val_predict(LogisticRegression(C=STRENGTH, max_iter=3000), found, said, cv=10)
        print("%-6s %d of %d, kappa %.2f" % (name, said.sum(), len(said), cohen_kappa_score(said, guess)), file=sys.stderr)
        columns.append(model.coef_[0])
        starts.append(model.intercept_[0] + SHIFT[name])
    print_table(HEAD, starts, names, traits, columns)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
