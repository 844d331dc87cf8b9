"""Loading: every mistake is a `BadLaw` with file, line and column, and nothing else escapes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import licet.law
from licet.errors import BadLaw
from licet.law import with_files
from licet.rules.document import MAX_BYTES
from licet.rules.load import load
from licet.vocabulary import vocabulary
from smalllaw import WORDS, load_text

GOOD = """\
id = "own/p"
title = "a provision"
cite = "1 X 1"
effect = { define = "p" }

[[instrument]]
id = "made"
title = "an instrument"
cite = "1 X 1"
published = 2024-01-01

[[version]]
instrument = "made"
valid = { from = 2024-01-01 }
when = 'x >= 3 and place in {"CN"}'
says = "so"
confidence = "own"

  [[version.unless]]
  when = "a"
  says = "not so"
"""
LINES = GOOD.splitlines()


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def refusal(folder: Path, text: str, name: str = "own.toml") -> BadLaw:
    with pytest.raises(BadLaw) as caught:
        load_text(folder, text, name)
    assert str(folder / name) in str(caught.value)
    return caught.value


def test_the_good_file_loads(tmp_path: Path):
    law = load_text(tmp_path, GOOD)

    assert list(law.provisions) == ["own/p"]


@pytest.mark.parametrize(
    ("old", "new", "says", "where"),
    [
        ("x >= 3", "z >= 3", "unknown fact: `z`", "z >="),
        ("x >= 3", 'x >= "3"', "expected a fact or a number", '"3"'),
        ("x >= 3", "a >= 3", "unexpected `>=`", ">= 3"),
        ("x >= 3", "since >= 3", "expected a date", "3 and"),
        ('place in {"CN"}', "place >= 5", "expected `in`", ">= 5"),
        ('place in {"CN"}', "x < 2", "is never true", "x >= 3"),
        ('place in {"CN"}', 'finding("own/q")', "unknown provision: `own/q`", "finding("),
        ('place in {"CN"}', 'finding("own/p")', "circle of findings: own/p -> own/p", "finding("),
        ('cite = "1 X 1"\neffect', "effect", "missing: `cite`", 'id = "own/p"'),
        ('title = "a provision"', "", "missing: `title`", 'id = "own/p"'),
        ('instrument = "made"', 'instrument = "mode"', "unknown instrument: `mode`", 'mode"'),
        ('says = "so"', "", "missing: `says`", "[[version]]"),
        ('says = "so"', 'says = " "', "`says` must be a text", ' "\nconf'),
        ('says = "so"', "says = nan", "`says` must be a text", "nan"),
        ('says = "so"', "says = 5.92", "`says` must be a text", "5.92"),
        ('says = "so"', 'says = ["so"]', "`says` must be a text", '["so"]'),
        ('says = "so"', 'says = "so"\nsayz = "so"', "unknown key: `sayz`", 'so"\nconf'),
        ('says = "so"', 'says = "so"\nsays = "so"', "not valid TOML", 'says = "so"\nconf'),
        ('confidence = "own"', 'confidence = "sure"', "unknown confidence: `sure`", 'sure"'),
        ("{ from = 2024-01-01 }", "2024-01-01", "`valid` must be a table", "2024-01-01\nwhen"),
        ("{ from = 2024-01-01 }", '"2024"', "`valid` must be a table", '2024"\nwhen'),
        ("from = 2024-01-01", 'from = "2024-01-01"', "`from` must be a date", '2024-01-01"'),
        ("from = 2024-01-01", "from = 2024-01-01T00:00:00", "`from` must be a date", "2024-01-01T"),
        ("from = 2024-01-01", "from = 2024-02-30", "not valid TOML", "2024-02-30"),
        ("from = 2024-01-01", "from = 2024-01-01, until = 2024-01-01", "not after `from`",
         "2024-01-01 }"),
        ("[[version]]", "[version]", "`own/p` has no version", "[version]"),
        ("[[version]]", "[[versions]]", "unknown key: `versions`", "[[versions]]"),
        ("[[version.unless]]", "[version.unless]", "`unless` must be written",
         "[version.unless]"),
        ("[[version.unless]]", "[[version.unles]]", "unknown key: `unles`", "[[version.unles]]"),
        ('when = "a"', 'when = "a"\n  wen = "b"', "unknown key: `wen`", 'b"'),
        ('when = "a"', "when = true", "`when` must be a text", "true"),
        ('when = "a"', 'when = "a and not a"', "is never true", "a and not a"),
        ("published = 2024-01-01", "published = nan", "`published` must be a date", "nan"),
        ("published = 2024-01-01", "", "missing: `published`", "[[instrument]]"),
        ("published = 2024-01-01", "published = 2024-01-01\nlater = [{ on = 2024-01-01 }]",
         "missing: `says`", "[{ on"),
        ("published = 2024-01-01", 'published = 2024-01-01\nlater = [{ on = "x", says = "y" }]',
         "`on` must be a date", "[{ on"),
        ("[[instrument]]", "[instrument]", "`instrument` must be written", "[instrument]"),
        ('says = "so"', 'says = "so"\noverrides = ["other"]', "overrides an unknown instrument",
         '["other"]'),
        ('says = "so"', 'says = "so"\noverrides = ["made"]', "overrides itself", '["made"]'),
        ('says = "so"', 'says = "so"\noverrides = "made"', "must be a list of texts", 'made"\nconf'),
        ('says = "so"', 'says = "so"\nlayer = "words"', "unknown layer: `words`", 'words"'),
        ('says = "so"', 'says = "so"\ncompliance = 1', "`compliance` must be a date", "1\nconf"),
        ('says = "so"', 'says = "so"\naddressee = ""', "`addressee` must be a text", '"\nconf'),
        ('says = "so"', 'says = "so"\neffect = 3', "`effect` must be a table", "3\nconf"),
        ('says = "so"', 'says = "so"\nscope = "ic"', "unknown key: `scope`", 'ic"'),
        ('cite = "1 X 1"\neffect', 'cite = "1 X 1"\nscope = "chip"\neffect',
         "unknown scope: `chip`", 'chip"'),
        ('cite = "1 X 1"\neffect', 'cite = "1 X 1"\nscope = 3\neffect', "`scope` must be a text",
         "3\neffect"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, says: str, where: str
):
    text = changed(old, new)

    error = refusal(tmp_path, text)

    assert says in error.message
    assert error.line == line_of(text, where)
    start = text.rfind("\n", 0, text.index(where)) + 1
    if "missing" not in says and "TOML" not in says and "circle" not in says:
        assert error.column == text.index(where) - start + 1


EFFECTS = [
    ('{ requires = "RS" }', "unknown key: `requires`"),
    ("{ require = 5 }", "`require` must be a text"),
    ("{}", "no effect"),
    ("{ order = 3 }", "no effect"),
    ('{ review = "quickly" }', "`quickly` is no `review`"),
    ('{ exception = "NAC", overcomes = "RS" }', "must be a list of texts"),
    ('{ require = "RS", overcomes = ["RS"] }', "`overcomes` goes with exception"),
    ('{ eccn = "4A090", order = "first" }', "must be a whole number"),
    ("{ jurisdiction = false }", "`jurisdiction` must be true"),
    ('{ oblige = "eei", with = ["sometimes"] }', "`sometimes` is no `with`"),
    ("{ parameters = 2024-01-01 }", "`parameters` must be a text"),
]


@pytest.mark.parametrize(("effect", "says"), EFFECTS)
def test_an_effect_that_would_do_nothing_is_refused(tmp_path: Path, effect: str, says: str):
    path = tmp_path / "own.toml"
    path.write_text(
        changed('{ define = "p" }', effect).replace('x >= 3 and place in {"CN"}', "us_origin")
        .replace('when = "a"', 'when = "purchase_order"'),
        encoding="utf-8",
    )  # fmt: skip

    with pytest.raises(BadLaw) as caught:
        with_files([path])

    assert says in caught.value.message
    assert caught.value.line


def test_a_letter_reaches_its_addressee_however_it_is_written(tmp_path: Path):
    import licet

    path = tmp_path / "own.toml"
    text = changed('{ define = "p" }', '{ require = "letter" }')
    text = text.replace('x >= 3 and place in {"CN"}', 'to in {"FR"}')
    text = text.replace('says = "so"', 'says = "so"\naddressee = "ACME Corp."')
    path.write_text(text.replace('when = "a"', 'when = "purchase_order"'), encoding="utf-8")
    law = with_files([path])
    case = {"item": "L4", "to": "FR", "on": "2025-06-01", "facts": {"purchase_order": False}}

    found = [
        licet.determine({**case, "exporter": who}, law=law).verdict for who in ("acme", "other")
    ]

    assert found == ["license-required", "no-license-required"]


def test_versions_may_not_start_together(tmp_path: Path):
    version = GOOD[GOOD.index("[[version]]") :]

    error = refusal(tmp_path, GOOD + version)

    assert "versions 1 and 2 overlap" in error.message
    assert error.line == line_of(GOOD + version, "[[version]]") + version.count("\n") + 2


def test_letters_to_two_addressees_are_two_provisions(tmp_path: Path):
    version = GOOD[GOOD.index("[[version]]") :].replace("2024-01-01", "2024-02-01")
    letter = version.replace('says = "so"', 'says = "so"\naddressee = "acme"')

    assert "different addressees" in refusal(tmp_path, GOOD + letter).message


def test_one_id_twice(tmp_path: Path):
    body = GOOD[: GOOD.index("[[instrument]]")] + GOOD[GOOD.index("[[version]]") :]
    table = "[[provision]]\n" + body.replace("[[version", "[[provision.version")
    made = GOOD[GOOD.index("[[instrument]]") : GOOD.index("[[version]]")]

    error = refusal(tmp_path, made + table + table)

    assert "`own/p` is already a provision" in error.message
    assert error.line == line_of(made + table + table, 'id = "own/p"') + table.count("\n")


def test_one_instrument_twice(tmp_path: Path):
    made = GOOD[GOOD.index("[[instrument]]") : GOOD.index("[[version]]")]

    assert "`made` is defined twice" in refusal(tmp_path, GOOD.replace(made, made + made)).message


def test_own_law_may_not_replace_the_law(tmp_path: Path):
    known = next(iter(licet.law.law().provisions))
    path = tmp_path / "own.toml"
    text = changed('id = "own/p"', f'id = "{known}"').replace(
        'x >= 3 and place in {"CN"}', "deemed"
    )
    path.write_text(text.replace('when = "a"', 'when = "deemed"'), encoding="utf-8")

    with pytest.raises(BadLaw, match="is already a provision of the law"):
        with_files([path])


def chain(count: int, *, circle: bool = False) -> str:
    made = GOOD[GOOD.index("[[instrument]]") : GOOD.index("[[version]]")]
    version = (
        '[[provision.version]]\ninstrument = "made"\nvalid = {{ from = 2024-01-01 }}\n'
        'when = \'{}\'\nsays = "so"\nconfidence = "own"\n'
    )
    text = made
    for n in range(count):
        after = (n + 1) % count if circle else n + 1
        when = f'finding("p{after}")' if circle or after < count else "a"
        text += f'[[provision]]\nid = "p{n}"\ntitle = "t"\ncite = "c"\n' + version.format(when)
    return text


def test_a_circle_of_findings(tmp_path: Path):
    error = refusal(tmp_path, chain(3, circle=True))

    assert "a circle of findings: p0 -> p1 -> p2 -> p0" in error.message
    assert error.line > 1


def test_findings_too_deep(tmp_path: Path):
    assert "findings more than" in refusal(tmp_path, chain(1_500)).message


@pytest.mark.parametrize("backwards", [False, True])
def test_findings_too_deep_in_any_order(tmp_path: Path, backwards: bool):
    made, *tables = chain(60).split("[[provision]]\n")
    tables = tables[::-1] if backwards else tables
    text = made + "".join(f"[[provision]]\n{table}" for table in tables)

    assert "findings more than" in refusal(tmp_path, text).message


def test_a_finding_in_a_reading_is_checked(tmp_path: Path):
    more = '  [[version.reading]]\n  id = "r"\n  when = \'finding("own/none")\'\n  says = "or"\n'

    assert "unknown provision: `own/none`" in refusal(tmp_path, GOOD + more).message


def test_a_reading_twice(tmp_path: Path):
    more = '  [[version.reading]]\n  id = "r"\n  when = "b"\n  says = "or"\n'

    assert "reading `r` stands twice" in refusal(tmp_path, GOOD + more + more).message


def test_a_checklist_item_does_not_lapse(tmp_path: Path):
    more = '  [[version.condition]]\n  when = "b"\n  says = "or"\n  until = 2025-01-01\n'

    assert "unknown key: `until`" in refusal(tmp_path, GOOD + more).message


def test_all_of_no_members_is_reachable(tmp_path: Path):
    load_text(tmp_path, changed('x >= 3 and place in {"CN"}', "all(ics: power > 3 and power < 2)"))


def test_the_negations_of_an_undefined_number_are_reachable(tmp_path: Path):
    text = changed(
        'x >= 3 and place in {"CN"}', "any(ics: not (density < 3) and not (density >= 3))"
    )

    load_text(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("x = " + "[" * 5_000, "not valid TOML: nested too deep", 1),
        ("y = 1\nx = " + "9" * 5_000, "not valid TOML: a number too long", 2),
        ("a = 1\n" * 2 + "b = \0", "not valid TOML", 2),
        ("a = 1\rb = 2", "not valid TOML", 1),
        ("id = 5\n", "`id` must be a text", 1),
        ("provision = 5\n", "`provision` must be written", 1),
        ("provision = [5]\n", "must be a table", 1),
        ("instrument = [5]\n", "must be a table", 1),
        ("[[provision]]\n", "missing: `id`", 1),
        ("[other]\n", "unknown key: `other`", 1),
        ("nonsense", "not valid TOML", 1),
    ],
)  # fmt: skip
def test_no_law_at_all(tmp_path: Path, text: str, says: str, line: int):
    error = refusal(tmp_path, text)

    assert says in error.message
    assert error.line == line
    assert error.column >= 1


def test_bytes_that_are_no_text(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_bytes(b'id = "a"\ntitle = "\xff"\n')

    with pytest.raises(BadLaw, match="not UTF-8 text") as caught:
        load([path], WORDS)

    assert (caught.value.line, caught.value.column) == (2, 10)


def test_a_file_too_large(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"#" * 10_000_000)

    with pytest.raises(BadLaw, match=f"more than {MAX_BYTES:,} bytes"):
        load([path], WORDS)


@pytest.mark.parametrize("name", ["none.toml", ".", "nul\0.toml"])
def test_no_file(tmp_path: Path, name: str):
    with pytest.raises(BadLaw, match="can't read it"):
        load([tmp_path / name], WORDS)


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path):
    same = load_text(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n"))
    error = refusal(tmp_path, changed("x >= 3", "z >= 3").replace("\n", "\r\n"))

    assert same.provisions["own/p"] == load_text(tmp_path, GOOD).provisions["own/p"]
    assert (error.line, error.column) == (15, 9)


# Nothing but BadLaw comes out, whatever becomes of a file.


def bad_law(call: Callable[[], object]) -> BadLaw | None:
    """The refusal, or None where the file loads; anything else escapes."""
    try:
        call()
    except BadLaw as error:
        return error
    return None


SAMPLES = sorted(licet.law.ROOT.rglob("*.toml"))
SMALL_FILES = [
    path for path in SAMPLES if path.stat().st_size < 3_000 and "instruments" not in str(path)
]
VALUES = ["nan", "inf", "-1", "[]", "{}", '""', '"x"', "true", "2024-01-01", "[[1]]", "{ a = 1 }",
          "1e400", "'''", '"""', "2024-13-01", "9" * 50, "[{}]", "\0"]  # fmt: skip


