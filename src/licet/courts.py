"""The embedded law and the country groups, put together as a `Court`."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property

from licet import places
from licet.apart import ear_part, other_part
from licet.law import law
from licet.rules.atoms import Extent
from licet.rules.court import Court
from licet.rules.provision import Law
from licet.vocabulary import vocabulary


class PlaceGroups:
    """Country groups as the engine asks for them."""

    def __init__(self) -> None:
        self._extents: dict[tuple[str, int], Extent] = {}

    def members(self, name: str, on: date) -> Extent:
        """The places in a group on a day, and those of which it is not known."""
        key = (name, places.groups_epoch(on))
        found = self._extents.get(key)
        if found is None:
            sure, doubtful = places.group(name, on), places.unsettled(name, on)
            found = self._extents[key] = Extent(sure, sure | doubtful if doubtful else sure)
        return found

    def change_dates(self) -> tuple[date, ...]:
        """Every day on which a membership changes."""
        return places.change_dates()


class EarCourt(Court):
    """The court of the EAR; what other regimes say is judged by a court of its own."""

    def __init__(self, whole: Law, *, embedded: bool = False) -> None:
        super().__init__(ear_part(whole, embedded=embedded), vocabulary(), PlaceGroups())
        self.whole = whole

    @cached_property
    def others(self) -> Court:
        """The court of all other regimes."""
        return Court(other_part(self.whole), self.vocabulary, self.groups)


@cache
def _embedded() -> EarCourt:
    return EarCourt(law(), embedded=True)


def court_of(own: Law | None = None) -> EarCourt:
    """The court of the embedded law, or of a law that adds to it."""
    return _embedded() if own is None else EarCourt(own)


def others_of(court: Court) -> Court:
    """The court of the regimes beside the EAR that goes with a court."""
    if isinstance(court, EarCourt):
        return court.others
    return Court(other_part(court.law), court.vocabulary, court.groups)
