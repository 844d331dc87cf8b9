"""The embedded law and the country groups, put together as a `Court`."""

from __future__ import annotations

from datetime import date
from functools import cache

from licet import places
from licet.law import law
from licet.rules.evaluate import Extent
from licet.rules.judge import Court
from licet.rules.provision import Law
from licet.vocabulary import vocabulary


class PlaceGroups:
    """Country groups as the engine asks for them."""

    def members(self, name: str, on: date) -> Extent:
        """The places in a group on a day, and those of which it is not known."""
        sure = places.group(name, on)
        doubtful = places.unsettled(name, on)
        return Extent(sure, sure | doubtful if doubtful else sure)

    def change_dates(self) -> tuple[date, ...]:
        """Every day on which a membership changes."""
        return places.change_dates()


@cache
def _embedded() -> Court:
    return Court(law(), vocabulary(), PlaceGroups())


def court_of(own: Law | None = None) -> Court:
    """The court of the embedded law, or of a law that adds to it."""
    return _embedded() if own is None else Court(own, vocabulary(), PlaceGroups())
