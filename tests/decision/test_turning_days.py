"""The days on which an answer turns, found by skipping, are those that trying each day finds."""

from __future__ import annotations

import random
from datetime import date, timedelta

from licet.case import parse_case
from licet.courts import court_of
from licet.decision.answer import answer
from licet.decision.outcome import verdict_on
from licet.decision.turns import DECIDING
from licet.law import LAW_STARTS

ITEMS = ["H20", "H100", "A100", "L4", "RTX 4090", "MI300X", "H800 SXM5", "DGX H100", "HBM3E"]
PLACES = ["CN", "MO", "DE", "SG", "AE", "VN", "IN", "NI", "KH", "CY", "RU", "MY"]


def _cases(count: int) -> list[dict[str, object]]:
    pick = random.Random(7)
    found = []
    for _ in range(count):
        day = date(2022, 8, 20) + timedelta(days=pick.randrange(1_550))
        case: dict[str, object] = {
            "item": pick.choice(ITEMS),
            "to": pick.choice(PLACES),
            "on": day.isoformat(),
            "exporter": pick.choice(["nvidia", "amd", "acme", None]),
        }
        if pick.random() < 0.4:
            parent = pick.choice(["CN", "KH", "AE", None])
            case["parties"] = [{"role": "end-user", "headquarters": "MY", "ultimate_parent": parent,
                                "lists": [], "owners": []}]  # fmt: skip
            case["end_use"] = []
        if pick.random() < 0.3:
            case["known_on"] = (day - timedelta(days=pick.randrange(200))).isoformat()
        found.append(case)
    return found


def test_skipping_finds_the_days_that_trying_each_finds():
    """Days that are skipped as unchanged are unchanged."""
    court = court_of()
    days = [day for day in court.dates_of(DECIDING) if day > LAW_STARTS]
    for case in _cases(40):
        d = answer(parse_case(case), court)
        asked = d.shipment

        def ask(day: date, d=d, asked=asked) -> str:
            return verdict_on(court, asked, d.gathered, day, "practice")

        before = next(
            (
                day
                for day in reversed([day for day in days if day <= asked.on])
                if ask(day - timedelta(days=1)) != d.verdict
            ),
            None,
        )
        after = next((day for day in days if day > asked.on and ask(day) != d.verdict), None)
        found = tuple(turn.on if turn else None for turn in d.turns)
        assert (before, after) == found, case


def test_a_turn_names_what_turned_this_answer():
    """Many provisions changed on one day; the one that changed the answer is named."""
    d = answer(parse_case({"item": "RTX 4090", "to": "CN", "on": "2023-12-01"}), court_of())
    before, _ = d.turns
    assert before is not None
    assert before.on == date(2023, 11, 17)
    assert "us-2023-10-17-advcomp-ifr" in before.instruments
