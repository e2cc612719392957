#!/usr/bin/env python3
"""floors.py FLOORS FIGURES - holds the table of `empathyctl evaluate` against a list of floors.

A floor is a line "row | column | least": a row's name as printed, and precision, recall, F1 or
kappa of it. "calm flagged | most | N" and "same grade | share | least" are the two figures that
stand outside the table. A floor that names no row is an error: a renamed row must not pass.
SPDX-License-Identifier: MIT"""
import re
import sys

COLUMNS = {"precision": 0, "recall": 1, "F1": 2, "kappa": 3}
INTERVAL = r"\s+\([\d.]+-[\d.]+\)"


def figures_of(text):
    """(row, column) -> figure. The first row of a name counts; checks and feelings share some."""
    figures = {}
    calm = re.search(r"^Calm pairs flagged: (\d+) of \d+", text, re.M)
    if calm:
        figures["calm flagged", "most"] = float(calm.group(1))
    grade = re.search(r"^\s+same grade\s+([\d.]+)", text, re.M)
    if grade:
        figures["same grade", "share"] = float(grade.group(1))
    for line in text.splitlines():
        row = re.match(r"^  (\S.*?)\s{2,}\d+\s+\d+\s+\d+\s+(.*)$", line)
        if not row:
            continue
        values = re.sub(INTERVAL, "", row.group(2)).split()
        for column, index in COLUMNS.items():
            if index < len(values) and values[index] != "-":
                figures.setdefault((row.group(1), column), float(values[index]))
    return figures


def floors_of(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                row, column, least = (part.strip() for part in line.split("|"))
                yield row, column, float(least)


def main(floors, figures):
    with open(figures, encoding="utf-8") as text:
        measured = figures_of(text.read())
    status = 0
    for row, column, bound in floors_of(floors):
        if (row, column) not in measured:
            print("no such figure: %s, %s" % (row, column))
            status = 1
            continue
        value = measured[row, column]
        if value > bound if column == "most" else value < bound:
            print("%s: %s is %g, the floor %g" % (row, column, value, bound))
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
