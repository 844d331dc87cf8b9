"""Chips and systems: published figures with sources, and the measures the rules ask about."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from licet.catalog.entry import Entry
from licet.catalog.figures import BITS, UNITS, Figure, Measure, measure_text
from licet.catalog.load import Catalog, catalog
from licet.catalog.lookup import find
from licet.catalog.readings import Reading
from licet.catalog.statements import Statement

if TYPE_CHECKING:
    from licet.catalog.parts import Part, PartTable, load_parts
    from licet.catalog.partstore import data_folder, entries_of_part, import_parts, imported_parts
    from licet.catalog.steps import Step, working, working_text

__all__ = [
    "BITS",
    "UNITS",
    "Catalog",
    "Entry",
    "Figure",
    "Measure",
    "Part",
    "PartTable",
    "Reading",
    "Statement",
    "Step",
    "catalog",
    "data_folder",
    "entries_of_part",
    "find",
    "import_parts",
    "imported_parts",
    "load_parts",
    "measure_text",
    "working",
    "working_text",
]

# Not needed for a determination, so imported when first asked for.
_LATER = {
    "Part": "parts",
    "PartTable": "parts",
    "load_parts": "parts",
    "data_folder": "partstore",
    "entries_of_part": "partstore",
    "import_parts": "partstore",
    "imported_parts": "partstore",
    "Step": "steps",
    "working": "steps",
    "working_text": "steps",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"licet.catalog.{_LATER[name]}"), name)


class _Package(ModuleType):
    """This package, callable: importing it puts it in place of the function `licet.catalog`."""

    def __call__(self) -> Catalog:
        return catalog()


sys.modules[__name__].__class__ = _Package
