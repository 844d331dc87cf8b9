"""Regions that are no destination of their own: what to type for each instead."""

from __future__ import annotations

from functools import cache
from typing import Final

from licet.places.tables import rows

# None is resolved by itself: which country a shipment goes to is for the user to say, and for some
# regions the country alone is not the whole answer.
_WAYS: Final = {
    "region": "a part of {name}: type `{code}`",
    "state": "a part of the United States: type `US`; a move within it is no export",
    "claimed": "claimed by {name}, and no destination of its own in the EAR: type `{code}`, and "
    "see what the Treasury's sanctions say of it",
    "occupied": "a region of Ukraine with requirements of its own in 15 CFR 746.6: type `UA` with "
    "the fact `region` ({fact}), as in --to UA --fact region={fact}",
}


@cache
def _by_plain_name() -> dict[str, tuple[str, str]]:
    from licet.places.names import plain  # late: that module asks this one

    return {
        plain(name): (row["code"], row["kind"])
        for row in rows("regions")
        for name in row["names"].split(";")
    }


def region_hint(key: str) -> str:
    """What to type instead of a region, by its plain name; empty for what is not on the table.

    >>> region_hint("tibet")
    'a part of China: type `CN`'
    >>> region_hint("dnr")[-32:]
    'in --to UA --fact region=donetsk'
    """
    from licet.places.names import countries  # late, as above

    code, kind = _by_plain_name().get(key, ("", ""))
    if not code:
        return ""
    way, _, fact = kind.partition(":")
    return _WAYS[way].format(name=countries()[code].name, code=code, fact=fact)
