"""Line and column of a value, as an editor counts them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.rules.locate import inside, nearest, positions

TEXT = """\
id = "p"  # a comment
 "quoted" = 'single'
list = [
  "a = b",
  "c",
]
valid = { from = 2024-01-01, until = 2024-02-01, note = 'n' }
long = \"\"\"
when = "not a key"
[[version]]
\"\"\"
short = '''one line'''

[[version]]
when = "one"
  [[version.unless]]
  when = 'two'
  [[version.unless]]
  when = "three"
[[version]]  # second
valid.from = 2024-01-01
  [version.effect]
  require = "RS"
  [[version.unless]]
  when = "four"
"""


@pytest.mark.parametrize(
    ("path", "starts"),
    [
        (("id",), 'p"  #'),
        (("quoted",), "single'"),
        (("valid", "until"), "2024-02-01, note"),
        (("valid", "note"), "n' }"),
        (("short",), "one line"),
        (("version", 0), "[[version]]\nwhen = \"one"),
        (("version", 0, "when"), 'one"'),
        (("version", 0, "unless", 0, "when"), "two'"),
        (("version", 0, "unless", 1, "when"), 'three"'),
        (("version", 1), "[[version]]  # second"),
        (("version", 1, "valid", "from"), "2024-01-01\n  [version"),
        (("version", 1, "effect", "require"), 'RS"'),
        (("version", 1, "unless", 0, "when"), 'four"'),
        (("version", 1, "unless", 0, "nothing"), "[[version.unless]]\n  when = \"four"),
    ],
)  # fmt: skip
def test_a_value_stands_where_its_first_letter_does(path, starts: str):
    tomllib.loads(TEXT)
    at = TEXT.index(starts)

    assert nearest(TEXT, path) == (TEXT.count("\n", 0, at) + 1, at - TEXT.rfind("\n", 0, at))


def test_strange_line_ends_inside_a_text_are_no_lines():
    text = 'a = "x\u2028y\x85z"\nb = 1\n'

    assert positions(text)[("b",)] == (2, 5)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('when = "a and @b"', "@"),
        ("when = 'a and @b'", "@"),
        (r'when = "\"war\" in uses and @b"', "@"),
        (r'when = "\u0061 and @b"', "@"),
        ('when = """\na and\nb and @c"""', "@"),
        ("when = '''\na and\nb and @c'''", "@"),
        ('when = """a and \\\n     b and @c"""', "@"),
    ],
)
def test_an_offset_is_counted_past_escapes_and_line_ends(text: str, wanted: str):
    value = tomllib.loads(text)["when"]
    line, column = nearest(text, ("when",))
    at = text.index(wanted)

    assert inside(text, line, column, value.index(wanted)) == (
        text.count("\n", 0, at) + 1,
        at - text.rfind("\n", 0, at),
    )


@given(st.text(st.sampled_from("[]{}\"'=.#, \nab\\"), max_size=80))
def test_any_text_has_positions(text: str):
    for line, column in positions(text).values():
        assert line >= 1
        assert column >= 1


def test_a_long_line_takes_no_time():
    assert positions("[" + " " * 200_000 + "\n" + "a" * 200_000 + "\n" + "x" + " ." * 100_000) == {}
