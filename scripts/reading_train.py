"""Trains the learned part of reading on the labeled texts and writes its weights.

    python scripts/reading_train.py            # writes src/licet/reading/data/weights.tsv
    python scripts/reading_train.py --check    # says whether the file is what training gives
    python scripts/reading_train.py --cross    # leaves out batch after batch and scores the rest

Needs scikit-learn (1.5 or later), which nothing else here needs. Same texts, same rules and same
version give the same file. The rules know the labeled texts by heart, so a model that saw what they
say there would trust them too much: it is trained on what they say with many phrases struck out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from licet.reading import candidate, classes, frames, lexicon, read_text  # noqa: E402
from licet.reading.build import event_of  # noqa: E402
from licet.reading.candidate import Candidate  # noqa: E402
from licet.reading.candidates import candidates  # noqa: E402
from licet.reading.coref import name_bodies  # noqa: E402
from licet.reading.dates import Published  # noqa: E402
from licet.reading.learned import model as learned_model  # noqa: E402
from licet.reading.learned.features import seen  # noqa: E402
from licet.reading.learned.judge import fresh  # noqa: E402
from licet.reading.learned.slots import Slot, slots  # noqa: E402
from licet.reading.learned.telling import told  # noqa: E402
from licet.reading.merge import merge  # noqa: E402
from licet.reading.scan import _alternatives  # noqa: E402
from licet.reading.scene import Scene, is_policy, scene  # noqa: E402
from licet.reading.undone import mark_undone  # noqa: E402
from reading.score import days, pair, score  # noqa: E402

TESTS = ROOT / "tests" / "reading"
TEXTS = ("articles", "more", "independent", "newer")
HONEST = {"newer"}
"""Texts that no rule has been made for: what the rules say of them needs no striking out."""
TARGET = ROOT / "src" / "licet" / "reading" / "data" / learned_model.WEIGHTS
STRUCK = 0.55
"""Share of the phrases struck out: so the rules find as much as they do on a text never seen."""
SEEDS = (1, 2, 3)
WORDING_DAY = "2026-03-12"
ALONE = (
    "i:",
    "k&i:",
    "k&para:",
    "published-after",
    "main:",
    "k:",
    "k&has",
    "later:",
    "press-at-head",
)
"""Features that say where in a text a sentence stands: a sentence alone has none."""
RARE = 4
C = {"act": 0.1, "action": 0.6, "direction": 0.3, "status": 0.3}
SMALL = 0.05
"""A weight below this is left out: the file stays small and can be read."""
SHORT = {"t": "tighten", "l": "loosen", "n": "neutral"}
_phrases, _frames, _table = lexicon.rules, frames.frames, classes._table


@dataclass(frozen=True)
class Row:
    """One place or event: its features, the answers to learn, and how much it counts."""

    group: str
    features: tuple[str, ...]
    answers: dict[str, str]
    weight: float = 1.0


def struck(share: float, seed: int) -> None:
    """Let the rules work with a share of their phrases, frames and words struck out."""
    chance = random.Random(seed)
    kept = []
    opening = "(?<![a-z])(?:"
    for rule in _phrases():
        ways = _alternatives(rule.pattern.pattern[len(opening) : -1])
        left = [way for way in ways if chance.random() >= share]
        if left:
            kept.append(replace(rule, pattern=re.compile(f"{opening}{'|'.join(left)})")))
    few = tuple(frame for frame in _frames() if chance.random() >= share / 2)
    words = {word: _table()[word] for word in sorted(_table()) if chance.random() >= share / 2}
    candidate.rules = lambda: tuple(kept) if share else _phrases()
    frames.frames = lambda: few
    classes._table = lambda: words


def texts(names: Iterable[str] = TEXTS) -> list[dict[str, Any]]:
    """The labeled texts, each with the file it stands in."""
    found = []
    for name in names:
        path = TESTS / f"{name}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            found.append(json.loads(line) | {"file": name})
    return found


def group(article: dict[str, Any]) -> str:
    """What is left out together: a batch, which has one author and one kind of source."""
    return f"{article['file']} {article.get('set', '')}"


def taken_apart(text: str, day: str, alone: bool = False) -> tuple[Scene, list[Slot]]:
    """The places of a text; one sentence `alone` need not show that it speaks of policy."""
    found = scene(text, Published.parse(day))
    name_bodies(found)
    if not (alone or is_policy(found)):
        return found, []
    return found, list(slots(found, candidates(found)))


def labels(article: dict[str, Any], found: Scene, places: list[Slot]) -> list[int | None]:
    """For each place the number of its event, -1 for none, None where it may be a retelling."""
    kinds = ("dated", "carried", "published")
    claims: list[list[int]] = [[] for _ in places]
    answer: list[int | None] = [-1] * len(places)
    for number, gold in enumerate(article["events"]):
        start = article["text"].find(gold["evidence"])
        end = start + len(gold["evidence"])
        near = []
        for index, slot in enumerate(places):
            span = found.sentences[slot.sentence].span
            gap = days(gold["date"], slot.when.text if slot.when else found.published.text)
            if gap is None:
                continue
            if min(end, span.end) - max(start, span.start) >= 12:
                near.append((gap, kinds.index(slot.kind), index))
            elif slot.rule and slot.rule.action == gold["action"]:
                answer[index] = None
        for gap, kind, index in near:
            rule = places[index].rule
            if (gap, kind) == min(near)[:2] or (rule and rule.action == gold["action"]):
                claims[index].append(number)
            elif rule:
                answer[index] = None
    for index, numbers in enumerate(claims):
        if numbers:
            answer[index] = _claimed(article, places[index], numbers)
    return answer


def _claimed(article: dict[str, Any], slot: Slot, numbers: list[int]) -> int:
    for key in ("action", "direction"):
        for number in numbers:
            if slot.rule and article["events"][number][key] == getattr(slot.rule, key):
                return number
    return numbers[0]


def act_rows(article: dict[str, Any], weight: float) -> Iterator[Row]:
    found, places = taken_apart(article["text"], article["published"])
    for slot, number in zip(places, labels(article, found, places), strict=True):
        if number is None:
            continue
        answers = {"act": "no"}
        if number >= 0:
            gold = article["events"][number]
            answers = {"act": "yes", "action": gold["action"], "direction": gold["direction"]}
        yield Row(group(article), tuple(seen(found, slot)), answers, weight)


def with_action(slot: Slot, gold: dict[str, Any], found: Scene) -> Candidate:
    if slot.rule:
        changed = slot.rule.action != gold["action"]
        return replace(
            slot.rule, action=gold["action"], direction=gold["direction"], renamed=changed
        )
    return fresh(found, slot, gold["action"], gold["direction"])


def status_rows(article: dict[str, Any], weight: float) -> Iterator[Row]:
    """The events of a text as they would stand with every action right, and their true status."""
    found, places = taken_apart(article["text"], article["published"])
    made = []
    for slot, number in zip(places, labels(article, found, places), strict=True):
        if number is not None and number >= 0:
            made.append(with_action(slot, article["events"][number], found))
        elif slot.rule:
            made.append(slot.rule)
    made.sort(key=lambda one: (one.sentence, one.span.start))
    events = mark_undone(merge([event_of(found, one) for one in made]))
    for gold, other in pair(article["events"], [one.as_dict() for one in events]):
        names = told(found, events[other], events)
        yield from _twice(group(article), names, article["events"][gold]["status"], weight)


def _twice(name: str, names: list[str], status: str, weight: float) -> Iterator[Row]:
    """With and without what the rules say: they are not always there to lean on."""
    yield Row(name, tuple(names), {"status": status}, weight)
    bare = tuple(one for one in names if not one.startswith("rs"))
    yield Row(name, bare, {"status": status}, weight)


def wordings() -> Iterator[tuple[dict[str, str], str, str]]:
    """Single sentences with what they tell, and the day they are read."""
    for line in (TESTS / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            actions, way, status, text = line.split("|")
            late = any(word in text for word in ("2026", "February 20", "April 24"))
            first = {"action": actions.split(",")[0], "direction": SHORT[way], "status": status}
            yield first, text, "2026-05-20" if late else "2025-11-20"
    gold: dict[str, str] = {}
    for line in (TESTS / "wordings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            gold = dict(zip(("action", "direction", "status"), line[1:-1].split(), strict=False))
            gold = gold if len(gold) == 3 else {}
        elif line and not line.startswith("#"):
            yield gold, line, WORDING_DAY


def told_places(text: str, day: str) -> tuple[Scene, list[Slot], bool]:
    """The places of the sentence that bears the label: the one after `||`, or the only one."""
    before, bar, last = text.rpartition(" || ")
    found, places = taken_apart(f"{before} {last}".strip(), day, alone=True)
    start = len(before) + 1 if bar else 0
    return found, [p for p in places if found.sentences[p.sentence].span.start >= start], bool(bar)


def best_places(places: list[Slot]) -> list[Slot]:
    """Those of the nearest day: of the sentence itself, of the one before, or of publication."""
    for kind in ("dated", "carried"):
        near = [slot for slot in places if slot.kind == kind]
        if near:
            return near
    return places


def wording_rows() -> Iterator[Row]:
    for gold, text, day in wordings():
        found, places, beside = told_places(text, day)
        for slot in best_places(places) if gold else places:
            names = tuple(one for one in seen(found, slot) if beside or not one.startswith(ALONE))
            answers = {"act": "yes" if gold else "no"}
            if gold:
                answers |= {"action": gold["action"], "direction": gold["direction"]}
            yield Row("wordings", names, answers)


def wording_status_rows() -> Iterator[Row]:
    for gold, text, day in wordings():
        found, places, beside = told_places(text, day)
        for slot in best_places(places)[:1] if gold else ():
            event = event_of(found, with_action(slot, gold, found))
            names = [
                one for one in told(found, event, [event]) if beside or not one.startswith(ALONE)
            ]
            yield from _twice("wordings", names, gold["status"], 1.0)


def rows(articles: list[dict[str, Any]]) -> list[Row]:
    """All there is to learn from."""
    made: list[Row] = []
    rote = [one for one in articles if one["file"] not in HONEST]
    fair = [one for one in articles if one["file"] in HONEST]
    for seed in SEEDS:
        struck(STRUCK, seed)
        for article in rote:
            made += act_rows(article, 1 / len(SEEDS))
        made += [replace(row, weight=1 / len(SEEDS)) for row in wording_rows()]
        for article in fair:
            made += act_rows(article, 1 / len(SEEDS) / 2)
    struck(0, 0)
    for article in fair:
        made += act_rows(article, 0.5)
    for article in articles:
        made += status_rows(article, 1.0)
    made += wording_status_rows()
    return made


def fit(made: list[Row]) -> learned_model.Model:
    """The weights that explain the answers best without growing large."""
    return fit_some(made, C)


def fit_some(made: list[Row], questions: Iterable[str]) -> learned_model.Model:
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for question in questions:
        chosen = [row for row in made if question in row.answers]
        known = sorted({row.answers[question] for row in chosen})
        names = [
            [
                *row.features,
                *([f"action:{row.answers['action']}"] if question == "direction" else []),
            ]
            for row in chosen
        ]
        solve = solver(names, [row.weight for row in chosen], C[question])
        for answer in ["yes"] if question == "act" else known:
            for name, weight in solve([row.answers[question] == answer for row in chosen]):
                table[name][f"{question}={answer}"] = weight
    return learned_model.parsed(learned_model.written(table))


def solver(
    names: list[list[str]], weights: list[float], strength: float
) -> Callable[[list[bool]], Iterator[tuple[str, float]]]:
    """What fits one class against all others on the same features."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for each in names for name in each)
    known = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= RARE))}
    places = [[known[name] for name in each if name in known] for each in names]
    ends = np.cumsum([0, *map(len, places)])
    flat = np.array([place for each in places for place in each], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(names), len(known)))

    def solve(right: list[bool]) -> Iterator[tuple[str, float]]:
        how = LogisticRegression(
            C=strength, solver="liblinear", fit_intercept=False, random_state=0, tol=1e-3
        )
        found = how.fit(matrix, np.array(right), sample_weight=np.array(weights)).coef_[0]
        for name, weight in zip(known, found, strict=True):
            if abs(weight) >= SMALL:
                yield name, float(weight)

    return solve


