"""Order books that were uploaded: kept in a folder of this process, decided one at a time.

Names from outside never become paths; what is kept is gone when the server ends.
"""

from __future__ import annotations

import json
import re
import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock, Thread
from typing import IO, Any

from licet.errors import BadInput, LicetError

KINDS = (".csv", ".parquet", ".arrow")
MOST = 8
_ID = re.compile(r"[A-Za-z0-9_-]{16,24}")
_ODD = re.compile(r"[^\w .()\-]+")


@dataclass
class Book:
    """An uploaded book and what became of it.

    `state` is ``new``, ``running``, ``done`` or ``failed``; `said` is what was told on the way.
    """

    id: str
    name: str
    path: Path
    headings: tuple[str, ...] = ()
    guess: Mapping[str, str] = field(default_factory=dict)
    state: str = "new"
    said: list[str] = field(default_factory=list)
    error: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    counts: Any = None
    turned: Any = None

    @property
    def decided(self) -> Path:
        """Where the answers stand."""
        return self.path.with_name("decided.parquet")

    @property
    def rejects(self) -> Path:
        """Where the lines stand that could not be decided."""
        return self.path.with_name("decided.parquet.rejects.csv")


@dataclass(frozen=True)
class Wanted:
    """How a book is to be decided."""

    names: Mapping[str, str]
    on: date | None = None
    known_on: date | None = None
    exporter: str = ""
    before: date | None = None
    after: date | None = None


class Books:
    """The books of this process, the newest few."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="licet-books-")
        self._books: OrderedDict[str, Book] = OrderedDict()
        self._one_at_a_time = Lock()

    def __iter__(self) -> Iterator[Book]:
        return iter(reversed(list(self._books.values())))

    def get(self, name: str) -> Book | None:
        """The book of an id."""
        return self._books.get(name) if _ID.fullmatch(name) else None

    def add(self, name: str, body: IO[bytes]) -> Book:
        """Take in an upload.

        Args:
            name: What the sender calls it; shown, never used as a path.
            body: The file.

        Raises:
            BadInput: It is no order book that can be read.
        """
        plain = _ODD.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip()[:80] or "book"
        kind = next((kind for kind in KINDS if plain.lower().endswith(kind)), None)
        if kind is None:
            raise BadInput(f"no order book: `{plain}`", hint=f"a file of {', '.join(KINDS)}")
        token = secrets.token_urlsafe(12)
        folder = Path(self._folder.name) / token
        folder.mkdir(mode=0o700)
        path = folder / f"book{kind}"
        with path.open("wb") as file:
            while piece := body.read(1 << 20):
                file.write(piece)
        book = Book(token, plain, path)
        try:
            book.headings, book.guess = _columns(path, folder)
        except Exception:
            _forget(folder)
            raise
        self._books[token] = book
        while len(self._books) > MOST:
            self.drop(next(iter(self._books)))
        return book

    def drop(self, name: str) -> None:
        """Forget a book and its answers."""
        book = self._books.pop(name, None)
        if book is not None:
            _forget(book.path.parent)

    def start(self, book: Book, wanted: Wanted) -> None:
        """Decide a book in the background."""
        if book.state == "running":
            return
        book.state, book.error, book.said = "running", "", []
        book.names = wanted.names
        Thread(target=self._run, args=(book, wanted), daemon=True, name="licet-book").start()

    def _run(self, book: Book, wanted: Wanted) -> None:
        from licet.orders.bulk import determine_file

        try:
            with self._one_at_a_time:
                mapping = book.path.with_name("mapping.toml")
                mapping.write_text(_toml(wanted.names), encoding="utf-8")
                book.counts = determine_file(
                    book.path,
                    book.decided,
                    on=wanted.on,
                    known_on=wanted.known_on,
                    exporter=wanted.exporter or None,
                    mapping=mapping,
                    tell=book.said.append,
                )
                if wanted.before and wanted.after:
                    self._turn(book, wanted, mapping)
            book.state = "done"
        except LicetError as error:
            # Our own paths are of no use to the reader, and none of the reader's business.
            book.error = str(error).replace(str(book.path), book.name)
            book.state = "failed"
        except Exception as error:
            book.error = f"internal error: {type(error).__name__}"
            book.state = "failed"

    def _turn(self, book: Book, wanted: Wanted, mapping: Path) -> None:
        from licet.orders.turn import Moment, turn

        book.said.append("comparing the two days")
        book.turned = turn(
            book.path,
            Moment(wanted.before, wanted.known_on),
            Moment(wanted.after, wanted.known_on),
            exporter=wanted.exporter or None,
            mapping=mapping,
            tell=book.said.append,
        )


def _columns(path: Path, folder: Path) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The headings of a book, and what licet takes them for."""
    from licet.orders.bulk import connect
    from licet.orders.columns import find_columns
    from licet.orders.source import open_book

    connection = connect(folder)
    try:
        book = open_book(path, connection, folder, lambda words: None)
        headings = tuple(book.types)
    except LicetError as error:
        raise BadInput(str(error).replace(str(path), "the file")) from error
    except Exception as error:
        raise BadInput("the file can't be read as an order book") from error
    finally:
        connection.close()
    try:
        return headings, dict(find_columns(headings, None, dated=True).names)
    except BadInput:
        return headings, {}


def _toml(names: Mapping[str, str]) -> str:
    lines = [f"{name} = {json.dumps(heading)}" for name, heading in names.items()]
    return "\n".join(["[columns]", *lines, ""])


def _forget(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
