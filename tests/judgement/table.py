"""table.py - what fit.py and fit-answers.py have in common: what a program of hits finds in pairs,
and the table of weights printed. SPDX-License-Identifier: MIT"""
import json
import os
import shutil
import subprocess
import tempfile

import numpy

UNIT = 10  # of a table's numbers: one of log-odds


def hits_of(program, rules, pairs, table):
    """The names that may have weights, and for each pair what was found. The table that is there
    must not stand in the way of rules that are gone."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = os.path.join(scratch, "rules")
        shutil.copytree(rules, copy, ignore=shutil.ignore_patterns(table))
        lines = "".join(json.dumps(pair) + "\n" for pair in pairs)
        found = subprocess.run([program, copy], input=lines, capture_output=True, text=True, check=True)
    names, *hits = (json.loads(line) for line in found.stdout.splitlines())
    return names, hits


def matrix_of(names, hits):
    """The traits, and a row for each hit: every name, then every trait."""
    traits = [trait for trait in hits[0]["traits"] if trait != "start"]
    rows = [[name in set(hit["rules"]) for name in names] + [hit["traits"][t] for t in traits] for hit in hits]
    return traits, numpy.array(rows, float)


def row(name, weights):
    return "%-22s = " % name + " ".join("%4d" % weight for weight in weights)


def print_table(head, starts, names, traits, columns):
    """columns: of each sum what its regression gave, names first."""
    weights = numpy.rint(numpy.clip(numpy.array(columns).T * UNIT, -99, 99)).astype(int)
    print(head, "[text]", row("start", [round(start * UNIT) for start in starts]), sep="\n")
    for i, trait in enumerate(traits):
        print(row(trait, weights[len(names) + i]))
    print("\n[rules]")
    for i, name in sorted(enumerate(names), key=lambda one: one[1]):
        if weights[i].any():
            print(row(name, weights[i]))
