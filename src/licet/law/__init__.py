"""The law itself, as data: one TOML file for each provision, its path the legal path.

Conditions are checked when they are loaded; see `licet.rules.load`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from licet.drafts import draft_of, drafts
from licet.errors import BadLaw
from licet.law.kept import Kept
from licet.rules.load import load
from licet.rules.provision import Law
from licet.vocabulary import vocabulary

ROOT = Path(__file__).parent

# The first day for which the law is encoded.
LAW_STARTS = date(2022, 8, 1)
# The last day to which official publications were read; later changes are not known.
LAW_READ_TO = date(2026, 10, 2)


@cache
def law() -> Law:
    """The embedded law.

    >>> "us/ear/774/3A090.a" in law().provisions
    True
    """
    kept = Kept()
    files = sorted(ROOT.rglob("*.toml"))
    found = load(files, vocabulary(), root=ROOT, decoder=kept.decode)
    kept.save()
    return found


def with_files(paths: Iterable[Path]) -> Law:
    """The embedded law and the user's own provisions.

    A name that is no file may be that of a shipped draft, such as ``ai-overwatch``; its file is
    then named ``draft:ai-overwatch`` in answers.

    Raises:
        licet.errors.BadLaw: A file is wrong; says where.
    """
    files, drafted = [], {}
    for path in paths:
        draft = None if path.is_file() else draft_of(path.as_posix())
        if draft is None and not path.exists() and not path.suffix:
            hint = f"a path, or one of {', '.join(known.name for known in drafts())}"
            raise BadLaw(f"no such law file or draft: `{path}`", hint=hint)
        files.append(path if draft is None else draft.path)
        if draft is not None:
            drafted[str(draft.path)] = f"draft:{draft.name}"
    found = load(files, vocabulary(), base=law())
    own = tuple((drafted.get(name, name), digest) for name, digest in found.own_files)
    return replace(found, own_files=own)
