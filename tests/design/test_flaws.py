"""Gaps, overlaps and idle clauses: in the encoded law and in drafts."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from licet.catalog import catalog
from licet.cli.main import main
from licet.courts import court_of
from licet.errors import BadInput, BadLaw
from licet.law import with_files
from licet.questions.book import impact
from licet.questions.clauses import clause_flaws
from licet.questions.drafts import catches, lint
from licet.questions.flaws import _what_matters, along, overlaps, shown
from licet.questions.search import blank, provision_goal
from licet.rules.facts import Key

HEAD = """
[[instrument]]
id = "draft"
title = "A draft"
cite = "draft"
published = 2026-01-01
"""


def law(tmp_path, *conditions, effect='{ require = "draft" }', tail=""):
    """A draft with a provision for each condition."""
    text = HEAD
    for number, when in enumerate(conditions, 1):
        text += f"""
[[provision]]
id = "own/{number}"
title = "Rule {number}"
cite = "draft, sec. {number}"
effect = {effect}

  [[provision.version]]
  instrument = "draft"
  valid = {{ from = 2026-01-01 }}
  when = '''{when}'''
  says = "A rule."
  confidence = "own"
{tail}
"""
    path = tmp_path / "draft.toml"
    path.write_text(text, encoding="utf-8")
    return with_files([path])


def kinds(found):
    return {flaw.kind for flaw in found}


# The foundry note: what is wrong with it is found, not typed in.


def flaws_of(name):
    court = court_of()
    return list(clause_flaws(court, court.law.provisions[name]))


def test_the_foundry_note_names_no_higher_limit_for_2028():
    (lapse,) = [f for f in flaws_of("us/ear/774/transistor-limit") if f.kind == "lapse"]

    assert date(2028, 1, 1) == lapse.on
    assert 30 <= float(lapse.witness["transistors_bn"]) < 35
    assert "no" == lapse.witness["contains_hbm"]


def test_paragraph_d_to_the_letter_empties_the_routes_of_packagers():
    found = [f for f in flaws_of("us/ear/774/3A090-note-1-overcome") if f.kind == "emptied"]

    assert {"front-end-fabricator", "approved-osat"} == {f.witness["packager"] for f in found}
    assert all(float(f.witness["transistors_bn"]) < 30 for f in found)


def test_december_31_2026_is_in_neither_limb():
    (day,) = [f for f in flaws_of("us/ear/774/authorized-designer") if f.kind == "one-day"]

    assert "2026-12-31" == day.witness["on"]


def test_chips_of_4800_and_middling_density_meet_a_and_b():
    found = list(overlaps(court_of(), date(2024, 1, 1)))

    assert [("us/ear/774/3A090.a", "us/ear/774/3A090.b")] == [f.provisions for f in found]
    assert float(found[0].witness["tpp"]) >= 4800


def test_the_encoded_paragraphs_leave_no_threshold_out_and_never_free_a_better_chip():
    assert [] == list(along(court_of(), date(2024, 1, 1)))


# Drafts


def test_a_sound_draft_has_no_flaws(tmp_path):
    sound = law(tmp_path, 'to == "CN" and any(ics: tpp >= 3000 or dram_bandwidth_gb_s >= 4000)')

    assert [] == list(lint(sound))


def test_a_branch_that_nothing_meets_is_dead(tmp_path):
    dead = law(
        tmp_path,
        "any(ics: tpp >= 3000) or (any(ics: tpp < 1000) and not any(ics: tpp < 2000))",
    )

    assert "dead" in kinds(lint(dead))


def test_a_branch_that_others_cover_is_idle(tmp_path):
    assert "idle" in kinds(lint(law(tmp_path, "any(ics: tpp >= 3000) or any(ics: tpp >= 4000)")))


def test_an_exclusion_that_excludes_nothing_is_idle(tmp_path):
    tail = """
    [[provision.version.unless]]
    when = "any(ics: tpp < 1000)"
    says = "Small ones."
