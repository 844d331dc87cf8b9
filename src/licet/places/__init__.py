"""Places: countries by any name, their groups by day, the Country Chart, and what is doubtful.

>>> from datetime import date
>>> country("Burma").code
'MM'
>>> sorted(group("E:1", date(2026, 7, 23)))
['IR', 'KP', 'SY']

Tables are read on first use. Codes are ISO 3166-1 alpha-2, and `XK` for Kosovo.
"""

from __future__ import annotations

from licet.places.cautions import (
    LAST_READ,
    WINDOW_START,
    Caution,
    all_cautions,
    cautions,
    table_cautions,
)
from licet.places.chart import COLUMNS, ChartRow, chart, chart_caution, chart_row, footnotes
from licet.places.groups import (
    Membership,
    UnknownGroup,
    change_dates,
    ear_groups,
    group,
    group_names,
    groups_epoch,
    member_history,
    memberships,
    unsettled,
)
from licet.places.names import Country, UnknownPlace, countries, country, destination

__all__ = [
    "COLUMNS",
    "LAST_READ",
    "WINDOW_START",
    "Caution",
    "ChartRow",
    "Country",
    "Membership",
    "UnknownGroup",
    "UnknownPlace",
    "all_cautions",
    "cautions",
    "change_dates",
    "chart",
    "chart_caution",
    "chart_row",
    "countries",
    "country",
    "destination",
    "ear_groups",
    "footnotes",
    "group",
    "group_names",
    "groups_epoch",
    "member_history",
    "memberships",
    "table_cautions",
    "unsettled",
]
