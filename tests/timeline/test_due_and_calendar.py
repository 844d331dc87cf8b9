"""Days to look up, and the calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from licet.timeline import calendar, due, events, query
from licet.timeline.ics import escape, fold

NOW = date(2026, 11, 25)


def names(passed, on=NOW):
    return {entry.event.id for entry in due(on) if entry.passed is passed}


def test_days_that_passed_without_a_source():
    assert {
        "us-2026-11-10-affiliates-snapback",
        "cn-2026-11-10-snapback",
        "us-2026-07-01-s232-dc-report",
        "us-2025-11-s301-exclusions",
    } <= names(True)


def test_a_promise_to_extend_leaves_the_days_of_the_texts_to_look_up():
    """The truce was said to go on; neither government's text that stops a return was found."""
    assert "tr-2025-10-30-busan" not in names(True)
    assert "tr-2026-09-23-truce-extension" in names(False)
    assert {"us-2026-11-10-affiliates-snapback", "cn-2026-11-10-snapback"} <= names(True)


def test_days_ahead():
    ahead = names(False)
    assert {
        "cn-2026-11-27-snapback",
        "kr-2026-12-31-annual-end",
        "us-2027-06-23-s301-step",
    } <= ahead


def test_what_a_later_event_tells_is_not_due():
    told = {entry.event.id for entry in due(NOW)}
    assert not told & {"tr-2025-05-12-geneva", "us-2023-10-23-accelerate"}
    # the duty of July 24, 2026 tells what followed the surcharge
    assert "us-2026-07-24-s122-expiry" not in told
    assert "us-2025-09-29-affiliates" not in told


def test_before_the_day_it_is_ahead():
    assert "us-2026-11-10-affiliates-snapback" in names(False, date(2026, 11, 10))


def unfolded(text):
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
    return text.replace("\r\n ", "").split("\r\n")


def entries(text):
    found, entry = [], None
    for line in unfolded(text):
        if line == "BEGIN:VEVENT":
            entry = {}
        elif line == "END:VEVENT":
            found.append(entry)
            entry = None
        elif entry is not None:
            key, _, value = line.partition(":")
            entry[key.partition(";")[0]] = value
    return found


def test_the_calendar_parses_and_holds_the_days_ahead():
    found = entries(calendar(events(), date(2026, 11, 1)))
    assert all(entry["DTSTART"] >= "20261101" for entry in found)
    by_uid = {entry["UID"]: entry for entry in found}
    assert len(by_uid) == len(found)
    back = by_uid["us-2026-11-10-affiliates-snapback.scheduled@licet"]
    assert ("20261110", "20261111") == (back["DTSTART"], back["DTEND"])
    assert "us-2027-06-23-s301-step.scheduled@licet" in by_uid
    assert all({"DTSTAMP", "SUMMARY", "UID"} <= entry.keys() for entry in found)


def test_the_same_events_give_the_same_bytes():
    one = calendar(query(about="Affiliates rule"), NOW)
    assert one == calendar(query(about="Affiliates rule"), NOW)
    early = {e["UID"] for e in entries(calendar(events(), date(2025, 1, 1)))}
    late = {e["UID"] for e in entries(calendar(events(), date(2026, 1, 1)))}
    assert late < early


def test_effective_and_compliance_dates_stand_in_it():
    found = {e["UID"]: e["DTSTART"] for e in entries(calendar(events(), date(2025, 1, 1)))}
    assert "20250515" == found["us-2025-01-13-ai-diffusion.compliance@licet"]
    assert "20260115" == found["us-2026-01-13-h200-rule.effective@licet"]


def test_titles_say_which_way_a_day_goes():
    found = {e["UID"]: e["SUMMARY"] for e in entries(calendar(events(), date(2025, 1, 1)))}
    assert found["cn-2025-11-09-mofcom-72.until@licet"].startswith("Easing ends: ")
    assert found["us-2026-11-10-affiliates-snapback.scheduled@licet"].startswith(
        "Scheduled to tighten: "
    )
    assert found["us-2026-07-24-s122-expiry.scheduled@licet"].startswith("Scheduled to ease: ")
    assert found["us-2026-02-20-s122.until@licet"].startswith("Limit ends: ")


def test_an_entry_is_stamped_with_what_was_learned_last():
    """A client takes an entry for new only if its stamp is later."""

    def stamp(known):
        [entry] = entries(calendar(query(text="us-2025-01-13-ai-diffusion", known_on=known),
                                   date(2025, 1, 1)))[-1:]  # fmt: skip
        return entry["DTSTAMP"]

    assert "20250113T000000Z" == stamp(date(2025, 2, 1))
    ended = entries(calendar(query(text="us-2025-09-29-affiliates"), date(2025, 1, 1)))
    stamps = {e["UID"]: e["DTSTAMP"] for e in ended}
    assert "20251110T000000Z" == stamps["us-2025-09-29-affiliates.until@licet"]


@given(st.text(max_size=300))
def test_any_text_folds_and_unfolds(text):
    line = f"SUMMARY:{escape(text)}"
    pieces = list(fold(line))
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= 75 for piece in pieces)
    assert line == pieces[0] + "".join(piece[1:] for piece in pieces[1:])
    assert not set("\r\n") & set(line)
