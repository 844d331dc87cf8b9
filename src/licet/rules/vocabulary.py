"""What a law may ask about: each fact's kind, scope, unit and meaning.

The engine knows no fact by name; it is handed a `Vocabulary`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

from licet.errors import BadInput

SHIPMENT = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Attributes:
        name: The word used in conditions.
        kind: ``number``, ``boolean``, ``text``, ``set`` or ``date``.
        scope: The empty string for the shipment as a whole, else the frame it belongs to
            (``ics``, ``parties``).
        meaning: What it means, in one sentence.
        unit: The unit of a number.
        source: Where the definition comes from.
        domain: The texts or codes it may take; empty means any.
        minimum: The least value of a number.
        given: False for what the determination itself finds (a user can't state it).
        assumed: The value taken where the user states none; None means unknown.
        assumption: The sentence that tells the user so.
        label: The word for it in sentences; the name, spaced, where empty.
    """

    name: str
    kind: str
    scope: str
    meaning: str
    unit: str = ""
    source: str = ""
    domain: tuple[str, ...] = ()
    minimum: Fraction | None = None
    given: bool = True
    assumed: object = None
    assumption: str = ""
    label: str = ""

    @property
    def word(self) -> str:
        """The fact as a sentence names it.

        >>> Fact("die_area", "number", "", "").word
        'die area'
        """
        return self.label or self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Effect:
    """A key of an effect: what it may say.

    Attributes:
        kind: ``text``, ``texts``, ``number`` or ``flag`` (which can only be true).
        domain: The texts it may take; empty means any.
        beside: The keys it goes with; empty means that it is an effect by itself.
    """

    kind: str
    domain: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotient:
    """A fact that is one number over another; undefined when the divisor is zero."""

    result: str
    numerator: str
    denominator: str
    scope: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts, the frames they stand in, and the quotients among them.

    `frames` maps the word used in ``any(WORD: …)`` to the scope of its facts. `effects` are the
    keys an effect may have, any when empty. `addressee` turns a name into the text by which the
    addressee of a letter is known.
    """

    facts: Mapping[str, Fact]
    frames: Mapping[str, str] = field(default_factory=dict)
    quotients: tuple[Quotient, ...] = ()
    effects: Mapping[str, Effect] = field(default_factory=dict)
    addressee: Callable[[str], str] = str

    def fact(self, name: str) -> Fact:
        """The fact of this name.

        Raises:
            BadInput: No fact has this name; near matches stand in the hint.
        """
        found = self.facts.get(name)
        if found is None:
            near = get_close_matches(name, self.facts, 3, 0.6)
            hint = f"did you mean {', '.join(near)}?" if near else "`licet law facts` lists them"
            message = f"unknown fact: `{name[:60]}`"
            raise BadInput(message, hint=hint)
        return found
