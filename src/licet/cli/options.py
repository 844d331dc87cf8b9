"""Which option of a command line no command has: argparse would speak of what stands beside it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence


def unknown_option(top: argparse.ArgumentParser, given: Sequence[str]) -> str | None:
    """What is wrong with the first option that no parser under `top` has; None if all are known.

    >>> top = argparse.ArgumentParser()
    >>> _ = top.add_argument("--about")
    >>> unknown_option(top, ["--abuot", "H20"])
    'unknown option `--abuot`: did you mean `--about`?'
    """
    known = set(_options(top))
    for word in given:
        if word == "--":
            return None
        name = word.partition("=")[0]
        if not name.startswith("--") or any(option.startswith(name) for option in known):
            continue
        from difflib import get_close_matches

        near = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
        if not near:
            return f"unrecognized arguments: `{name}`; see --help"
        return f"unknown option `{name}`: did you mean `{near[0]}`?"
    return None


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The options of a parser and of those under it."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for under in action.choices.values():
                yield from _options(under)
