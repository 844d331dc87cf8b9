"""The columns of an order book: which of a file's headings means what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from licet.errors import BadInput

CANONICAL: Final = (
    "order_id", "line", "item", "quantity", "unit_price_usd", "on", "from", "to", "transaction",
    "exporter", "end_user", "end_user_country", "end_user_headquarters",
    "end_user_ultimate_parent", "end_user_lists", "end_use",
)  # fmt: skip
"""The columns that a determination reads."""
EXTRA: Final = ("currency", "customer", "license_number")
"""Columns that reports make use of."""
OUTPUT: Final = (
    "licet_verdict", "licet_text", "licet_parameters", "licet_eccn", "licet_review_policy",
    "licet_provision", "licet_missing", "licet_ruleset",
)  # fmt: skip

# Headings as planning systems write them, without case, spaces and punctuation.
_ALIASES: Final[Mapping[str, str]] = {
    "order_id": "order, order no, order number, sales order, sales document, so, so number, "
    "document number, vbeln, po, po number",
    "line": "line no, line number, order line, position, pos, item no, item number, line item, posnr",
    "item": "sku, part, part number, part no, pn, mpn, material, material number, product, product "
    "code, article, article number, chip, model, matnr",
    "quantity": "qty, order qty, order quantity, ordered quantity, units, pieces, pcs, menge",
    "unit_price_usd": "unit price usd, price usd, usd price, unit price (usd)",
    "on": "date, ship date, shipping date, requested date, requested ship date, request date, "
    "delivery date, requested delivery date, goods issue date, export date",
    "from": "ship from, ship from country, origin, origin country, country of departure, from "
    "country, shipping country",
    "to": "ship to, ship to country, destination, destination country, country of destination, to "
    "country, deliver to country",
    "transaction": "transaction type, kind of transaction, movement",
    "exporter": "exporter of record, usppi, seller, shipper, selling company, company",
    "end_user": "end user name, enduser, final customer",
    "end_user_country": "enduser country, end user location, country of end user",
    "end_user_headquarters": "headquarters, hq, hq country, end user hq, headquarters country, "
    "end user headquarters country",
    "end_user_ultimate_parent": "ultimate parent, parent, parent country, ultimate parent country, "
    "end user parent, ultimate parent hq, parent headquarters",
    "end_user_lists": "lists, screening lists, screening, restricted party lists",
    "end_use": "enduse, end uses, use, purpose, application",
    "currency": "curr, cur, currency code, waers",
    "customer": "customer name, purchaser, buyer, sold to, bill to, account",
    "license_number": "license, license no, licence, licence number, export license",
}
# A price in a currency of its own column; in US dollars where that column says so.
PRICES: Final = frozenset({"unitprice", "price", "netprice", "salesprice"})
# Parties besides the end user whose facts no column of the book can carry yet.
_OTHERS: Final = frozenset(
    {"consignee", "intermediateconsignee", "ultimateconsignee", "intermediateconsigneename",
     "ultimateconsigneename", "purchaser", "consignees"}
)  # fmt: skip


def plain(heading: str) -> str:
    """A heading without case, spaces and punctuation.

    >>> plain("Ship-To (Country)")
    'shiptocountry'
    """
    return re.sub(r"[^a-z0-9]+", "", heading.casefold())


_BY_NAME: Final[Mapping[str, str]] = {
    plain(alias): name
    for name, aliases in _ALIASES.items()
    for alias in (name, *aliases.split(", "))
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each known column is called in the file.

    `price` is a price column in a currency that another column names.
    """

    names: Mapping[str, str]
    notes: tuple[str, ...] = ()
    price: str | None = None

    def get(self, name: str) -> str | None:
        """The heading of a column; None where the file has none."""
        return self.names.get(name)


