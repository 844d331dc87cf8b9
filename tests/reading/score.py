"""Scores the reader against labelled texts: precision, recall, status, label by label.

    python tests/reading/score.py [FILE.jsonl ...] [--labels] [--misses] [--set N] [--only even|odd]

Two events match when the action is equal or direction and status both are; the dates lie at most
three days apart, or in one month where a side gives only a month; and an item, a destination or
the actor agrees. Matching is one to one with the most pairs; then equal actions; then fewer days.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

OWN = Path(__file__).with_name("articles.jsonl")
MORE = Path(__file__).with_name("more.jsonl")
INDEPENDENT = Path(__file__).with_name("independent.jsonl")
"""By another author, who has not seen the rules; the other half is kept back."""
NEWER = Path(__file__).with_name("newer.jsonl")
KEPT = Path(__file__).with_name("kept.jsonl")
FRESH = Path(__file__).with_name("fresh.jsonl")
"""By one more author, counted once at the end; nothing was made or trained for it."""
"""By other authors again, retold after real pages; no rule was made for them."""
SENTENCES = Path(__file__).with_name("sentences.txt")
BODIES = (
    (
        "bis",
        "bureau of industry and security",
        "commerce department",
        "department of commerce",
        "us commerce",
    ),
    ("mofcom", "ministry of commerce", "commerce ministry"),
    (
        "us government",
        "administration",
        "president",
        "trump",
        "biden",
        "white house",
        "washington",
        "united states",
    ),
    ("chinese government", "china", "beijing", "chinese authorities"),
)


def plain(text):
    return re.sub(r"[\W_]+", " ", str(text).casefold()).strip()


def same_actor(one, other):
    one, other = plain(one), plain(other)
    if not one or not other:
        return False
    if one in other or other in one:
        return True
    return any(any(n in one for n in body) and any(n in other for n in body) for body in BODIES)


def days(one, other):
    """Days apart; None when too far."""
    if len(one) == 7 or len(other) == 7:
        return 0 if one[:7] == other[:7] else None
    gap = abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return gap if gap <= 3 else None


def squeezed(names):
    return {plain(name).replace(" ", "") for name in names}


def match(gold, found):
    """The worth of a pair, or None: (equal action, minus days)."""
    act = gold["action"] == found["action"]
    if not act and (gold["direction"], gold["status"]) != (found["direction"], found["status"]):
        return None
    gap = days(gold["date"], found["date"])
    if gap is None:
        return None
    if not (
        squeezed(gold["items"]) & squeezed(found["items"])
        or squeezed(gold["destinations"]) & squeezed(found["destinations"])
        or same_actor(gold["actor"], found["actor"])
    ):
        return None
    return (act, -gap)


def pair(golds, founds):
    """The best one-to-one matching, as pairs of indexes."""

    @cache
    def best(index, used):
        if index == len(golds):
            return (0, 0, 0), ()
        top, chosen = best(index + 1, used)
        for other, found in enumerate(founds):
            if used >> other & 1:
                continue
            worth = match(golds[index], found)
            if worth is None:
                continue
            rest, pairs = best(index + 1, used | 1 << other)
            total = (rest[0] + 1, rest[1] + worth[0], rest[2] + worth[1])
            if total > top:
                top, chosen = total, ((index, other), *pairs)
        return top, chosen

    return best(0, 0)[1]


def score(articles, read):
    """Counts over all texts; `read` gives the proposed events of a text and its day."""
    total = Counter()
    label = {}
    misses = []
    for article in articles:
        founds = read(article["text"], article["published"])
        golds = article["events"]
        pairs = pair(golds, founds)
        total["gold"] += len(golds)
        total["proposed"] += len(founds)
        total["matched"] += len(pairs)
        total["exact evidence"] += sum(found["evidence"] in article["text"] for found in founds)
        if not golds:
            total["distractors"] += 1
            total["distractors with an event"] += bool(founds)
        for kind in ("action", "status"):
            for gold in golds:
                label.setdefault((kind, gold[kind]), Counter())["gold"] += 1
            for found in founds:
                label.setdefault((kind, found[kind]), Counter())["proposed"] += 1
        for one, other in pairs:
            gold, found = golds[one], founds[other]
            right = gold["status"] == found["status"]
            total["status right"] += right
            total["action right"] += gold["action"] == found["action"]
            over = found["status"] == "in-force" and gold["status"] in (
                "reported",
                "announced",
                "proposed",
            )
            total["overstated"] += over
            for kind in ("action", "status"):
                label[kind, gold[kind]]["matched"] += 1
                label[kind, found[kind]]["matched as proposed"] += 1
                label[kind, gold[kind]]["status right"] += right
            if not right:
                misses.append(
                    (
                        article["id"],
                        "STATUS",
                        gold["status"],
                        "->",
                        found["status"],
                        gold["evidence"][:100],
                    )
                )
        for index, gold in enumerate(golds):
            if index not in {one for one, _ in pairs}:
                misses.append(
                    (
                        article["id"],
                        "MISSED",
                        gold["date"],
                        gold["action"],
                        gold["status"],
                        gold["evidence"][:120],
                    )
                )
        for index, found in enumerate(founds):
            if index not in {other for _, other in pairs}:
                misses.append(
                    (
                        article["id"],
                        "EXTRA",
                        found["date"],
                        found["action"],
                        found["status"],
                        found["direction"],
                        found["actor"],
                        found["items"],
                        found["evidence"][:140],
                    )
                )
    return total, label, misses


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main(argv):
    from licet.reading import read_text

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="*", type=Path, default=[OWN])
    options.add_argument("--misses", action="store_true")
    options.add_argument("--only", choices=["even", "odd"])
    options.add_argument("--labels", action="store_true")
    options.add_argument("--set", action="append", type=int, help="only this batch; again for more")
    given = options.parse_args(argv)
    articles = [
        json.loads(line)
        for file in given.files
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    if given.set:
        articles = [article for article in articles if article.get("set") in given.set]
    if given.only:
        articles = articles[given.only == "odd" :: 2]
    total, label, misses = score(
        articles, lambda text, day: [event.as_dict() for event in read_text(text, day).events]
    )
    say(f"texts {len(articles)}")
    for name, part, whole in (
        ("precision", "matched", "proposed"),
        ("recall", "matched", "gold"),
        ("status accuracy", "status right", "matched"),
        ("action accuracy", "action right", "matched"),
        ("exact evidence", "exact evidence", "proposed"),
        ("distractors with an event", "distractors with an event", "distractors"),
    ):
        say(f"{name}: {total[part]}/{total[whole]} = {total[part] / (total[whole] or 1):.2f}")
    say(f"overstatement: {total['overstated']}")
    if given.labels:
        for (kind, name), row in sorted(label.items()):
            say(
                f"| {kind} | {name} | {row['matched as proposed']}/{row['proposed']} | {row['matched']}/{row['gold']} | {row['status right']}/{row['matched']} |"
            )
    if given.misses:
        for miss in misses:
            say(*miss)


if __name__ == "__main__":
    main(sys.argv[1:])
