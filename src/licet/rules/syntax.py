"""From the text of a condition to its tree.

The grammar (`docs/semantics.md` has the same, with meanings)::

    or     := and ("or" and)*
    and    := not ("and" not)*
    not    := "not" not | simple
    simple := "(" or ")" | "true" | "false"
            | ("any" | "all") "(" FRAME ":" or ")"
            | "at_least" "(" INTEGER ("," or)+ ")"
            | "finding" "(" TEXT ")"
            | TEXT "in" FACT                        a set fact holds a code
            | FACT "in" set | FACT "==" TEXT        a text fact is in a set
            | FACT op (DATE | FACT) ["+" INTEGER "days"]
            | sum op sum                            op: >= > <= < ==
            | FACT                                  a yes-or-no fact
    sum    := ["-"] term (("+" | "-") term)*
    term   := NUMBER ["*" FACT] | FACT ["*" NUMBER]
    set    := part (("|" | "&" | "-") part)*        from left to right
    part   := "{" TEXT ("," TEXT)* "}" | "group" "(" TEXT ")" | "(" set ")"

Nothing else: no functions, no division, no way to build a string. Length, depth and size are
bounded, so that a hostile text is refused instead of run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NoReturn

from licet.errors import BadCondition, BadInput
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
from licet.rules.tokens import TEXT, Token, tokens_of
from licet.rules.vocabulary import SHIPMENT, Fact, Vocabulary

MAX_DEPTH = 40
MAX_NUMBER = 40

_COMPARE = frozenset({">=", ">", "<=", "<", "=="})
_RESERVED = frozenset(
    {
        "and",
        "or",
        "not",
        "in",
        "any",
        "all",
        "at_least",
        "finding",
        "group",
        "true",
        "false",
        "days",
    }
)


def parse(text: str, vocabulary: Vocabulary, scope: str = SHIPMENT) -> Node:
    """The tree of a condition.

    Args:
        text: The condition.
        vocabulary: The facts it may name.
        scope: The frame in which it is judged; facts of the shipment are always in reach.

    Raises:
        BadCondition: The text is not a condition; says at which character and why.

    >>> from licet.rules.vocabulary import Fact, Vocabulary
    >>> words = Vocabulary({"tpp": Fact("tpp", "number", "", "performance")})
    >>> parse("tpp >= 4800", words)
    Compare(op='>=', left=Sum(terms=((Fraction(1, 1), 'tpp'),), constant=Fraction(0, 1)), \
right=Sum(terms=(), constant=Fraction(4800, 1)))
    """
    parser = _Parser(tokens_of(text), vocabulary, scope)
    node = parser.either(0)
    if parser.token.kind != "end":
        parser.fail(f"unexpected `{parser.token.text}`")
    return node


class _Parser:
    def __init__(self, tokens: list[Token], vocabulary: Vocabulary, scope: str) -> None:
        self.tokens = tokens
        self.at = 0
        self.token = tokens[0]
        self.vocabulary = vocabulary
        self.scope = scope

    def fail(self, message: str, *, hint: str = "", token: Token | None = None) -> NoReturn:
        raise BadCondition(message, offset=(token or self.token).offset, hint=hint)

    def advance(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.at += 1
            self.token = self.tokens[self.at]
        return token

    def take(self, text: str) -> bool:
        token = self.token
        if token.text == text and token.kind in {"sign", "name"}:
            self.at += 1
            self.token = self.tokens[self.at]
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.take(text):
            self.fail(f"expected `{text}`, found `{self.token.text}`")

    def take_kind(self, kind: str, what: str) -> Token:
        if self.token.kind != kind:
            self.fail(f"expected {what}, found `{self.token.text}`")
        return self.advance()

    # Boolean structure

    def either(self, depth: int) -> Node:
        return self.joined("or", Or, self.each, depth)

    def each(self, depth: int) -> Node:
        return self.joined("and", And, self.negated, depth)

    def joined(
        self,
        word: str,
        make: Callable[[tuple[Node, ...]], Node],
        below: Callable[[int], Node],
        depth: int,
    ) -> Node:
        if depth > MAX_DEPTH:
            self.fail(f"nested more than {MAX_DEPTH} deep", hint="split it into provisions")
        items = [below(depth)]
        while self.take(word):
            items.append(below(depth))
        return items[0] if len(items) == 1 else make(tuple(items))

    def negated(self, depth: int) -> Node:
        count = 0
        while self.take("not"):
            count += 1
            if count > MAX_DEPTH:
                self.fail(f"nested more than {MAX_DEPTH} deep")
        node = self.simple(depth)
        for _ in range(count):
            node = Not(node)
        return node

    def simple(self, depth: int) -> Node:
        token = self.token
        if token.kind == "sign" and token.text == "(":
            self.advance()
            node = self.either(depth + 1)
            self.expect(")")
            return node
        if token.kind == "text":
            return self.has()
        if token.kind == "name":
            match token.text:
                case "true" | "false":
                    self.advance()
                    return Constant(token.text == "true")
                case "any" | "all":
                    return self.quantified(depth)
                case "at_least":
                    return self.at_least(depth)
                case "finding":
                    self.advance()
                    self.expect("(")
                    name = self.take_kind("text", "the id of a provision in quotes").text[1:-1]
                    self.expect(")")
                    return Finding(name)
            fact = self.known(token)
            if fact.kind == "boolean":
                self.advance()
                return Test(fact.name)
            if fact.kind == "text":
                return self.within(fact)
            if fact.kind == "date":
                return self.compare_day(fact)
            if fact.kind == "set":
                self.fail(
                    f"`{fact.name}` is a set", hint=f'write "code" in {fact.name}', token=token
                )
        return self.compare()

    def quantified(self, depth: int) -> Node:
        word = self.advance().text
        self.expect("(")
        frame = self.take_kind("name", "the name of a frame")
        if frame.text not in self.vocabulary.frames:
            self.fail(
                f"unknown frame: `{frame.text}`",
                hint=f"one of {', '.join(self.vocabulary.frames)}",
                token=frame,
            )
        if self.scope != SHIPMENT:
            self.fail("a frame inside a frame", hint="use one any(…) or all(…)", token=frame)
        self.expect(":")
        self.scope = self.vocabulary.frames[frame.text]
        item = self.either(depth + 1)
        self.scope = SHIPMENT
        self.expect(")")
        return Some(frame.text, item) if word == "any" else Every(frame.text, item)

    def at_least(self, depth: int) -> Node:
        self.advance()
        self.expect("(")
        number = self.take_kind("number", "a count")
        items: list[Node] = []
        while self.take(","):
            items.append(self.either(depth + 1))
        self.expect(")")
        # Four digits hold any count that fits a condition; longer ones need not be read.
        whole = number.text.isdigit() and len(number.text) <= 4
        if not whole or not 1 <= int(number.text) <= len(items):
            self.fail(
                f"at_least {number.text[:20]} of {len(items)} conditions",
                hint="a whole number from 1 to the number of conditions",
                token=number,
            )
        return AtLeast(int(number.text), tuple(items))

    # Atoms

    def known(self, token: Token) -> Fact:
        if token.text in _RESERVED:
            self.fail(f"unexpected `{token.text}`", token=token)
        try:
            fact = self.vocabulary.fact(token.text)
        except BadInput as error:
            self.fail(error.message, hint=error.hint, token=token)
        if fact.scope not in {SHIPMENT, self.scope}:
            self.fail(
                f"`{fact.name}` belongs to {fact.scope}",
                hint=" or ".join(
                    f"put it inside any({frame}: …)"
                    for frame, scope in self.vocabulary.frames.items()
                    if scope == fact.scope
                ),
                token=token,
            )
        return fact

    def has(self) -> Node:
        code = self.advance()
        self.expect("in")
        fact = self.known(self.take_kind("name", "a set fact"))
        if fact.kind != "set":
            self.fail(f"`{fact.name}` is a {fact.kind}, not a set")
        self.check_domain(fact, code)
        return Has(fact.name, code.text[1:-1])

    def check_domain(self, fact: Fact, token: Token) -> str:
        value = token.text[1:-1]
        if fact.domain and value not in fact.domain:
            listed = ", ".join(fact.domain[:12])
            self.fail(f"`{value}` is no value of `{fact.name}`", hint=f"{listed} …", token=token)
        return value

    def within(self, fact: Fact) -> Node:
        self.advance()
        if self.take("=="):
            token = self.take_kind("text", "a text in quotes")
            return Within(fact.name, Codes(frozenset({self.check_domain(fact, token)})))
        self.expect("in")
        return Within(fact.name, self.set_of(fact, 0))

    def set_of(self, fact: Fact, depth: int) -> SetOf:
        if depth > MAX_DEPTH:
            self.fail(f"nested more than {MAX_DEPTH} deep")
        found = self.set_part(fact, depth)
        while self.token.kind == "sign" and self.token.text in {"|", "&", "-"}:
            op = self.advance().text
            found = Combined(op, found, self.set_part(fact, depth))
        return found

    def set_part(self, fact: Fact, depth: int) -> SetOf:
        if self.take("("):
            found = self.set_of(fact, depth + 1)
            self.expect(")")
            return found
        if self.take("group"):
            self.expect("(")
            name = self.take_kind("text", "the name of a group in quotes").text[1:-1]
            self.expect(")")
            return Group(name)
        if self.token.kind == "set":
            whole = self.advance()
            members = [
                Token("text", match[0], whole.offset + match.start())
                for match in TEXT.finditer(whole.text)
            ]
            return Codes(frozenset(self.check_domain(fact, member) for member in members))
        # A set that is well formed is one word; of any other, say where it goes wrong.
        self.expect("{")
        items = [self.check_domain(fact, self.take_kind("text", "a text in quotes"))]
        while self.take(","):
            items.append(self.check_domain(fact, self.take_kind("text", "a text in quotes")))
        self.expect("}")
        return Codes(frozenset(items))

    def operator(self) -> str:
        if self.token.kind != "sign" or self.token.text not in _COMPARE:
            self.fail(f"expected a comparison, found `{self.token.text}`", hint=">= > <= < ==")
        return self.advance().text

    def compare_day(self, fact: Fact) -> Node:
        self.advance()
        op = self.operator()
        token = self.token
        day: date | str
        if token.kind == "date":
            day = self.day(self.advance())
        else:
            other = self.known(self.take_kind("name", "a date"))
            if other.kind != "date":
                self.fail(f"`{other.name}` is a {other.kind}, not a date", token=token)
            day = other.name
        plus = 0
        if self.take("+"):
            number = self.take_kind("number", "a number of days")
            if not number.text.isdigit() or len(number.text) > 5:
                self.fail(f"`{number.text}` is not a number of days", token=number)
            plus = int(number.text)
            self.expect("days")
        return CompareDay(op, fact.name, day, plus)

    def day(self, token: Token) -> date:
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            self.fail(f"`{token.text}` is not a date", token=token)

    def compare(self) -> Node:
        start = self.token
        left = self.sum()
        op = self.operator()
        right = self.sum()
        if not left.terms and not right.terms:
            self.fail("a comparison of two constants", token=start)
        names = [name for _, name in left.terms + right.terms]
        for factor, name in left.terms + right.terms:
            # Every reader of the tree may rely on it: a fact stands once, and counts.
            if names.count(name) > 1:
                self.fail(
                    f"`{name}` stands twice in one comparison",
                    hint=f"write it once, such as 2 * {name}",
                    token=start,
                )
            if factor == 0:
                self.fail(f"0 times `{name}`", hint="leave it out", token=start)
        return Compare(op, left, right)

    def sum(self) -> Sum:
        terms: list[tuple[Fraction, str]] = []
        constant = Fraction(0)
        sign = -1 if self.take("-") else 1
        while True:
            factor, name = self.term()
            if name is None:
                constant += sign * factor
            else:
                terms.append((sign * factor, name))
            if self.take("+"):
                sign = 1
            elif self.take("-"):
                sign = -1
            else:
                return Sum(tuple(terms), constant)

    def term(self) -> tuple[Fraction, str | None]:
        token = self.token
        if token.kind == "number":
            factor = self.number(self.advance())
            return factor, self.numeric_fact() if self.take("*") else None
        name = self.numeric_fact()
        return (
            self.number(self.take_kind("number", "a number")) if self.take("*") else Fraction(1)
        ), name

    def number(self, token: Token) -> Fraction:
        if len(token.text) > MAX_NUMBER:
            self.fail(f"a number of {len(token.text)} digits", hint="at most 40", token=token)
        return Fraction(token.text)

    def numeric_fact(self) -> str:
        token = self.take_kind("name", "a fact or a number")
        fact = self.known(token)
        if fact.kind != "number":
            self.fail(f"`{fact.name}` is a {fact.kind}, not a number", token=token)
        return fact.name
