"""A folder for what is uploaded: made at the first upload, gone with its owner."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from functools import cached_property
from pathlib import Path


class Scratch:
    """A private folder that is removed when the object or the process ends.

    The library's `TemporaryDirectory` warns when the garbage collector is what removes it.
    Here that is how it is meant: an application has no other end than its last reference.

    >>> scratch = Scratch("licet-example-")
    >>> folder = scratch.path
    >>> folder.is_dir()
    True
    >>> del scratch
    >>> folder.exists()
    False
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    @cached_property
    def path(self) -> Path:
        """The folder, for its owner's eyes only."""
        folder = tempfile.mkdtemp(prefix=self._prefix)
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)
