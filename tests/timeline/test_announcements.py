"""What had been announced by then and was not law stands in the determination."""

from __future__ import annotations

import pytest

import licet


def announced(**case):
    return {a["title"]: a for a in licet.determine(case).as_dict()["announcements"]}


@pytest.mark.parametrize(
    ("case", "says", "status"),
    [
        ({"item": "H100", "to": "MY", "on": "2025-08-01"}, "Malaysia and Thailand", "reported"),
        ({"item": "H100", "to": "DE", "on": "2026-06-01"}, "Rescission of AI Diff", "announced"),
        ({"item": "B200", "to": "CN", "on": "2025-09-01"}, "Cut-down Blackwell", "announced"),
        ({"item": "H200", "to": "CN", "on": "2026-06-01"}, "ten Chinese buyers", "reported"),
        ({"item": "H100", "to": "AE", "on": "2025-06-01"}, "Emirates", "announced"),
        ({"item": "H100", "to": "CN", "on": "2026-02-01"}, "AI OVERWATCH", "proposed"),
        ({"item": "H20", "to": "CN", "on": "2025-05-01"}, "Bandwidth test", "reported"),
        # what a bill's own test would catch, as its draft does
        ({"item": "H20", "to": "CN", "on": "2026-02-01"}, "AI OVERWATCH", "proposed"),
        ({"item": "H20", "to": "CN", "on": "2026-02-01"}, "GAIN AI", "proposed"),
        ({"item": "L4", "to": "CN", "on": "2025-06-01"}, "Chip Security", "proposed"),
    ],
)
def test_it_stands_there_with_its_status(case, says, status):
    [found] = [a for title, a in announced(**case).items() if says in title]
    assert status == found["status"]
    assert found["link"].startswith("https://")


def test_nothing_announced_after_the_day_of_knowledge():
    case = {"item": "H100", "to": "MY", "on": "2025-08-01", "known_on": "2025-07-03"}
    assert not [title for title in announced(**case) if "Malaysia" in title]


def test_what_became_of_it_only_as_far_as_known():
    case = {"item": "H100", "to": "DE", "on": "2026-06-01"}
    [full] = [a for t, a in announced(**case).items() if "Rescission" in t]
    assert "2026-05-12" in [step["on"] for step in full["became"]]
    [early] = [a for t, a in announced(**case, known_on="2026-01-01").items() if "Rescission" in t]
    assert ["2025-07-31"] == [step["on"] for step in early["became"]]


def test_an_announcement_changes_no_verdict():
    for item, to in (("H20", "CN"), ("H100", "DE"), ("H100", "MY")):
        before = licet.determine(item=item, to=to, on="2025-07-03", exporter="acme").verdict
        after = licet.determine(item=item, to=to, on="2025-09-01", exporter="acme").verdict
        assert before == after
