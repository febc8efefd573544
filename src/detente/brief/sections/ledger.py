"""The ledger: what each side gave and received, and who is in debt."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Inline,
    Row,
    bullets,
    column,
    figures,
    inline,
    paragraph,
    row,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, cited, day, number, signed
from detente.document.assessment import Assessment
from detente.document.case import DeedPart
from detente.document.percent import percent


@section("ledger", "The ledger: what was given and received", place=90)
def ledger(a: Assessment) -> Iterator[Block]:
    """The timeline, then every deed with its worth."""
    book = a.ledger
    if not book.deeds:
        yield paragraph("The case contains no ledger of deeds.")
        return
    owes = (
        "Neither partner is in debt."
        if book.in_debt is None
        else f"{book.in_debt} is in debt by {number(abs(book.balance), 0)} points of worth."
    )
    yield paragraph(
        f"{owes} Worth, from 0 to 100, counts only what was delivered and would not have come "
        f"anyway; verbal acts count a quarter. Basis: {book.basis}."
    )
    yield from chart(a, "ledger", table="ledger")
    yield table(
        "ledger",
        f"Deeds in chronological order; the balance is what {a.partnership.members[0]} had given "
        "by then minus what it had received",
        [
            column("Deed", 3),
            column("Date", 1.3),
            column("From, to", 1.4),
            column("Kind", 1.2),
            figures("Cost"),
            figures("Value"),
            figures("Worth"),
            figures("Signal"),
            figures("Balance"),
            column("Claims", 1.6),
        ],
        [_deed(d) for d in book.deeds],
    )
    outside = [_outside(d) for d in book.deeds if d.externalities]
    if outside:
        yield paragraph("Effects of deeds on the giver's ties with third parties, from −1 to 1:")
        yield bullets(outside)


def _deed(d: DeedPart) -> Row:
    notes = [f"{percent(d.delivered)} delivered"] if d.delivered < 1 else []
    if d.pre_decided > 0:
        notes.append(f"{percent(d.pre_decided)} likely to have come anyway")
    if d.conditional:
        notes.append("conditional")
    return row(
        beneath(d.what, "; ".join(notes)),
        day(d.date),
        f"{d.giver_name} to {d.receiver_name}",
        f"{d.kind} {d.valence}",
        *(number(x, 0) for x in (d.cost, d.value, d.worth)),
        number(d.signal),
        "–" if d.balance is None else signed(d.balance, 0),
        cited(d.claims),
        key=f"deed-{d.id}",
    )


def _outside(d: DeedPart) -> Inline:
    effects = ", ".join(f"{third} {signed(x)}" for third, x in d.externalities.items())
    return inline(f"{d.what} ({d.giver_name}): {effects}")