def text_of(found: learned_model.Model) -> str:
    return learned_model.written({name: dict(pairs) for name, pairs in found.weights.items()})


def crossed(articles: list[dict[str, Any]], made: list[Row]) -> Iterator[tuple[str, Counter[str]]]:
    """Every group of texts, read with weights that never saw it."""
    for name in sorted({group(article) for article in articles}):
        learned = fit([row for row in made if row.group != name])
        struck(0, 0)
        left = [article for article in articles if group(article) == name]

        def read(text: str, day: str, by: learned_model.Model = learned) -> list[dict[str, Any]]:
            return [event.as_dict() for event in read_text(text, day, by).events]

        yield name, score(left, read)[0]


def main(given: list[str]) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--check", action="store_true")
    options.add_argument("--cross", action="store_true")
    asked = options.parse_args(given)
    articles = texts()
    made = rows(articles)
    if asked.cross:
        for name, total in crossed(articles, made):
            sys.stdout.write(
                f"{name}: {total['matched']}/{total['proposed']} {total['matched']}/{total['gold']} "
                f"{total['status right']}/{total['matched']} overstated {total['overstated']}\n"
            )
        return 0
    text = text_of(fit(made))
    if asked.check:
        same = TARGET.read_text(encoding="utf-8") == text
        sys.stdout.write("the weights are those of the texts\n" if same else "the weights differ\n")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
