#!/usr/bin/env python3
"""well-formed.py FILE... - every line is a pair with sound labels, and every evidence is exact. Without
a reply, it is what a customer wrote and which feelings show.
SPDX-License-Identifier: MIT"""
import json
import sys

FEELINGS = set("frustration anger disappointment worry confusion urgency ignored leaving"
               " embarrassment grief joy".split())
EVENTS = set("bereavement illness separation baby occasion moving hardship caring distress".split())
GRADES = set("na dismissive none formula generic specific".split())
MET = {"formula", "generic", "specific"}
FIELDS = set("feelings events ack ack_first restates addressed harm next_step needs_work sure".split())


def faults(pair):
    """What is wrong with one pair, in words."""
    labels, customer = pair["labels"], pair["customer"]
    if set(labels) != (FIELDS if "reply" in pair else {"feelings"}):
        yield "fields: %s" % sorted(labels)
        return
    for feeling in labels["feelings"]:
        if feeling["feeling"] not in FEELINGS or feeling["intensity"] not in (1, 2, 3):
            yield "feeling: %s" % feeling
        if not feeling["evidence"] or feeling["evidence"] not in customer:
            yield "not in the customer's text: %s" % feeling["evidence"]
    if len(labels["feelings"]) > 3:
        yield "more than three feelings"
    if "reply" in pair:
        yield from faults_of_reply(pair["reply"], labels)


def faults_of_reply(reply, labels):
    if set(labels["events"]) - EVENTS:
        yield "events: %s" % labels["events"]
    grade, evidence = labels["ack"]["grade"], labels["ack"]["evidence"]
    raised = any(feeling["intensity"] >= 2 for feeling in labels["feelings"])
    if grade not in GRADES or raised == (grade == "na"):
        yield "grade %s where a feeling was %sraised" % (grade, "" if raised else "not ")
    if (grade in MET) != bool(evidence) or evidence not in reply:
        yield "evidence of %s: %s" % (grade, evidence)
    if (labels["ack_first"] is None) != (grade not in MET):
        yield "ack_first: %s" % labels["ack_first"]
    if labels["harm"] not in reply:
        yield "not in the reply: %s" % labels["harm"]
    if labels["needs_work"] != (bool(labels["harm"]) or raised and grade not in ("generic", "specific")):
        if "{{" not in reply:
            yield "needs_work: %s" % labels["needs_work"]


def main(files):
    seen, status = set(), 0
    for name in files:
        with open(name, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                pair = json.loads(line)
                found = list(faults(pair)) + ["id twice"] * (pair["id"] in seen)
                seen.add(pair["id"])
                for fault in found:
                    print("%s:%d: %s: %s" % (name, number, pair["id"], fault))
                    status = 1
    if not seen:
        print("no pairs")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
