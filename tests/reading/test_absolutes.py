"""The two absolutes: nothing said is given as law, and evidence stands in the text."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.reading import read_text
from reading.score import INDEPENDENT, MORE, NEWER, OWN

DAYS = ("on Monday", "on July 14", "yesterday", "last week", "in April", "on 9 April 2025", "")
WHO = (
    "The Commerce Department", "Washington", "President Trump", "BIS", "China's commerce ministry",
    "Beijing", "The Dutch government", "The White House",
)  # fmt: skip
DEEDS = (
    ("ban", "banned", "exports of the H20 to China"),
    ("require", "required", "a license for the MI308 in China"),
    ("impose", "imposed", "a 25 percent tariff on semiconductors from China"),
    ("block", "blocked", "sales of the H200 to China"),
    ("add", "added", "ten Chinese companies to the Entity List"),
    ("publish", "published", "a final rule on advanced AI chips"),
    ("restrict", "restricted", "shipments of rare earths to the United States"),
    ("stop", "stopped", "deliveries of chip design software to China"),
    ("put", "put", "the H20 under a license requirement for China"),
)
AHEAD = (
    "may", "might", "could", "will", "would", "plans to", "intends to", "is expected to", "wants to",
    "is preparing to", "has threatened to", "has promised to", "is considering whether to",
    "is set to", "is about to", "has vowed to", "is likely to", "aims to",
)  # fmt: skip
HEDGED = st.builds(
    lambda who, ahead, deed, day: f"{who} {ahead} {deed[0]} {deed[2]}, it said {day}".strip() + ".",
    st.sampled_from(WHO), st.sampled_from(AHEAD), st.sampled_from(DEEDS), st.sampled_from(DAYS),
)  # fmt: skip
ANNOUNCED = st.builds(
    lambda who, day, verb, deed: f"{who} {verb} {day} that it will {deed[0]} {deed[2]}.".replace("  ", " "),
    st.sampled_from(WHO), st.sampled_from(DAYS),
    st.sampled_from(("announced", "said", "declared", "confirmed", "promised")), st.sampled_from(DEEDS),
)  # fmt: skip
REPORTED = st.builds(
    lambda who, deed, day, tail: f"{who} has {deed[1]} {deed[2]}, {tail} {day}".strip() + ".",
    st.sampled_from(WHO), st.sampled_from(DEEDS), st.sampled_from(DAYS),
    st.sampled_from((
        "people familiar with the matter said", "Reuters reported", "according to two sources",
        "Bloomberg wrote, citing unnamed officials", "three people briefed on the decision told Reuters",
    )),
)  # fmt: skip
PROPOSED = st.builds(
    lambda who, day, deed: f"{who} proposed a rule {day} that would {deed[0]} {deed[2]}.".replace("  ", " "),
    st.sampled_from(("The Commerce Department", "BIS", "The ministry", "Senator Cotton")),
    st.sampled_from(DAYS), st.sampled_from(DEEDS),
)  # fmt: skip
BILLS = st.builds(
    lambda who, day, deed: f"{who} introduced a bill {day} that would {deed[0]} {deed[2]}.".replace("  ", " "),
    st.sampled_from(("Senator Banks", "Two representatives", "The senators")),
    st.sampled_from(DAYS), st.sampled_from(DEEDS),
)  # fmt: skip
ASSURED = st.builds(
    lambda day, who: f"{who} said {day} that the government has assured it that licenses for the H20 will be granted.".replace("  ", " "),
    st.sampled_from(DAYS), st.sampled_from(("Nvidia", "AMD", "The company")),
)  # fmt: skip
FRAMES = (
    "{who} is weighing {doing} {what}, {day}.",
    "{who} hinted {day} at {doing} {what}.",
    "{who} has the power to {do} {what}, it said {day}.",
    "A report {day} says {who} {did} {what}.",
    "{who} signaled {day} it wants to {do} {what}.",
    "{who} let it be known {day} that it means to {do} {what} immediately.",
    "Sources say {who} {did} {what} {day} with immediate effect.",
    "{who} is reportedly {doing} {what}, effective immediately, as of {day}.",
    "{who} is understood to have {did} {what} {day}, effective at once.",
    "If talks fail, {who} will {do} {what} at once, it warned {day}.",
    "{who} asked Congress {day} to {do} {what}.",
    "Lawmakers urged {who} {day} to {do} {what} at once.",
    "{who} denied {day} that it {did} {what}.",
    "According to Bloomberg, {who} {did} {what} {day}.",
    "{who} {did} {what} {day}, the Financial Times reported, and the order is in force.",
    "It is unclear whether {who} {did} {what} {day}.",
    "{who} came close to {doing} {what} {day}.",
    "{who} announced {day} plans for {doing} {what}, which take effect at once.",
    "{who} agreed {day} to {do} {what} immediately.",
    "{who} discussed {doing} {what} with allies {day}; it is not in force.",
    "A bill {doing} {what} was introduced {day} and takes effect at once on enactment.",
    "{who} published {day} a proposed rule {doing} {what}.",
    "Had {who} {did} {what} {day}, Nvidia would have lost billions.",
    "{who} promises {doing} {what} from now on, a spokesman said {day}.",
    "{who} will {do} {what} from now on, it was announced {day}.",
    "Analysts expect {who} to {do} {what}, effective immediately, {day}.",
    "Rumors that {who} {did} {what} spread {day}.",
    "{who} never {did} {what}, officials said {day}.",
    "{who} has not {did} {what}, the ministry said {day}.",
    "{who} refused {day} to {do} {what}.",
    "{who} decided against {doing} {what} {day}.",
    "{who} threatened {day}: it will {do} {what} at once.",
    "{who} was going to {do} {what} {day} but did not.",
)
DOING = {
    "ban": "banning", "require": "requiring", "impose": "imposing", "block": "blocking", "add": "adding",
    "publish": "publishing", "restrict": "restricting", "stop": "stopping", "put": "putting",
}  # fmt: skip
UNREAL = st.builds(
    lambda frame, who, deed, day: frame.format(
        who=who, do=deed[0], did=deed[1], doing=DOING[deed[0]], what=deed[2], day=day
    ),
    st.sampled_from(FRAMES), st.sampled_from(WHO), st.sampled_from(DEEDS), st.sampled_from(DAYS),
)  # fmt: skip
SAID = st.one_of(HEDGED, ANNOUNCED, REPORTED, PROPOSED, BILLS, ASSURED, UNREAL)
LAW = st.builds(
    lambda who, day, deed: f"{who} {deed[1]} {deed[2]} {day} with immediate effect.".replace("  ", " "),
    st.sampled_from(WHO), st.sampled_from(DAYS), st.sampled_from(DEEDS),
)  # fmt: skip
EFFECT = st.sampled_from(
    ("The rule took effect at once.", "It is in force.", "The measure applies immediately.",
     "Both rules took effect on July 1.", "Shares of Nvidia fell.", "Nvidia had no comment.")
)  # fmt: skip


ASKED = st.builds(
    lambda who, ask, day, deed: f"{who} {ask.format(day)} {deed[0]} {deed[2]}.".replace("  ", " "),
    st.sampled_from((
        "Representative Moolenaar", "A group of senators", "The Chinese embassy", "Critics", "A former official",
        "The lobby of chipmakers",
    )),
    st.sampled_from((
        "demanded {} that the Commerce Department", "demanded in a letter {} that Washington", "asked {} that Washington",
        "insisted {} that BIS", "proposed {} that the Commerce Department", "called {} for the Commerce Department to",
        "would like, he said {}, that the Commerce Department", "pressed {} for the administration to",
        "appealed {} to the Commerce Department to", "suggested in an interview {} that Washington",
    )),
    st.sampled_from(DAYS), st.sampled_from(DEEDS),
)  # fmt: skip
FRAMES = (
    "Under a plan released {day}, Washington {does}.", "According to a draft seen {day}, BIS {does}.",
    "In a proposal published {day}, the Commerce Department {does}.", "A bill that the House adopted {day} {does}.",
    "Should talks fail, Washington {does}, Trump said {day}.", "An opinion piece published {day} says that Washington {does}.",
    "A think tank wrote {day} that Washington {does} already.", "Washington {does} from March 1, 2026, the ministry announced {day}.",
    "By an order signed {day} and effective in 2027, the President {does}.", "The ministry denied {day} that it {does}.",
    "Under the amendment, which the committee adopted {day}, the Commerce Department {does}.",
    "The Commerce Department {does}, it was heard {day} in Taipei.", "Officials debated {day} whether Washington {does}.",
    "The judge stopped {day} the order by which the Commerce Department {does}.", "The draft rule, published {day}, {does}.",
    "The Commerce Department {does}; the order, published {day}, takes effect on March 1, 2026.",
)  # fmt: skip


@given(ASKED)
@settings(max_examples=150, deadline=None)
def test_what_somebody_asks_for_is_not_in_force(text):
    assert "in-force" not in {event.status for event in read_text(text, "2025-07-18").events}


@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_told_of_a_plan_a_draft_or_a_later_day_is_not_in_force(frame):
    for verb, _, thing in DEEDS:
        for day in ("on Monday", "on July 14, 2025"):
            does = f"{verb}{'es' if verb == 'publish' else 's'} {thing}"
            text = frame.format(day=day, does=does)
            assert "in-force" not in {e.status for e in read_text(text, "2025-07-18").events}, text


@pytest.mark.parametrize(
    "told",
    [
        "Beijing banned sales of the H20 to China on Monday.",
        "The Commerce Department put the MI308 under a license for China on July 14, 2025.",
        "BIS added ten Chinese companies to the Entity List on Monday.",
    ],
)
@pytest.mark.parametrize(
    "source",
    ["Two people familiar with the matter told Reuters so.", "That is what three sources say."],
)
def test_a_source_named_in_the_next_sentence_counts(told, source):
    found = read_text(f"{told} {source}", "2025-07-18").events

    assert found
    assert "in-force" not in {event.status for event in found}


@pytest.mark.parametrize(
    "later",
    [
        ", effective March 20.", ". It takes effect on March 20, 2026.", ". It will enter into force in 120 days.",
        ". It has no effect before March 20.", ", with effect from March 20.", ", to take effect 60 days after publication.",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "told",
    [
        "BIS published a final rule on January 15, 2026 that puts the H200 under a license for China",
        "China's Ministry of Commerce put gallium under export license on January 15, 2026",
        "President Trump signed a proclamation on January 14, 2026 that puts a 25 percent duty on advanced chips",
        "BIS added 23 Chinese companies to the Entity List on January 15, 2026",
    ],
)
def test_what_takes_effect_later_is_not_yet_in_force(told, later):
    assert "in-force" not in {e.status for e in read_text(told + later, "2026-02-20").events}


@pytest.mark.parametrize(
    ("undoing", "status"),
    [
        ("A court struck it down on February 3, 2026.", "vacated"),
        ("It was suspended on February 3, 2026 for a year.", "suspended"),
        ("On February 3, 2026 it was put on hold.", "suspended"),
        ("The ban expired on February 3, 2026.", "expired"),
        ("It was rescinded on February 3, 2026.", "rescinded"),
    ],
)
def test_what_a_text_undoes_is_undone(undoing, status):
    told = "China's commerce ministry banned exports of gallium to the United States on December 3, 2024."
    found = read_text(f"{told} {undoing}", "2026-02-20").events

    assert [status, status] == [event.status for event in found]


def test_what_stays_in_force_is_not_undone_with_the_rest():
    text = (
        "Beijing on Monday suspended for a year the export controls on rare earths that it had published on October 9. "
        "The controls of April 4 on seven rare earths stay in force."
    )
    found = {event.date: event.status for event in read_text(text, "2025-11-12").events}

    assert {"2025-11-10": "suspended", "2025-10-09": "suspended", "2025-04-04": "in-force"} == found


@given(st.lists(st.one_of(SAID, EFFECT), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_what_is_said_planned_proposed_or_reported_is_never_in_force(told):
    found = read_text(" ".join(told), "2025-07-18").events

    assert [] == [event for event in found if event.status == "in-force"]


@given(st.lists(st.one_of(SAID, LAW), min_size=1, max_size=7))
@settings(max_examples=150, deadline=None)
def test_beside_law_a_plan_stays_a_plan(told):
    text = " ".join(told)
    law = [sentence for sentence in told if sentence.endswith("immediate effect.")]

    for event in read_text(text, "2025-07-18").events:
        if event.status == "in-force":
            assert any(event.evidence.rstrip(".") in sentence for sentence in law), event


@given(
    st.lists(st.one_of(SAID, LAW, EFFECT), min_size=1, max_size=7),
    st.sampled_from((" ", "\n", "\n\n")),
)
@settings(max_examples=150, deadline=None)
def test_evidence_and_words_stand_in_the_text(told, gap):
    text = gap.join(told)

    for event in read_text(text, "2025-07-18").events:
        assert event.evidence
        assert event.evidence in text
        assert all(words in text for words in event.words.values())
        assert text[event.start : event.start + len(event.evidence)] == event.evidence


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text):
    for event in read_text(text, "2025-07-18").events:
        assert event.evidence in text


@pytest.mark.parametrize("day", ["2025-07-18", "2025-07"])
def test_an_assurance_is_an_announcement_and_no_grant(day):
    text = "Nvidia posted this week that the U.S. government has assured it that licenses will be granted for the H20 in China."
    [event] = read_text(text, day).events

    assert ("assure-license", "announced", "loosen") == (
        event.action,
        event.status,
        event.direction,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia officially secured approval: it will be receiving licenses to sell the H20 in China.",
        "The House passed the Chip Security Act on July 9; it takes effect at once if it becomes law.",
        "The draft rule would ban exports of the H20 to Malaysia with immediate effect, Bloomberg reported on Monday.",
        "President Trump said on Monday that a 100 percent tariff on chips is in effect from now on.",
        "Washington is said to have banned the H20 for China on Monday, effective immediately.",
        "Commerce is ready to ban the H20 on Monday, effective immediately, two officials said.",
        "The ministry denied on Monday that it has banned the H20 with immediate effect.",
        "On Tuesday Lutnick told senators that the H20 needs a license for China.",
        "On May 13 BIS published a rule on chips for China. The rule takes effect 120 days after it is printed.",
        "On Wednesday the commission approved a tariff for data centers in Ohio. It becomes effective once the "
        "utility files its pages.",
        "The Commerce Department moved against the H20 on Monday, and nothing more is known.",
        "Have American makers of chip design software been ordered to stop serving China?",
        "Did the Commerce Department ban exports of the H20 to China on Monday with immediate effect?",
        "Do the controls of April 4 on rare earths stay in force?",
    ],
)
def test_headlines_and_hedges_are_not_law(text):
    assert "in-force" not in {event.status for event in read_text(text, "2025-07-18").events}


HEARSAY = [
    line
    for line in (OWN.with_name("hearsay.txt")).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("before", ["", "The Commerce Department spoke of chips for China. "])
def test_hearsay_is_not_law_however_strong_its_words(before):
    for line in HEARSAY:
        found = read_text(before + line, "2026-03-12").events
        assert "in-force" not in {event.status for event in found}, line


@pytest.mark.parametrize(
    ("told", "action"),
    [
        ("Since September 2024 a Dutch license has been needed for every scanner of this class.", "require-license"),
        ("In a regulatory filing on Monday Nvidia revealed that it must now obtain a license for the H20.", "require-license"),
        ("Nvidia was informed by the U.S. government on February 10 that exports of the H20 require a license.", "require-license"),
        ("Commerce put Huawei on its Entity List on Monday, having concluded that it may help the army.", "list-entity"),
    ],
)  # fmt: skip
def test_a_standing_duty_and_a_deed_with_its_reason_are_law(told, action):
    found = [(event.action, event.status) for event in read_text(told, "2026-03-12").events]

    assert [(action, "in-force")] == found


SENTENCES = [
    (sentence, article["published"])
    for file in (OWN, MORE, INDEPENDENT, NEWER)
    for article in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\u201c])", article["text"])
    if len(sentence) > 30 and not re.search(r"[;\n]", sentence)
]
"""Every sentence of the labelled texts: real ways of telling an act, to take back."""


def lower(sentence):
    return sentence[0].lower() + sentence[1:]


@pytest.mark.parametrize(
    "taken_back",
    [
        lambda s: "According to people familiar with the matter, " + lower(s),
        lambda s: "It is unclear whether " + lower(s),
        lambda s: s.rstrip(".") + ", Bloomberg reported, citing unnamed officials.",
        lambda s: "If talks fail next month, " + lower(s),
        lambda s: "There were rumors that " + lower(s),
    ],
    ids=["sources", "unclear", "press", "condition", "rumor"],
)
def test_any_sentence_taken_back_is_not_in_force(taken_back):
    for sentence, day in SENTENCES:
        text = taken_back(sentence)
        for event in read_text(text, day).events:
            assert event.status != "in-force", text
            assert event.evidence in text


@pytest.fixture(scope="module")
def laws():
    """The sentences that are law as they stand."""
    return [
        (sentence, day)
        for sentence, day in SENTENCES
        if any(event.status == "in-force" for event in read_text(sentence, day).events)
    ]


@pytest.mark.parametrize(
    "taken_back",
    [
        lambda s: "By one account, " + lower(s),
        lambda s: "As the FT wrote, " + lower(s),
        lambda s: s.rstrip(".") + ", it is claimed.",
        lambda s: s.rstrip(".") + ", per Axios.",
        lambda s: "It is a myth that " + lower(s),
        lambda s: "Apparently " + lower(s),
        lambda s: "Under the plan, " + lower(s),
        lambda s: "In a world where " + lower(s).rstrip(".") + ", prices double.",
        lambda s: s.rstrip(".") + ", say those close to the talks.",
        lambda s: s + " That is what three people close to the ministry say.",
        lambda s: "Lawyers reckon that " + lower(s),
        lambda s: "Is it true that " + lower(s).rstrip(".") + "?",
    ],
)
def test_law_taken_back_is_no_law(laws, taken_back):
    assert len(laws) > 50
    for sentence, day in laws:
        text = taken_back(sentence)
        assert "in-force" not in {event.status for event in read_text(text, day).events}, text


@given(st.sampled_from(SENTENCES), st.data())
@settings(max_examples=150, deadline=None)
def test_a_torn_sentence_keeps_its_evidence_exact(told, data):
    sentence, day = told
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start, len(sentence)))
    text = sentence[:start] + data.draw(st.text(max_size=6)) + sentence[end:]

    for event in read_text(text, day).events:
        assert event.evidence in text


@pytest.mark.parametrize(
    "text",
    [
        "On July 14, 2025 BIS said it will publish a rule on the H20.",
        "The Commerce Department said on Monday that it will soon publish a rule on chips for China.",
        "The Commerce Department announced on Monday that it intends to rescind the AI Diffusion Rule.",
        "The bureau is going to issue an order on HBM, it said on Monday.",
    ],
)
def test_a_paper_that_is_still_to_come_is_not_published(text):
    assert not {"published", "in-force", "rescinded"} & {
        e.status for e in read_text(text, "2025-07-18").events
    }


def test_what_a_text_alone_calls_law_says_so():
    text = (
        "The ministry in Hanoi slammed the door on AI accelerators on Monday with immediate effect."
    )
    [event] = read_text(text, "2026-03-12").events

    assert ("announced", "in-force", "VN") == (event.status, event.claims, event.jurisdiction)
    assert "in-force" == event.as_dict()["claims"]
