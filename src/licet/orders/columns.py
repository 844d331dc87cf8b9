"""The columns of an order book: which of a file's headings means what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from licet.errors import BadInput
from licet.orders.roles import END_USER, PARTY_FACTS, PURCHASER, ROLES, column, stem

CANONICAL: Final = (
    "order_id", "line", "item", "quantity", "unit_price_usd", "on", "from", "to", "transaction",
    "exporter", "end_user",
    *(column(role, fact) for role in ROLES for fact in PARTY_FACTS), "end_use",
)  # fmt: skip
"""The columns that a determination reads."""
NAMES: Final = ("purchaser", "intermediate_consignee", "ultimate_consignee")
"""Columns that only name a party."""
EXTRA: Final = ("currency", "customer", *NAMES, "license_number")
"""Columns that reports make use of."""
OUTPUT: Final = (
    "licet_verdict", "licet_text", "licet_parameters", "licet_eccn", "licet_review_policy",
    "licet_provision", "licet_missing", "licet_ruleset",
)  # fmt: skip

# Headings as planning systems write them, without case, spaces and punctuation.
_ALIASES: Final[Mapping[str, str]] = {
    "order_id": "order, order no, order nr, order num, order number, order id, sales order, sales "
    "order no, sales order number, sales document, sales doc, so, so no, so number, document "
    "number, doc no, vbeln, po, po no, po number, ordered under, auftrag",
    "line": "line no, line nr, line num, line number, line id, order line, so line, position, pos, "
    "pos no, item no, line item, item position, posnr",
    "item": "sku, part, part number, part no, part nr, part num, pn, mpn, mfr part no, mfr part "
    "number, mfr part, mfg part no, mfg part number, manufacturer part number, manufacturer part "
    "no, material, material no, material number, product, product code, product no, product "
    "number, product id, product name, item code, item name, article, article no, article number, "
    "inventory item, chip, model, model number, matnr",
    "quantity": "qty, quantity ordered, qty ordered, order qty, order quantity, ordered quantity, "
    "ordered qty, open qty, open quantity, units, pieces, pcs, menge, kwmeng",
    "unit_price_usd": "unit price usd, price usd, usd price, net price usd, usd unit price",
    "on": "date, ship date, shipping date, shipment date, requested date, requested ship date, "
    "request date, req date, req ship date, req deliv date, req delivery date, req dlv dt, rdd, "
    "requested deliv date, requested delivery date, delivery date, deliv date, scheduled ship "
    "date, schedule ship date, sched ship date, sched ship dt, ship dt, estimated ship date, est ship "
    "date, expected ship date, etd, planned ship date, goods issue date, planned gi date, export date, "
    "wadat, edatu, vdatu",
    "from": "ship from, ship from country, ship from ctry, origin, origin country, country of "
    "departure, departure country, from country, shipping country, plant country, warehouse country",
    "to": "ship to, ship to country, ship to ctry, ship to cntry, ship to country code, shipto "
    "country, destination, dest, destination country, dest country, dest ctry, country of "
    "destination, to country, deliver to country, delivery country, ship to country region",
    "transaction": "transaction type, kind of transaction, movement",
    "exporter": "exporter of record, exporter name, usppi, seller, shipper, selling company, "
    "company",
    "end_user": "end user name, end user company, enduser, final customer",
    "end_use": "enduse, end uses, use, purpose, application",
    "currency": "curr, cur, ccy, crcy, currency code, curr code, waers, waerk",
    "customer": "customer name, buyer, sold to, sold to name, sold to party, bill to, account",
    "purchaser": "purchaser name",
    "intermediate_consignee": "intermediate consignee name, int consignee, freight forwarder, "
    "freight forwarder name, forwarder, forwarder name",
    "ultimate_consignee": "ultimate consignee name, ult consignee, consignee, consignee name",
    "license_number": "license, license no, lic, lic no, lic nr, lic number, licence, licence no, "
    "licence number, export license, export license no, export lic no",
}
# Who a heading speaks of, and what it says: `Sold-To HQ`, `Consignee Country`.
_WHO: Final[Mapping[str, str]] = {
    "end-user": "end user, enduser, final customer",
    "purchaser": "purchaser, sold to, sold to party, buyer, customer, bill to",
    "intermediate-consignee": "intermediate consignee, int consignee, interm consignee, "
    "intermediate, forwarder, freight forwarder",
    "ultimate-consignee": "ultimate consignee, ult consignee, consignee, final consignee",
}
_WHAT: Final[Mapping[str, str]] = {
    "country": "country, ctry, cntry, country code, location",
    "headquarters": "headquarters, hq, hq country, hq ctry, headquarters country, headquarter "
    "country",
    "ultimate_parent": "ultimate parent, ult parent, parent, ultimate parent country, ult parent "
    "country, ult parent ctry, parent country, parent ctry, ultimate parent hq, ult parent hq, "
    "parent hq, parent headquarters, ultimate parent headquarters, parent co country, parent "
    "company country",
    "lists": "lists, screening, screening lists, screening result, rps result, restricted party "
    "lists",
}
# A price in a currency of its own column; in US dollars where that column says so.
PRICES: Final = frozenset({"unitprice", "price", "netprice", "salesprice"})


def plain(heading: str) -> str:
    """A heading without case, spaces and punctuation.

    >>> plain("Ship-To (Country)")
    'shiptocountry'
    """
    return re.sub(r"[^a-z0-9]+", "", heading.casefold())


def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for role, words in _WHO.items():
        for fact, says in _WHAT.items():
            name = column(role, fact)
            heads = [f"{who} {what}" for who in words.split(", ") for what in says.split(", ")]
            # Unless it says of whom, a headquarters or parent is that of the end user.
            if role == END_USER and fact != "country":
                heads += says.split(", ")
            heads += [f"country of {who}" for who in words.split(", ") if fact == "country"]
            found |= {plain(head): name for head in (name, *heads)}
    for name, aliases in _ALIASES.items():
        found |= {plain(alias): name for alias in (name, *aliases.split(", "))}
    return found


_BY_NAME: Final[Mapping[str, str]] = _by_name()


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

    def name_of(self, role: str) -> str | None:
        """The heading of the names of a party; those of the purchaser may stand as customers."""
        found = self.names.get(stem(role))
        return self.names.get("customer") if found is None and role == PURCHASER else found


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
    _positions(heads, names)
    taken = set(names.values())
    for name in (*CANONICAL, *EXTRA):
        fits = [h for h in heads if h not in taken and _BY_NAME.get(plain(h)) == name]
        if name in names or not fits:
            continue
        fits = _best(name, fits)
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


def _positions(heads: list[str], names: dict[str, str]) -> None:
    """Take `Item` as the line where another column names the goods, as some systems mean it."""
    goods = [head for head in heads if _BY_NAME.get(plain(head)) == "item"]
    lines = [head for head in heads if _BY_NAME.get(plain(head)) == "line"]
    bare = [head for head in goods if plain(head) == "item"]
    if len(goods) == 2 and len(bare) == 1 and not lines and {"item", "line"}.isdisjoint(names):
        names["line"] = bare[0]


def _best(name: str, fits: list[str]) -> list[str]:
    """Of several headings of a place, the one that says so: `Ship-To Country`, not `Ship-To`."""
    if name not in {"to", "from"} or len(fits) == 1:
        return fits
    said = [head for head in fits if any(word in plain(head) for word in ("country", "ctry"))]
    return said if len(said) == 1 else fits


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
    for name in NAMES:
        if name in names and not any(f"{name}_{fact}" in names for fact in PARTY_FACTS):
            yield (
                f"column `{names[name]}` only names a party: without its country, headquarters, "
                "parent or lists it is not weighed"
            )
    for heading in heads:
        if plain(heading) in PRICES and heading != price and heading not in names.values():
            yield f"column `{heading}` has no currency, so the lines have no value"
    replaced = [heading for heading in heads if heading in OUTPUT]
    if replaced:
        yield f"columns of an earlier determination are replaced: {', '.join(replaced)}"
