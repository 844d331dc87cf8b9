"""A malformed event file is refused, with file and line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from licet.timeline import BadTimeline, events, events_with

HEAD = (
    "id,announced,effective,until,jurisdiction,actor,instrument,status,direction,items,"
    "destinations,reverses,figures,summary,sources,confidence\n"
)


def line(name="x-1", announced="2026-01-02", status="reported", reverses="", summary="said"):
    return (
        f"{name},{announced},,,US,BIS,a report,{status},tighten,H20,China,{reverses},,"
        f"{summary},https://example.org/a,low\n"
    )


def test_own_events_join_the_record(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEAD + line(reverses="us-2025-04-09-h20-letter"))
    found = events_with([file])
    assert len(events()) + 1 == len(found)
    [mine] = [event for event in found if event.own]
    assert ("x-1", "follows") == (mine.id, mine.links[0].relation)


@pytest.mark.parametrize(
    ("body", "number", "says"),
    [
        (line() + line("x-2", announced="2026-02-30"), 3, "announced: `2026-02-30` is not a date"),
        (line(announced="02.01.2026"), 2, "is not a date"),
        (line() + line("x-2", status="law"), 3, "unknown status: `law`"),
        (line() + line(), 3, "`x-1` stands twice"),
        (line("us-2025-04-09-h20-letter"), 2, "stands twice"),
        (line(reverses="x-9"), 2, "unknown event: `x-9`"),
        (line(reverses="x-1"), 2, "refers to itself"),
        (line(reverses="us-2025-04-09-h20-letter:kills"), 2, "unknown relation: `kills`"),
        (line("x-1", reverses="x-2") + line("x-2", reverses="x-1"), 3, "circular `reverses`"),
        (line("a", reverses="b") + line("b", reverses="c") + line("c", reverses="a"), 4,
         "circular `reverses`: a -> b -> c -> a"),
        (line() + "x-2,2026-01-02,US\n", 3, "3 cells where the header has 16"),
        (line(summary='"two\nlines"') + line("x-2", status=""), 4, "unknown status|missing"),
        (line(summary=" "), 2, "missing: `summary`"),
        (line().replace(",,,US", ",2026-02-01,2026-01-31,US"), 2, "until 2026-01-31 before its effect"),
        (line() + 'x-2,"2026', 3, "not valid CSV"),
        (line() + line("x-2", announced="2026-W01-2"), 3, "`2026-W01-2` is not a date"),
        (line(announced="20260102xx"), 2, "`20260102xx` is not a date"),
        (line("x 1; y"), 2, "id: `x 1; y`"),
        (line(summary="a\x1b]0;x"), 2, r"summary: a control character, U\+001B"),
        (line(summary="a\u202eb"), 2, r"summary: a control character, U\+202E"),
        (line(summary="a\0b"), 2, r"summary: a control character, U\+0000"),
        (line().replace(",US,", ",Atlantis,"), 2, "jurisdiction: `Atlantis` is no code"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path, body, number, says):
    file = tmp_path / "mine.csv"
    file.write_text(HEAD + body)
    with pytest.raises(BadTimeline, match=says) as told:
        events_with([file])
    assert (str(file), number) == (told.value.file, told.value.line)
    assert str(told.value).startswith(f"{file}:{number}: ")


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("", "the event file is empty"),
        ("id,announced\n", "missing column: `jurisdiction`"),
        ("id;announced;status\n", "columns are parted by commas"),
        (HEAD.replace("items", "chips"), "unknown column: `chips`"),
        (HEAD.replace("items", "id"), "a column stands twice"),
    ],
)
def test_the_header_is_checked(tmp_path, head, says):
    file = tmp_path / "mine.csv"
    file.write_text(head)
    with pytest.raises(BadTimeline, match=says):
        events_with([file])


def test_files_that_cant_be_read(tmp_path):
    with pytest.raises(BadTimeline, match="can't read it"):
        events_with([tmp_path / "none.csv"])
    (tmp_path / "bytes.csv").write_bytes(b"id\xff")
    with pytest.raises(BadTimeline, match="not UTF-8"):
        events_with([tmp_path / "bytes.csv"])


def test_a_long_chain_is_no_circle(tmp_path):
    file = tmp_path / "mine.csv"
    names = [f"n{number}" for number in range(3000)]
    rows = [line(names[0])]
    rows += [line(name, reverses=before) for before, name in pairwise(names)]
    file.write_text(HEAD + "".join(rows))
    assert len(events()) + 3000 == len(events_with([file]))


def test_no_two_events_end_each_other(tmp_path):
    file = tmp_path / "mine.csv"
    head = "id,announced,until,until_by,jurisdiction,actor,instrument,status,direction,summary,confidence\n"
    rest = "US,BIS,a rule,expired,tighten,said,low\n"
    file.write_text(
        head + f"x-1,2026-01-02,2026-02-01,x-2,{rest}" + f"x-2,2026-01-03,2026-02-01,x-1,{rest}"
    )
    with pytest.raises(BadTimeline, match="circular `until_by`: x-1 -> x-2 -> x-1") as told:
        events_with([file])
    assert 2 == told.value.line