def mutated(text: str, seed: int) -> str:
    """The text with a few random changes."""
    chance = random.Random(seed)
    lines = text.splitlines()
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                lines.pop(at)
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = re.sub(r"=.*", lambda _: f"= {chance.choice(VALUES)}", lines[at])
            case 3 if lines[at]:
                where = chance.randrange(len(lines[at]))
                letter = chance.choice("[]{}\"'=.,#\\\0é()<>&|-")
                lines[at] = lines[at][:where] + letter + lines[at][where + chance.randint(0, 1) :]
            case 4:
                words = re.findall(r"[\w.:\"]+|[<>=()]+", lines[at])
                if words:
                    lines[at] = lines[at].replace(chance.choice(words), chance.choice(words), 1)
            case 5:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case _:
                lines[at] = lines[at].replace("[[", "[").replace("]]", "]")
        if not lines:
            return ""
    return "\n".join(lines)


@settings(max_examples=300)
@given(st.sampled_from(SMALL_FILES), st.integers(0, 2**32))
def test_a_mutated_provision_loads_or_is_bad_law(tmp_path_factory, path: Path, seed: int):
    base = licet.law.law()
    alone = type(base)(
        {k: v for k, v in base.provisions.items() if v.file != path.relative_to(licet.law.ROOT).as_posix()},
        base.instruments,
        base.digest,
    )  # fmt: skip
    target = tmp_path_factory.getbasetemp() / "mutant.toml"
    target.write_text(mutated(path.read_text(encoding="utf-8"), seed), encoding="utf-8", newline="")

    error = bad_law(lambda: load([target], vocabulary(), base=alone))

    # What another file refers to may be gone: then the place is the start of that file.
    assert error is None or (error.file and error.line >= 1 and error.column >= 1)


@given(st.binary(max_size=200))
def test_any_bytes_load_or_are_bad_law(tmp_path_factory, data: bytes):
    target = tmp_path_factory.getbasetemp() / "bytes.toml"
    target.write_bytes(data)

    error = bad_law(lambda: load([target], WORDS))

    assert error is None or error.line >= 1
