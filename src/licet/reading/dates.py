"""Days and months that a text names, resolved against its day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from licet.reading.datewords import (
    ASIDE,
    BEFORE_THEN,
    COUNT,
    DAYS,
    FORMS,
    JOINED,
    MONTHS,
    SPAN,
    STARTS,
    TO_APPLY,
    TO_COME,
    YEAR_AFTER,
)
from licet.reading.roles import is_later, role_of
from licet.reading.when import Published, When

_EFFECTED = re.compile(r"effect from $")
"""`With effect from Thursday` is told of a day that has come."""
_OPENING = 3
"""Characters into a sentence at which `In 2023, …` sets the year of the story."""


def _month(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else COUNT[word]


class Calendar:
    """Resolves the dates of one text, in order, each against publication and the one before."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.anchor: When | None = None
        self.day: When | None = None
        """The last act told with a day."""
        self.here: When | None = None
        """The last date told in the sentence being read."""
        self.opened = 0
        """Where the sentence being read begins."""
        self.joined = ""
        """The year of the date joined to the one being read: `in February and April 2025`."""
        self.left = ""
        """The words before the date being read."""
        self.year: int | None = None
        """A year that the story is told in, set by an earlier sentence."""

    def find(self, text: str, start: int, end: int, *, opening: bool) -> list[When]:
        """The dates between two places of `text`, with their roles.

        `opening` says that this is the first sentence, where a dateline may stand.
        """
        found: list[When] = []
        self.opened = start
        self.here = None
        context, self.year = self.year, None
        matches = list(FORMS.finditer(text, start, end))
        # `two days after it had …` waits for the other day of its sentence.
        matches.sort(key=lambda m: (m["ago2"] is not None and m["dir"] == "after", m.start()))
        for match in matches:
            named = {key: value for key, value in match.groupdict().items() if value is not None}
            if "ago2" in named and named["dir"] == "after" and any(w.role == "act" for w in found):
                named["dir"] = "earlier"
                self.anchor = next(w for w in reversed(found) if w.role == "act")
            with_year = YEAR_AFTER.match(text, match.end(), end)
            self.joined = (with_year["year"] or with_year["year2"]) if with_year else ""
            self.left = text[max(start, match.start() - 60) : match.start()]
            when = self._resolve(named, match.start(), match.end(), context)
            if when is None or ("ago2" in named and self._is_span(text, start, end, named, match)):
                continue
            if when.role == "year":
                told = "year" in named and match.start() - start < _OPENING
                if told and when.month and when.month[0] != self.published.year:
                    context = self.year = when.month[0]
                continue
            left = text[max(start, when.start - 14) : when.start]
            if (
                "wd" in named
                and when.day
                and not named.get("wpre")
                and STARTS.search(left)
                and not _EFFECTED.search(left)
            ):
                ahead = when.day + timedelta(days=0 if when.day == self.published.day else 7)
                when = replace(when, day=ahead, month=(ahead.year, ahead.month))
            elif (
                "wd" in named
                and when.day
                and TO_COME.search(text[max(start, when.start - 50) : when.start])
            ):
                ahead = when.day + timedelta(days=7)
                when = replace(when, day=ahead, month=(ahead.year, ahead.month))
            role = role_of(self.published, text, (start, end), when, first=opening and not found)
            joined = found and JOINED.fullmatch(text[found[-1].end : when.start])
            if joined and found[-1].role in ("effect", "end", "deadline") and role == "act":
                role = found[-1].role
            when = replace(when, role=role)
            if role == "act" and when.day and is_later(self.published, when):
                role = "effect"  # a day still ahead that nothing marks as such
                past = self._year_before(when, named)
                when = past or replace(when, role=role)
                role = when.role
            found.append(when)
            self.here = when
            if (
                role == "act"
                and not is_later(self.published, when)
                and not ASIDE.search(text[max(start, when.start - 60) : when.start])
                and not (
                    self.day and BEFORE_THEN.search(text[max(start, when.start - 90) : when.start])
                )
            ):
                self.anchor = when
                self.day = when if when.day else self.day
            if ("y1" in named or "y2" in named or "y3" in named) and when.month:
                context = when.month[0] if when.month[0] < self.published.year else None
        return sorted(found, key=lambda w: w.start)

    def _is_span(
        self, text: str, start: int, end: int, named: dict[str, str], match: re.Match[str]
    ) -> bool:
        """Whether a number of days is a length of time, or counts to an act not dated here."""
        if named["dir"] not in ("before", "after"):
            return False
        if SPAN.search(text[max(start, match.start() - 20) : match.start()]):
            return True
        goes_on = re.match(r" \w", text[match.end() : min(end, match.end() + 2)])
        here = self.anchor is not None and self.anchor.start >= start
        return named["dir"] == "before" and bool(goes_on) and not here

    def _year_before(self, when: When, got: dict[str, str]) -> When | None:
        """A day more than six weeks ahead, told without a year, is that of the year before."""
        if "y1" in got or "y2" in got or not ("mdy" in got or "dmy" in got) or when.day is None:
            return None
        if (when.day - self.published.last).days <= 45:
            return None
        try:
            day = when.day.replace(year=when.day.year - 1)
        except ValueError:
            return None
        return replace(when, day=day, month=(day.year, day.month))

    def _near_year(self, month: int, day: int = 1) -> int:
        year = self.published.year
        try:
            ahead = (date(year, month, day) - self.published.last).days
        except ValueError:
            return year
        return year - 1 if ahead > 200 else year

    def _resolve(
        self, got: dict[str, str], start: int, end: int, context: int | None
    ) -> When | None:
        try:
            return self._explicit(got, start, end, context) or self._relative(got, start, end)
        except (ValueError, OverflowError):
            return None  # 31 June, year 0: no date

    def _explicit(
        self, got: dict[str, str], start: int, end: int, context: int | None
    ) -> When | None:
        day: date
        if "iso" in got:
            day = date(int(got["iy"]), int(got["im"]), int(got["id"]))
        elif "slash" in got:
            first, second = int(got["s1"]), int(got["s2"])
            month, number = (second, first) if first > 12 else (first, second)
            day = date(int(got["sy"]), month, number)
        elif "mdy" in got or "dmy" in got:
            which = "1" if "mdy" in got else "2"
            month, number = _month(got["m" + which]), int(got["d" + which])
            stated = got.get("y" + which) or self.joined
            year = int(stated) if stated else context or self._near_year(month, number)
            day = date(year, month, number)
        elif "my" in got:
            return When(start, end, None, (int(got["y3"]), _month(got["m3"])), "explicit")
        elif "mon" in got:
            month = _month(got["m4"])
            if got["m4"] in ("May", "Mar", "March") and got["pre"] in ("to", "and", "the", "his"):
                return None
            year = int(self.joined) if self.joined else self._past_year(month)
            if year < self.published.year and TO_APPLY.search(self.left):
                year += 1  # `will apply from the end of May`
            if "thatyear" in got:
                year = self.published.year - 1
                if "last" not in got["thatyear"] and self.anchor and self.anchor.month:
                    year = self.anchor.month[0]
            elif context and got["pre"].lower() != "last":
                year = context
            # The word before the month belongs to the sentence, not to the date.
            return When(start + len(got["pre"]) + 1, end, None, (year, month), "relative")
        elif "year" in got:
            return When(start, end, None, (int(got["yy"]), 1), "explicit", "year")
        else:
            return None
        return When(start, end, day, (day.year, day.month), "explicit")

    def _past_year(self, month: int) -> int:
        return self.published.year - (month > self.published.month)

    def _relative(self, got: dict[str, str], start: int, end: int) -> When | None:
        pub, day = self.published, self.published.day
        known = (pub.year, pub.month)
        loose = False
        if "same" in got or "next" in got or "prev" in got or "samemonth" in got:
            return self._by_anchor(got, start, end)
        if "ago2" in got:
            return self._counted(got, start, end)
        if "lastmonth" in got:
            month = (pub.year - (pub.month == 1), (pub.month - 2) % 12 + 1)
            return When(start, end, None, month, "relative")
        if "thismonth" in got:
            return When(start, end, None, known, "relative")
        if "lastyear" in got:
            return When(start, end, None, (pub.year - 1, 1), "relative", "year")
        if day is None:
            return When(start, end, None, known, "relative", loose=True)
        if "wd" in got:
            back = (day.weekday() - DAYS.index(got["weekday"].lower() + "day")) % 7
            before = got.get("wpre", "")
            if before in ("next", "coming"):
                day += timedelta(days=7 - back)
            else:
                if "ago" in got and back <= day.weekday():
                    back += 7
                elif before in ("last", "the previous") and back == 0:
                    back = 7
                day -= timedelta(days=back)
        elif "yesterday" in got:
            day -= timedelta(days=1)
        elif "lastweek" in got:
            day -= timedelta(days=day.weekday() + 4)  # the Thursday: at most three days off
            loose = True
        elif "weekend" in got:
            day -= timedelta(days=(day.weekday() - 6) % 7)
            loose = True
        elif "thisweek" in got:
            day = max(day - timedelta(days=day.weekday()), day - timedelta(days=1))
            loose = True
        elif "today" not in got:
            return None
        return When(start, end, day, (day.year, day.month), "relative", loose=loose)

    def _by_anchor(self, got: dict[str, str], start: int, end: int) -> When | None:
        anchor = self.anchor
        if self.here and "hour" in got.get("same", "").lower():
            anchor = self.here
        if anchor is None or anchor.month is None:
            return None
        told = self.day
        if told and told.month and not anchor.day and "samemonth" not in got:
            # a month of background has no day that `the same day` could mean
            anchor = told if anchor.month < told.month else anchor
        if anchor.day is None or anchor.month is None or "samemonth" in got:
            return When(start, end, None, anchor.month, anchor.basis)
        step = 1 if "next" in got else -1 if "prev" in got else 0
        day = anchor.day + timedelta(days=step)
        return When(start, end, day, (day.year, day.month), "relative" if step else anchor.basis)

    def _counted(self, got: dict[str, str], start: int, end: int) -> When | None:
        count, unit = _number(got["n"].lower()), got["unit"]
        if got["dir"] == "ago":
            origin: date | None = self.published.day
            month = (self.published.year, self.published.month)
        elif self.anchor and self.anchor.month:
            near = self.anchor.start >= self.opened
            anchor = (
                self.day
                if unit == "day" and self.day and not self.anchor.day and not near
                else self.anchor
            )
            origin, month = anchor.day, anchor.month or self.anchor.month
        elif got["dir"] in ("earlier", "before"):
            origin, month = self.published.day, (self.published.year, self.published.month)
        else:
            return None
        sign = 1 if got["dir"].startswith(("later", "after")) else -1
        if unit == "year":
            return When(start, end, None, (month[0] + sign * count, 1), "relative", "year")
        if unit == "month" or origin is None:
            total = month[0] * 12 + month[1] - 1 + sign * (count if unit == "month" else 0)
            return When(start, end, None, (total // 12, total % 12 + 1), "relative")
        day = origin + timedelta(days=sign * count * (7 if unit == "week" else 1))
        return When(start, end, day, (day.year, day.month), "relative")


__all__ = ["Calendar", "Published", "When"]
