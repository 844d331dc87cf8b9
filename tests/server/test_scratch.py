from __future__ import annotations

import gc
import warnings

from licet.server.books import Books
from licet.server.shelf import Shelf
from serverside import LETTER, client_of


def test_uploads_leave_the_disk_with_the_application_and_nothing_is_warned_of():
    books, shelf = Books(), Shelf()
    with (books._scratch.path / "book").open("wb") as file:
        file.write(b"a customer's orders")
    shelf.add("local", "letter.toml", LETTER.encode())
    folders = books._scratch.path, shelf._scratch.path
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in folders)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        del books, shelf
        gc.collect()
    assert not any(folder.exists() for folder in folders)


def test_an_application_without_uploads_makes_no_folder(answers, monkeypatch):
    def refuse(**_):
        raise AssertionError("no folder is needed yet")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert client_of(answers).get("/").status_code < 500
