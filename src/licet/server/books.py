"""Order books that were uploaded: kept in a folder of this process, decided one at a time.

Names from outside never become paths; what is kept is gone when the server ends.
"""

from __future__ import annotations

import json
import logging
import math
import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any

import licet
from licet.charts.stance import STANCES
from licet.errors import BadInput, LicetError
from licet.rules.provision import Law
from licet.server.scratch import Scratch
from licet.server.shelf import shown_name

if TYPE_CHECKING:
    from licet.orders.scenario import Scenario

LOG = logging.getLogger("licet")
KINDS = (".csv", ".parquet", ".arrow")
MOST = 8
_ID = re.compile(r"[A-Za-z0-9_-]{16,24}")
MAX_SCENARIO = 64_000


@dataclass
class Book:
    """An uploaded book and what became of it.

    `state` is ``new``, ``running``, ``done`` or ``failed``; `said` is what was told on the way.
    By stance, `turned` is the turn of policy and `exposed` what the scenario makes of the held
    lines; `unexposed` says why the scenario could not be worked out.
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
    turned: Mapping[str, Any] = field(default_factory=dict)
    holder: str = "local"
    wanted: Wanted | None = None
    scenario: str = ""
    exposed: Mapping[str, Any] = field(default_factory=dict)
    unexposed: str = ""

    @property
    def decided(self) -> Path:
        """Where the answers stand."""
        return self.path.with_name("decided.parquet")

    @property
    def rejects(self) -> Path:
        """Where the lines stand that could not be decided."""
        return self.path.with_name("decided.parquet.rejects.csv")

    @property
    def mapping(self) -> Path:
        """Where it stands which column is what."""
        return self.path.with_name("mapping.toml")


@dataclass(frozen=True)
class Wanted:
    """How a book is to be decided; `own` names the files in `law`, with their hashes."""

    names: Mapping[str, str]
    on: date | None = None
    known_on: date | None = None
    exporter: str = ""
    before: date | None = None
    after: date | None = None
    law: Law | None = None
    own: tuple[Mapping[str, str], ...] = ()


class Books:
    """The books of this process, for each holder the newest few."""

    def __init__(self) -> None:
        self._scratch = Scratch("licet-books-")
        self._books: OrderedDict[str, Book] = OrderedDict()
        self._one_at_a_time = Lock()

    def of(self, holder: str) -> list[Book]:
        """The books of a holder, the newest first."""
        return [book for book in reversed(list(self._books.values())) if book.holder == holder]

    def get(self, name: str, holder: str) -> Book | None:
        """The book of an id, for its holder alone."""
        book = self._books.get(name) if _ID.fullmatch(name) else None
        return book if book is not None and book.holder == holder else None

    def add(self, name: str, body: IO[bytes], holder: str = "local") -> Book:
        """Take in an upload.

        Args:
            name: What the sender calls it; shown, never used as a path.
            body: The file.
            holder: Whose book it is.

        Raises:
            BadInput: It is no order book that can be read.
        """
        plain = shown_name(name)
        kind = next((kind for kind in KINDS if plain.lower().endswith(kind)), None)
        if kind is None:
            raise BadInput(f"no order book: `{plain}`", hint=f"a file of {', '.join(KINDS)}")
        token = secrets.token_urlsafe(12)
        folder = self._scratch.path / token
        folder.mkdir(mode=0o700)
        path = folder / f"book{kind}"
        with path.open("wb") as file:
            while piece := body.read(1 << 20):
                file.write(piece)
        book = Book(token, plain, path, holder=holder)
        try:
            book.headings, book.guess = _columns(path, folder)
        except Exception:
            _forget(folder)
            raise
        self._books[token] = book
        for older in self.of(holder)[MOST:]:
            self.drop(older.id)
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
        book.names, book.wanted = wanted.names, wanted
        book.turned, book.exposed, book.unexposed = {}, {}, ""
        Thread(target=self._run, args=(book, wanted), daemon=True, name="licet-book").start()

    def expose(self, book: Book, text: str) -> None:
        """Work out in the background what a scenario makes of the held lines of a decided book.

        Raises:
            BadInput: The scenario can't be read, or the book has no dates.
        """
        if book.state != "done" or book.wanted is None:
            raise BadInput("the book is not decided yet")
        book.scenario = text
        if "on" not in book.names:
            raise BadInput("no column of dates", hint="a scenario goes by quarters; map the dates")
        scenario = scenario_of(text, book.path.parent)
        book.state, book.said = "running", [*book.said, "working out the scenario"]
        book.exposed, book.unexposed = {}, ""
        Thread(target=self._expose, args=(book, scenario, book.wanted), daemon=True,
               name="licet-exposure").start()  # fmt: skip

    def _expose(self, book: Book, scenario: Scenario, wanted: Wanted) -> None:
        from licet.orders.exposure import expose

        try:
            with self._one_at_a_time:
                book.exposed = {
                    stance: expose(
                        book.path,
                        scenario,
                        exporter=wanted.exporter or None,
                        mapping=book.mapping,
                        law=wanted.law,
                        tell=book.said.append,
                        stance=stance,
                    )
                    for stance in STANCES
                }
        except LicetError as error:
            book.unexposed = str(error).replace(str(book.path), book.name)
        except Exception as error:
            LOG.exception("a scenario was not worked out")
            book.unexposed = f"internal error: {type(error).__name__}"
        book.state = "done"

    def _run(self, book: Book, wanted: Wanted) -> None:
        from licet.orders.bulk import determine_file

        try:
            with self._one_at_a_time:
                mapping = book.mapping
                mapping.write_text(_toml(wanted.names), encoding="utf-8")
                book.counts = determine_file(
                    book.path,
                    book.decided,
                    on=wanted.on,
                    known_on=wanted.known_on,
                    exporter=wanted.exporter or None,
                    mapping=mapping,
                    law=wanted.law,
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
            LOG.exception("an order book was not decided")
            book.error = f"internal error: {type(error).__name__}"
            book.state = "failed"

    def _turn(self, book: Book, wanted: Wanted, mapping: Path) -> None:
        from licet.orders.turn import Moment, turn

        book.said.append("comparing the two days")
        book.turned = {
            stance: turn(
                book.path,
                Moment(wanted.before, wanted.known_on),
                Moment(wanted.after, wanted.known_on, wanted.law),
                exporter=wanted.exporter or None,
                mapping=mapping,
                tell=book.said.append,
                stance=stance,
            )
            for stance in STANCES
        }


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


def scenario_of(text: str, folder: Path) -> Scenario:
    """A scenario that was typed or uploaded.

    Raises:
        BadInput: It is too long, or no scenario; says what is wrong.
    """
    from licet.orders.scenario import read_scenario

    if len(text) > MAX_SCENARIO or any(line.count(".") > 500 for line in text.splitlines()):
        raise BadInput("the scenario is too long", hint=f"at most {MAX_SCENARIO:,} characters")
    path = folder / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    try:
        found = read_scenario(path)
    except BadInput as error:
        message = error.message.replace(f"`{path}`: ", "")
        raise BadInput(f"the scenario: {message}", hint=error.hint) from error
    except Exception as error:
        raise BadInput("the scenario can't be read", hint="a scenario in TOML") from error
    if not all(math.isfinite(s.inventory_usd + s.commitments_usd) for s in found.stocks):
        raise BadInput("the scenario: a stock without end", hint="US dollars, 0 or more")
    return found


def example() -> str:
    """The scenario that comes with licet, to start from."""
    return (Path(licet.__file__).parent / "orders" / "scenarios" / "h20.toml").read_text("utf-8")


def _toml(names: Mapping[str, str]) -> str:
    lines = [f"{name} = {json.dumps(heading)}" for name, heading in names.items()]
    return "\n".join(["[columns]", *lines, ""])


def _forget(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
