"""Where the SQL of DuckDB and of Spark part ways; everything else is one text for both.

Spark is asked with ANSI rules and names in double quotes, so that casts, joins and arithmetic read
and fail alike. What is left are a few words, and what a text has to look like to be a number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# What DuckDB takes away from both ends of a text: the spaces of Unicode (category Zs).
_SPACES: Final = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\u3000"
)
# What DuckDB reads as a number: digits may be grouped by underscores, white space may stand around.
_DIGITS: Final = "[0-9]+(_[0-9]+)*"
_WHITE: Final = "[\t\n\x0b\x0c\r ]*"
_NUMBER: Final = (
    f"^{_WHITE}[+-]?(({_DIGITS}([.]({_DIGITS})?)?|[.]{_DIGITS})([eE][+-]?{_DIGITS})?"
    f"|(?i:inf|infinity)){_WHITE}$"
)
_NAN: Final = f"^{_WHITE}[+-]?(?i:nan){_WHITE}$"


# Numbers as people write them: a dollar sign, groups of three, a comma before the cents.
_DOLLARS: Final = "^(US[$]|USD|[$]) *| *(US[$]|USD|[$])$"
_COMMAS: Final = "[+-]?[0-9]{1,3}([,''\u2019 \u00a0\u202f][0-9]{3})+([.][0-9]*)?"
_POINTS: Final = "[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+),([0-9]{1,2}|[0-9]{4,})"
_THOUSANDS: Final = "[+-]?[0-9]{1,3}([.][0-9]{3}){2,}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What an engine calls things; each takes and gives SQL.

    Attributes:
        trim: A text without the spaces at its ends.
        digits: A text that is a number as people write it, as casts read it; what is none stays, or
            is null.
        number: A text as a number; null where it is none.
        joined: A list of texts as one text, with semicolons between them.
        size: The length of a list.
    """

    trim: Callable[[str], str]
    digits: Callable[[str], str]
    number: Callable[[str], str]
    joined: Callable[[str], str]
    size: Callable[[str], str]


def finite(cell: str) -> str:
    """Whether a number is neither NaN, which is greater than any other, nor infinite.

    >>> finite("b.price")
    '(abs(b.price) <= 1.7976931348623157e308)'
    """
    return f"(abs({cell}) <= 1.7976931348623157e308)"


def _spark_trim(cell: str) -> str:
    return f"trim(BOTH '{_SPACES}' FROM {cell})"


def _spark_digits(cell: str) -> str:
    bare = f"regexp_replace({_spark_trim(cell)}, '(?i){_DOLLARS}', '')"
    return (
        f"CASE WHEN {bare} RLIKE '^({_COMMAS})$' THEN regexp_replace({bare}, '[^0-9.+-]', '') "
        f"WHEN {bare} RLIKE '^({_POINTS})$' THEN replace(replace({bare}, '.', ''), ',', '.') "
        f"WHEN {bare} RLIKE '^({_THOUSANDS})$' THEN replace({bare}, '.', '') "
        # Spark would take `1d` and digits of other scripts as numbers, and no underscores.
        f"WHEN {bare} RLIKE '{_NUMBER}' THEN replace({bare}, '_', '') END"
    )


def _spark_number(cell: str) -> str:
    bare = f"regexp_replace({_spark_trim(cell)}, '(?i){_DOLLARS}', '')"
    return (
        f"CASE WHEN {bare} RLIKE '{_NAN}' THEN TRY_CAST('NaN' AS DOUBLE) "
        f"ELSE TRY_CAST({_spark_digits(cell)} AS DOUBLE) END"
    )


def _duckdb_digits(cell: str) -> str:
    bare = f"regexp_replace(trim({cell}), '{_DOLLARS}', '', 'gi')"
    return (
        f"CASE WHEN TRY_CAST(trim({cell}) AS DOUBLE) IS NOT NULL THEN trim({cell}) "
        f"WHEN regexp_full_match({bare}, '{_COMMAS}') "
        f"THEN regexp_replace({bare}, '[^0-9.+-]', '', 'g') "
        f"WHEN regexp_full_match({bare}, '{_POINTS}') "
        f"THEN replace(replace({bare}, '.', ''), ',', '.') "
        f"WHEN regexp_full_match({bare}, '{_THOUSANDS}') THEN replace({bare}, '.', '') "
        f"ELSE {bare} END"
    )


DUCKDB: Final = Dialect(
    trim=lambda cell: f"trim({cell})",
    digits=_duckdb_digits,
    number=lambda cell: f"TRY_CAST({_duckdb_digits(cell)} AS DOUBLE)",
    joined=lambda cell: f"array_to_string({cell}, ';')",
    size=lambda cell: f"len({cell})",
)
SPARK: Final = Dialect(
    trim=_spark_trim,
    digits=_spark_digits,
    number=_spark_number,
    joined=lambda cell: f"array_join({cell}, ';')",
    size=lambda cell: f"size({cell})",
)