"""
    assert "idle" in kinds(lint(law(tmp_path, "all(ics: tpp >= 3000)", tail=tail)))


def test_a_value_that_both_sides_leave_out_is_found(tmp_path):
    found = list(lint(law(
        tmp_path, 'to == "CN" and any(ics: tpp > 3000)',
        'to == "CN" and any(ics: tpp >= 1000 and tpp < 3000)',
    )))  # fmt: skip
    (left_out,) = [flaw for flaw in found if flaw.kind == "boundary"]

    assert "3000" == left_out.witness["tpp"]
    assert "tpp of exactly 3000 is left out" in left_out.says


def test_two_rules_that_one_case_meets_overlap(tmp_path):
    found = list(
        lint(law(tmp_path, "any(ics: tpp >= 3000)", "any(ics: dram_bandwidth_gb_s >= 4000)"))
    )
    (overlap,) = [flaw for flaw in found if flaw.kind == "overlap"]

    assert ("own/1", "own/2") == overlap.provisions
    assert {"tpp", "dram_bandwidth_gb_s"} <= overlap.witness.keys()


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ('finding("own/1")', "a circle of findings"),
        ("any(ics: tpp >= 4800 and die_area <= 3)", "unknown fact: `die_area`"),
        ("any(ics: datacenter >= 4800)", "expected|unexpected"),
        ("any(ics: tpp >= 2026-01-01)", "expected"),
        ("any(ics: tpp >= 3000 and tpp < 2000)", "unreachable"),
    ],
)
def test_a_draft_that_can_not_be_loaded_says_where(tmp_path, when, says):
    with pytest.raises(BadLaw, match=says) as caught:
        law(tmp_path, when)

    assert caught.value.line > 0


def test_what_a_draft_catches_by_destination(tmp_path):
    strict = law(tmp_path, 'to in {"CN", "MY"} and any(ics: dram_bandwidth_gb_s >= 4000)')

    entries = [catalog()[name] for name in ("nvidia-h20-96gb", "nvidia-rtx-4080", "amd-mi250x")]
    found = catches(strict, date(2026, 11, 23), ("CN", "MY", "DE"), entries=entries)

    assert "nvidia-h20-96gb" in {change.item for change in found["CN"].caught}
    assert ["nvidia-h20-96gb"] == [change.item for change in found["MY"].caught]
    assert () == found["DE"].caught


def test_what_a_draft_does_to_an_order_book(tmp_path):
    strict = law(tmp_path, 'to == "CN" and any(ics: dram_bandwidth_gb_s >= 4000)')
    book = tmp_path / "book.csv"
    book.write_text(
        "item,to,quantity,unit_price_usd,exporter\nH20 96GB,CN,10,12000,acme\n"
        "H20 96GB,DE,10,12000,acme\nRTX 4080,CN,5,1000,acme\n",
        encoding="utf-8",
    )

    found = impact(book, strict, date(2026, 11, 23))

    assert (3, ((1, "H20 96GB", "CN"),), 120_000) == (found.lines, found.held, found.value_usd)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"item,to,quantity\nH20 96GB,DE,many\n", "`many` is not a number .line 1, quantity"),
        (b"item,to,quantity\nH20 96GB,DE,-5\n", "line 1, quantity: `-5` is below 0"),
        (b"thing,to\nH20,CN\n", "no column `item`"),
        (b"", "no column `item`"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
    ],
)
def test_an_order_book_that_can_not_be_read_says_where(tmp_path, content, says):
    book = tmp_path / "book.csv"
    book.write_bytes(content)

    with pytest.raises(BadInput) as caught:
        impact(book, law(tmp_path, 'to == "CN" and any(ics: tpp >= 1000)'), date(2026, 11, 23))
    assert re.search(says, str(caught.value))


def test_the_draft_command(tmp_path, capsys):
    law(tmp_path, 'to == "CN" and any(ics: dram_bandwidth_gb_s >= 4000)')
    path = str(tmp_path / "draft.toml")

    assert 0 == main(["law", "draft", path, "--on", "2026-11-23", "--to", "CN", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [] == found["lint"]
    assert "nvidia-h20-96gb" in {change["item"] for change in found["catches"]["CN"]["caught"]}


def test_a_witness_keeps_the_code_that_it_rests_on():
    goal = provision_goal(court_of().judge(date(2025, 11, 5)), "us/ear/744/11-affiliates")
    facts = blank(court_of().vocabulary, date(2025, 11, 5))
    codes = [Key("parties", 0, "owner_lists", code) for code in ("entity-list", "sdn")]
    for key in codes:
        facts = facts.replace(key, True)

    kept = _what_matters(goal, facts, codes)

    assert {"owner_lists": "sdn"} == shown(kept)


def test_the_report_shows_gaps_with_their_facts(capsys):
    main(["law", "verify", "--gaps"])
    out = capsys.readouterr().out

    assert out.index("Gaps: ") < out.index("Without a source link")
    assert "transistors_bn = 30" in out
