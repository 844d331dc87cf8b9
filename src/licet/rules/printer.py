"""From a tree back to the text of a condition: the inverse of `licet.rules.syntax.parse`."""

from __future__ import annotations

from fractions import Fraction

from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Combined,
    Compare,
    CompareDay,
    Constant,
    Every,
    Finding,
    Group,
    Has,
    Node,
    Not,
    Or,
    SetOf,
    Some,
    Sum,
    Test,
    Within,
)


def text_of(node: Node) -> str:
    """The condition as text; parsing it gives the same tree.

    >>> text_of(Not(And((Test("datacenter"), Test("nac_cleared")))))
    'not (datacenter and nac_cleared)'
    """
    match node:
        case Constant(value):
            return "true" if value else "false"
        case Test(fact):
            return fact
        case Compare(op, left, right):
            return f"{sum_text(left)} {op} {sum_text(right)}"
        case CompareDay(op, fact, day, plus):
            tail = f" + {plus} days" if plus else ""
            return f"{fact} {op} {day}{tail}"
        case Within(fact, Codes(items)) if len(items) == 1:
            return f'{fact} == "{next(iter(items))}"'
        case Within(fact, among):
            return f"{fact} in {set_text(among)}"
        case Has(fact, code):
            return f'"{code}" in {fact}'
        case Finding(provision):
            return f'finding("{provision}")'
        case Not(item):
            return f"not {_inner(item, And, Or)}"
        case And(items):
            return " and ".join(_inner(item, And, Or) for item in items)
        case Or(items):
            return " or ".join(_inner(item, Or) for item in items)
        case AtLeast(count, items):
            return f"at_least({count}, {', '.join(text_of(item) for item in items)})"
        case Some(frame, item):
            return f"any({frame}: {text_of(item)})"
        case Every(frame, item):
            return f"all({frame}: {text_of(item)})"


def _inner(node: Node, *needs_parentheses: type) -> str:
    text = text_of(node)
    return f"({text})" if isinstance(node, needs_parentheses) else text


def set_text(among: SetOf) -> str:
    """A set as text."""
    match among:
        case Codes(items):
            return "{" + ", ".join(f'"{item}"' for item in sorted(items)) + "}"
        case Group(name):
            return f'group("{name}")'
        case Combined(op, left, right):
            text = set_text(right)
            return f"{set_text(left)} {op} {f'({text})' if isinstance(right, Combined) else text}"


def sum_text(total: Sum) -> str:
    """A sum as text."""
    parts: list[str] = []
    for factor, name in total.terms:
        size = abs(factor)
        shown = name if size == 1 else f"{number_text(size)} * {name}"
        parts.append(("- " if factor < 0 else "+ ") + shown)
    if total.constant or not parts:
        sign = "- " if total.constant < 0 else "+ "
        parts.append(sign + number_text(abs(total.constant)))
    first = parts[0]
    head = first[2:] if first.startswith("+ ") else "-" + first[2:]
    return " ".join([head, *parts[1:]])


def number_text(number: Fraction) -> str:
    """A number as decimal text, exactly.

    >>> number_text(Fraction(148, 25)), number_text(Fraction(10) ** 26)
    ('5.92', '1e26')
    """
    if number.denominator == 1:
        digits = str(number.numerator)
        bare = digits.rstrip("0")
        # The grammar has exponents of two digits.
        zeros = min(len(digits) - len(bare), 99)
        return f"{digits[:-zeros]}e{zeros}" if zeros > 9 and bare else digits
    places = 0
    while number.denominator != 1:
        number *= 10
        places += 1
    digits = str(number.numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
