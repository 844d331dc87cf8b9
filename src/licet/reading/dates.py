"""Days and months that a text names, resolved against its day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from licet.reading.datewords import (
    ASIDE,
    COUNT,
    DAYS,
    DEADLINE,
    EFFECT,
    END,
    FORMS,
    FUTURE_LEFT,
    IGNORED,
    MONTHS,
)
from licet.reading.when import Published, When


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
        self.year: int | None = None
        """A year that the story is told in, set by an earlier sentence."""

    def find(self, text: str, start: int, end: int, *, opening: bool) -> list[When]:
        """The dates between two places of `text`, with their roles.

        `opening` says that this is the first sentence, where a dateline may stand.
        """
        found: list[When] = []
        context, self.year = self.year, None
        matches = list(FORMS.finditer(text, start, end))
        # `two days after it had …` waits for the other day of its sentence.
        matches.sort(key=lambda m: (m["ago2"] is not None and m["dir"] == "after", m.start()))
        for match in matches:
            named = {key: value for key, value in match.groupdict().items() if value is not None}
            if "ago2" in named and named["dir"] == "after" and any(w.role == "act" for w in found):
                named["dir"] = "earlier"
                self.anchor = next(w for w in reversed(found) if w.role == "act")
            when = self._resolve(named, match.start(), match.end(), context)
            if when is None:
                continue
            if when.role == "year":
                if when.month and when.month[0] != self.published.year:
                    context = self.year = when.month[0]
                continue
            role = self._role(text, start, end, when, opening and not found)
            when = replace(when, role=role)
            if role == "act" and when.day and self._later(when):
                role = "effect"  # a day still ahead that nothing marks as such
                past = self._year_before(when, named)
                when = past or replace(when, role=role)
                role = when.role
            found.append(when)
            if (
                role == "act"
                and not self._later(when)
                and not ASIDE.search(text[max(start, when.start - 60) : when.start])
            ):
                self.anchor = when
                self.day = when if when.day else self.day
            if ("y1" in named or "y2" in named or "y3" in named) and when.month:
                context = when.month[0] if when.month[0] < self.published.year else None
        return sorted(found, key=lambda w: w.start)

    def _later(self, when: When) -> bool:
        if when.day:
            return when.day > self.published.last
        return bool(when.month and when.month > (self.published.year, self.published.month))

    def _role(self, text: str, start: int, end: int, when: When, first: bool) -> str:
        left = text[max(start, when.start - 60) : when.start]
        right = text[when.end : min(end, when.end + 40)]
        if first and when.start - start < 60 and self._is_dateline(left, right, when):
            return "dateline"
        if IGNORED.search(left):
            return "none"
        if DEADLINE.search(left) and not re.search(r"\b(?:closed|held)\b", left):
            return "deadline"
        if EFFECT.search(left):
            return "effect"
        if END.search(left) and not re.search(r"made by$", left):
            return "end"
        return "end" if self._later(when) and FUTURE_LEFT.search(left) else "act"

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

    def _is_dateline(self, left: str, right: str, when: When) -> bool:
        if when.basis != "explicit" or not when.day or when.day > self.published.last:
            return False
        near = abs((self.published.last - when.day).days) <= (40 if not self.published.day else 3)
        opener = not left or bool(re.fullmatch(r"[^.;!?]{0,55}[,:(\s–—-]\s*|[A-Z .,]+", left))
        verbless = not re.search(
            r"\b(?:on|in|by|from|since|of|the|has|was|is|said|signed|until|dated)\s*$",
            left.strip() and left,
            re.I,
        )
        return (
            near and opener and verbless and bool(re.match(r"\s*(?:[.:)(–—|]|[-/] |$|\n)", right))
        )

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
            stated = got.get("y" + which)
            year = int(stated) if stated else context or self._near_year(month, number)
            day = date(year, month, number)
        elif "my" in got:
            return When(start, end, None, (int(got["y3"]), _month(got["m3"])), "explicit")
        elif "mon" in got:
            month = _month(got["m4"])
            if got["m4"] in ("May", "Mar", "March") and got["pre"] in ("to", "and", "the", "his"):
                return None
            year = self._past_year(month)
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
        if anchor is None or anchor.month is None:
            return None
        if anchor.day is None or "samemonth" in got:
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
            anchor = self.day if unit == "day" and self.day and not self.anchor.day else self.anchor
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
