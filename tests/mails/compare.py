#!/usr/bin/env python3
"""compare.py [--accept] OUTPUT FOLDER... - holds what `empathyctl check --json --text` said of each
folder's message.eml against what the folder's `expected` says it should be.

`expected` has one `key: value` a line; only the keys that stand there are compared:

  verdict    pass, annotate, hold, reject or skip
  skip       the reason of a skip
  failed     checks that failed for sure or very likely, in alphabetical order
  noted      a check that failed as a hint or is only noted (each must be among them)
  felt       families of feelings clearly raised, each with the best grade its answer got:
             upset anxious shame grief joy
  name       the customer's name
  from       whom the customer's words are attributed to
  reply      first and last words of the agent's own text, as many as one likes, "..." between
  customer   the same of the customer's

--accept rewrites the values of those keys to what was said: only after reading the difference.
SPDX-License-Identifier: MIT"""
import json
import os
import sys

FAMILIES = {
    "frustration": "upset", "anger": "upset", "disappointment": "upset", "ignored": "upset",
    "leaving": "upset", "worry": "anxious", "urgency": "anxious", "confusion": "anxious",
    "embarrassment": "shame", "grief": "grief", "joy": "joy",
}
GRADES = ["none", "formula", "generic", "specific"]
NOTES = {"issue", "next-step", "script"}


def ends(text):
    """First and last three words: enough to see where a text begins and stops."""
    words = text.split()
    return text if len(words) <= 6 else " ".join(words[:3] + ["..."] + words[-3:])


def felt(feelings):
    """Family by family, the best grade any of its clear feelings got; blame undoes a formula."""
    families = {}
    for feeling in feelings:
        if feeling["intensity"] >= 2:
            families.setdefault(FAMILIES[feeling["feeling"]], set()).add(feeling["acknowledged"])
    best = []
    for family, grades in sorted(families.items()):
        kind = grades & {"generic", "specific"}
        if "dismissive" in grades and not kind:
            best.append("%s dismissive" % family)
        else:
            best.append("%s %s" % (family, max(grades - {"dismissive"}, key=GRADES.index)))
    return ", ".join(best)


def is_note(finding):
    return finding["check"] in NOTES or finding.get("certainty") == "hint"


def said(judgement):
    """What the program said, in the words of `expected`."""
    failed = [f for f in judgement["findings"] if f["result"] == "fail"]
    split = judgement.get("conversation") or {}
    author = split.get("customer_from") or {"name": "", "address": ""}
    skipped = judgement["verdict"] == "skip"
    return {
        "verdict": judgement["verdict"],
        "skip": judgement["reason"] if skipped else "",
        "failed": ", ".join(sorted({f["check"] for f in failed if not is_note(f)})),
        "noted": ", ".join(sorted({f["check"] for f in failed if is_note(f)})),
        "felt": felt(judgement["feelings"]),
        "name": judgement["customer_name"],
        "from": ("%s <%s>" % (author["name"], author["address"])).strip(),
        "reply": " ".join(split.get("reply", "").split()),
        "customer": " ".join(split.get("customer", "").split()),
    }


def read_expected(path):
    with open(path, encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").partition(":") for line in lines if line.strip()]
    return [(key, value.strip()) for key, _, value in pairs]


def agrees(key, wanted, got):
    if key == "noted":
        return set(wanted.split(", ")) <= set(got.split(", "))
    first, dots, last = wanted.partition(" ... ")
    if key in ("reply", "customer") and dots:
        return got.startswith(first + " ") and got.endswith(" " + last)
    return wanted == got


def differences(expected, actual):
    for key, wanted in expected:
        if not agrees(key, wanted, actual[key]):
            yield "%s: should be \"%s\", is \"%s\"" % (key, wanted, ends(actual[key]))


def accept(path, expected, actual):
    with open(path, "w", encoding="utf-8") as out:
        for key, wanted in expected:
            value = wanted if agrees(key, wanted, actual[key]) else ends(actual[key])
            out.write(("%s: %s" % (key, value)).rstrip() + "\n")


def main(arguments):
    accepting = arguments[:1] == ["--accept"]
    output, *folders = arguments[1:] if accepting else arguments
    with open(output, encoding="utf-8") as lines:
        judged = {os.path.basename(os.path.dirname(o["file"])): o for o in map(json.loads, lines)}
    status = 0
    for folder in folders:
        name = os.path.basename(folder.rstrip("/"))
        path = os.path.join(folder, "expected")
        expected = read_expected(path)
        if name not in judged:
            print("%s: no answer" % name)
            status = 1
            continue
        actual = said(judged[name])
        found = list(differences(expected, actual))
        for difference in found:
            print("%s: %s" % (name, difference))
        if found and accepting:
            accept(path, expected, actual)
        elif found:
            status = 1
    print("compared %d" % len(folders))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