def read_mapping(path: Path) -> dict[str, str]:
    """A mapping file: under ``[columns]``, canonical name = heading in the file.

    Raises:
        BadInput: It is not TOML, or names a column that licet does not know.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise BadInput(f"no such file: `{path}`", hint="a TOML file with [columns]") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"`{path}`: not TOML: {error}") from error
    found = table.get("columns")
    if not isinstance(found, dict) or set(table) - {"columns"}:
        raise BadInput(f"`{path}`: no table [columns] alone", hint='[columns]\nitem = "Material"')
    for name, heading in found.items():
        if name not in (*CANONICAL, *EXTRA):
            allowed = ", ".join((*CANONICAL, *EXTRA))
            raise BadInput(f"`{path}`: unknown column `{name}`", hint=f"one of {allowed}")
        if not isinstance(heading, str):
            raise BadInput(f"`{path}`: `{name}` is not a text", hint="the heading in the file")
    return found


def find_columns(
    headings: Iterable[str], mapping: Mapping[str, str] | None = None, *, dated: bool = False
) -> Columns:
    """Which heading is which column; an exact name wins over an alias.

    Args:
        headings: The headings of the file.
        mapping: Canonical name to heading, from a mapping file.
        dated: Whether a date is given for all lines, so that no column of dates is needed.

    Raises:
        BadInput: A heading stands twice, two headings mean the same, or one that is needed lacks.

    >>> find_columns(["SKU", "Ship-To", "Requested date"]).names
    {'item': 'SKU', 'on': 'Requested date', 'to': 'Ship-To'}
    """
    heads = list(headings)
    check_headings(heads)
    mapping = mapping or {}
    names: dict[str, str] = {}
    for name, heading in mapping.items():
        if heading not in heads:
            raise BadInput(f"no column `{heading}`", hint=f"the mapping names it for `{name}`")
        names[name] = heading
    taken = set(names.values())
    for heading in heads:
        if heading in (*CANONICAL, *EXTRA) and heading not in taken:
            names.setdefault(heading, heading)
    taken = set(names.values())
    for name in (*CANONICAL, *EXTRA):
        fits = [h for h in heads if h not in taken and _BY_NAME.get(plain(h)) == name]
        if name in names or not fits:
            continue
        if len(fits) > 1:
            listed = ", ".join(f"`{heading}`" for heading in fits)
            raise BadInput(
                f"several columns may be `{name}`: {listed}",
                hint=f'say which in a mapping file: [columns] {name} = "{fits[0]}"',
            )
        names[name] = fits[0]
    needed = ("item", "to") if dated else ("item", "to", "on")
    for name in needed:
        if name not in names:
            also = " or --on DATE" if name == "on" else ""
            shown = ", ".join(f"`{heading}`" for heading in heads[:12])
            raise BadInput(
                f"no column `{name}` among {shown}",
                hint=f"name it `{name}`, give a mapping file with --mapping{also}",
            )
    price = None
    if "unit_price_usd" not in names and "currency" in names:
        price = next((h for h in heads if plain(h) in PRICES and h not in names.values()), None)
    return Columns(names, tuple(_notes(heads, names, price)), price)


def check_headings(heads: Iterable[str]) -> None:
    """Refuse headings that are empty or stand twice.

    Raises:
        BadInput: Says which.
    """
    seen: dict[str, str] = {}
    for heading in heads:
        key = heading.strip().casefold()
        if not key:
            raise BadInput("a column without a heading", hint="give every column a heading")
        if key in seen:
            raise BadInput(
                f"two columns are called `{heading}`", hint="give every column its own heading"
            )
        seen[key] = heading


def _notes(heads: list[str], names: Mapping[str, str], price: str | None) -> Iterable[str]:
    for name, heading in names.items():
        if name != heading and name in CANONICAL:
            yield f"column `{heading}` is taken as `{name}`"
    for heading in heads:
        if plain(heading) in _OTHERS:
            yield (
                f"column `{heading}` is kept but not weighed: only the end user's country, "
                "headquarters, parent and lists count"
            )
        if plain(heading) in PRICES and heading != price and heading not in names.values():
            yield f"column `{heading}` has no currency, so the lines have no value"
    replaced = [heading for heading in heads if heading in OUTPUT]
    if replaced:
        yield f"columns of an earlier determination are replaced: {', '.join(replaced)}"
