"""Results go where they can, are never half there, and never take the place of what is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import licet.orders
from licet.cli import main
from licet.errors import BadInput, LicetError
from licet.orders.bulk import determine_file
from licet.orders.generate import write_book
from licet.orders.targets import publish, ready

BOOK = "item,to,on\nH20,CN,2025-04-20\n"
DAYS = ("--before", "2025-04-08", "--after", "2025-04-20")
H20 = Path(licet.orders.__file__).parent / "scenarios" / "h20.toml"


def quiet(words: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(BOOK)
    return path


def test_a_book_is_not_written_over(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "link.csv"
    os.link(book, other)
    for out in (book, other, tmp_path / "." / "book.csv"):
        with pytest.raises(BadInput, match="is read, and would be written over"):
            determine_file(book, out, tell=quiet)

    assert BOOK == book.read_text()


@pytest.mark.parametrize("option", ["--hold", "--report"])
def test_a_turn_does_not_write_over_the_book(book: Path, option: str) -> None:
    assert 2 == main(["orders", "turn", str(book), *DAYS, option, str(book)])
    assert BOOK == book.read_text()


def test_an_exposure_does_not_write_over_what_it_reads(book: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(H20.read_text("utf-8"), "utf-8")
    for read in (book, scenario):
        command = ["orders", "exposure", str(book), "--scenario", str(scenario)]
        assert 2 == main([*command, "--report", str(read)])

    assert BOOK == book.read_text()
    assert H20.read_text("utf-8") == scenario.read_text("utf-8")


@pytest.mark.parametrize("name", ["folder.csv", "none/out.csv"])
def test_targets_that_can_not_be_are_refused_before_the_work(
    book: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.csv").mkdir()
    target = str(tmp_path / name)
    asked = [
        ["determine", str(book), "-o", target],
        ["turn", str(book), *DAYS, "--hold", target],
        ["turn", str(book), *DAYS, "--report", target],
        ["exposure", str(book), "--scenario", str(H20), "--report", target],
        ["generate", "-n", "3", "-o", target],
    ]

    assert [2] * len(asked) == [main(["orders", *command]) for command in asked]
    told = capsys.readouterr()
    assert "" == told.out
    assert len(asked) == len([line for line in told.err.splitlines() if "folder" in line])
    assert {"book.csv", "folder.csv"} == {path.name for path in tmp_path.iterdir()}


def test_a_file_that_fails_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "report.html"

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_bytes", fails)
        with pytest.raises(LicetError, match=r"report.html` could not be written: No space left"):
            publish(target, "text")

    assert [] == list(tmp_path.iterdir())
    publish(target, "text")
    assert ["report.html"] == [path.name for path in tmp_path.iterdir()]


def test_generated_book(tmp_path: Path) -> None:
    ready(tmp_path / "made.csv")
    write_book(tmp_path / "made.csv", 3, 1)

    assert ["made.csv"] == [path.name for path in tmp_path.iterdir()]


def test_folder_in_place_of_a_book(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        determine_file(tmp_path, tmp_path / "out.csv", tell=quiet)


def test_empty_file_in_place_of_parquet(tmp_path: Path) -> None:
    (tmp_path / "book.parquet").touch()
    with pytest.raises(BadInput, match="is empty"):
        determine_file(tmp_path / "book.parquet", tmp_path / "out.csv", tell=quiet)


def test_blank_lines_above_the_headings(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text(f"\n\n{BOOK}\n\nH20,CN\nH20,XX,2025-04-20\n")
    counts = determine_file(book, tmp_path / "out.csv", tell=quiet)
    rejects = (tmp_path / "out.csv.rejects.csv").read_text().splitlines()

    assert (3, 1, 2) == (counts.read, counts.decided, counts.rejected)
    assert ["2", "3"] == [line.split(",")[0] for line in rejects[1:]]
