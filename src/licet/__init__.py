"""May this AI chip ship? Answers with citation, proof and date.

::

    import licet

    d = licet.determine(item="H20", to="CN", exporter="nvidia", on="2025-04-20")
    d.verdict  # "license-required"
    d.as_dict()  # the whole answer as JSON
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from licet.catalog import Entry, catalog
    from licet.decision import Determination, determine
    from licet.errors import BadCase, BadInput, BadLaw, LicetError, UnknownItem
    from licet.model import Item, Party, Shipment
    from licet.orders.bulk import determine_frame

# What `import licet` offers, each loaded when first asked for, so that the import stays quick.
_HOMES = {
    "determine": "licet.decision",
    "determine_frame": "licet.orders.bulk",
    "Determination": "licet.decision",
    "catalog": "licet.catalog",
    "Entry": "licet.catalog",
    "Shipment": "licet.model",
    "Item": "licet.model",
    "Party": "licet.model",
    "LicetError": "licet.errors",
    "BadInput": "licet.errors",
    "BadCase": "licet.errors",
    "BadLaw": "licet.errors",
    "UnknownItem": "licet.errors",
}

__all__ = [
    "BadCase", "BadInput", "BadLaw", "Determination", "Entry", "Item", "LicetError", "Party",
    "Shipment", "UnknownItem", "__version__", "catalog", "determine", "determine_frame",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        message = f"module `licet` has no attribute `{name}`"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(home), name)
