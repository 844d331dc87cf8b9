"""Law files that were uploaded: kept for their holder in a folder of this process, by their hash.

A letter is confidential, so it is seen by nobody but who brought it, and it is gone when the
server ends. Names from outside are shown and never become paths. Loading runs no code.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from licet.drafts import draft_of, drafts
from licet.errors import BadInput
from licet.law import law
from licet.rules.document import MAX_BYTES, File, decode
from licet.rules.load import load
from licet.rules.provision import Law
from licet.server.scratch import Scratch
from licet.vocabulary import vocabulary

MOST = 16
TOGETHER = 4
SHORT = 20
# A key of very many parts takes the reader of TOML the square of its length.
MAX_DOTS = 500
_ODD = re.compile(r"[^\w .()\-]+")
_KEY = re.compile(rf"sha256:[0-9a-f]{{{SHORT}}}")


@dataclass(frozen=True, slots=True)
class LawFile:
    """A law file on the shelf, or a shipped draft.

    Attributes:
        key: What an address carries: ``sha256:…`` of the file, or the name of a draft.
        name: What the sender calls it; shown, never used as a path.
        title: What is in it, for people.
        path: Where it lies.
    """

    key: str
    name: str
    title: str
    path: Path

    @property
    def own(self) -> bool:
        """Whether it was uploaded."""
        return self.key.startswith("sha256:")


class Shelf:
    """The law files of this process, for each holder the newest few."""

    def __init__(self) -> None:
        self._scratch = Scratch("licet-law-")
        self._files: dict[str, OrderedDict[str, LawFile]] = {}
        self._lock = Lock()

    def of(self, holder: str) -> tuple[LawFile, ...]:
        """The files of a holder, the newest first."""
        with self._lock:
            return tuple(reversed(self._files.get(holder, OrderedDict()).values()))

    def add(self, holder: str, name: str, data: bytes) -> LawFile:
        """Take in a law file, after it was loaded as a check.

        Args:
            holder: Whose it is.
            name: What the sender calls it.
            data: The file.

        Raises:
            BadInput: It is too large, empty, or no law file; says where it is wrong.
        """
        plain = shown_name(name)
        if len(data) > MAX_BYTES:
            raise BadInput(f"`{plain}` has more than {MAX_BYTES:,} bytes", hint="split it")
        if not data.strip():
            raise BadInput(f"`{plain}` is empty", hint="a law file in TOML")
        if any(line.count(b".") > MAX_DOTS for line in data.splitlines()):
            raise BadInput(f"`{plain}`: a line with more than {MAX_DOTS} points")
        digest = hashlib.sha256(data).hexdigest()
        path = self._scratch.path / f"{digest}.toml"
        key = f"sha256:{digest[:SHORT]}"
        path.write_bytes(data)
        try:
            read = loaded([LawFile(key, plain, "", path)])
        except BadInput:
            self._tidy(path)
            raise
        except (RecursionError, MemoryError) as error:
            self._tidy(path)
            raise BadInput(f"`{plain}` is nested too deep") from error
        base = law().provisions.keys()
        titles = [p.title for name, p in read.provisions.items() if name not in base]
        more = f" and {len(titles) - 2} more" if len(titles) > 2 else ""
        found = LawFile(key, plain, "; ".join(titles[:2]) + more, path)
        with self._lock:
            files = self._files.setdefault(holder, OrderedDict())
            files[key] = found
            files.move_to_end(key)
            while len(files) > MOST:
                files.popitem(last=False)
        return found

    def drop(self, holder: str, key: str) -> None:
        """Forget a file of a holder."""
        with self._lock:
            found = self._files.get(holder, OrderedDict()).pop(key, None)
        if found is not None:
            self._tidy(found.path)

    def find(self, holder: str, keys: str) -> tuple[LawFile, ...]:
        """The files that an address names, joined with commas; empty for the law as it is.

        Raises:
            BadInput: One is not loaded here, or there are too many.
        """
        named = list(dict.fromkeys(key.strip() for key in keys.split(",") if key.strip()))
        if len(named) > TOGETHER:
            raise BadInput(f"{len(named)} law files at once", hint=f"at most {TOGETHER}")
        with self._lock:
            here = dict(self._files.get(holder, {}))
        return tuple(here[key] if key in here else _draft(key) for key in named)

    def _tidy(self, path: Path) -> None:
        """Let go of a file that nobody holds."""
        with self._lock:
            held = {file.path for files in self._files.values() for file in files.values()}
        if path not in held:
            path.unlink(missing_ok=True)


def _draft(key: str) -> LawFile:
    if _KEY.fullmatch(key):
        raise BadInput(
            f"the law file with the hash `{key}` is not loaded here",
            hint="an address carries only the hash of a law file; add the file under Law, on this "
            "machine, and open the address again",
        )
    draft = draft_of(key)
    if draft is None:
        known = ", ".join(each.name for each in drafts())
        raise BadInput(f"no such law file or draft: `{key[:60]}`", hint=f"sha256:… or {known}")
    return LawFile(draft.name, f"draft:{draft.name}", draft.title, draft.path)


def loaded(files: Sequence[LawFile]) -> Law:
    """The embedded law with some files added; told by the names their senders gave them.

    Raises:
        licet.errors.BadLaw: A file is wrong; says where.
    """
    names = {str(file.path): file.name for file in files}

    def named(data: bytes, path: str) -> tuple[File, dict[str, object]]:
        return decode(data, names.get(path, path))

    found = load([file.path for file in files], vocabulary(), base=law(), decoder=named)
    own = tuple((names.get(path, path), digest) for path, digest in found.own_files)
    return replace(found, own_files=own)


def shown_name(name: str) -> str:
    """A name from outside as it is shown.

    >>> shown_name("../../etc/<b>passwd.toml")
    '_b_passwd.toml'
    """
    return _ODD.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip()[:80] or "law file"
