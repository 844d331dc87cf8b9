"""Where results go: refused before the work where they can't, never over what is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from licet.errors import BadInput, LicetError


def ready(target: Path, *sources: Path) -> None:
    """Refuse a file that can't be written, or that something is read from.

    Args:
        target: The file to be written.
        sources: The files that are read: the book, a scenario.

    Raises:
        BadInput: It is a folder, lies in no folder, or is one of the sources.
    """
    if target.is_dir():
        raise BadInput(f"`{target}` is a folder", hint="name a file in it")
    if not target.parent.is_dir():
        raise BadInput(f"no such folder: `{target.parent}`", hint="make it first")
    for source in sources:
        if target.exists() and source.exists() and target.samefile(source):
            raise BadInput(
                f"`{target}` is read, and would be written over", hint="give another name"
            )


@contextmanager
def put(target: Path) -> Iterator[Path]:
    """A file that appears under its name when it is complete, or not at all.

    Raises:
        LicetError: It can't be written.
    """
    scratch = target.with_name(f".{target.name}.part{target.suffix}")
    try:
        yield scratch
        scratch.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LicetError(f"`{target}` could not be written: {reason}") from error
    finally:
        scratch.unlink(missing_ok=True)


def publish(target: Path, content: str | bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        LicetError: It can't be written.
    """
    with put(target) as scratch:
        scratch.write_bytes(content.encode() if isinstance(content, str) else content)
