"""The ledger of a case as a table: deeds, their worth, and the balance."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from detente.case.deeds import signal, worth
from detente.case.draws import Draws
from detente.case.model import Case, Deed
from detente.document.labels import DeedKind, Valence

_ONE = np.random.default_rng(0)  # coded values do not vary


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """One deed: ``worth`` is its value to the receiver, 0-100, negative for conflict.

    ``balance`` is the worth given by the first partner to the second so far, less that received.
    ``signal`` is the log of the likelihood ratio that the deed carries about its author.
    """

    id: str
    date: str
    giver: str
    receiver: str
    what: str
    kind: DeedKind
    valence: Valence
    cost: float
    value: float
    delivered: float
    pre_decided: float
    conditional: bool
    worth: float
    signal: float | None
    balance: float | None  # None if not between the partners
    externalities: dict[str, float]  # by third party: effect on the giver's tie, -1 to 1


def ledger_lines(case: Case) -> list[LedgerLine]:
    """Every deed in order of dates, with the running balance between the partners."""
    first, second = case.members
    balance, out = 0.0, []
    for deed in sorted(case.ledger, key=lambda d: (d.date, d.id)):
        between = {deed.giver, deed.receiver} == {first, second}
        value = float(worth(deed, Draws(_ONE, 1))[0])
        if between:
            balance += value if deed.giver == first else -value
        out.append(_line(deed, value, balance if between else None))
    return out


def _line(deed: Deed, value: float, balance: float | None) -> LedgerLine:
    cooperative = deed.valence == "cooperation"
    return LedgerLine(
        id=deed.id,
        date=deed.date.isoformat(),
        giver=deed.giver,
        receiver=deed.receiver,
        what=deed.what,
        kind=deed.kind,
        valence=deed.valence,
        cost=deed.cost.value,
        value=deed.value.value,
        delivered=deed.delivered.value,
        pre_decided=deed.pre_decided.value,
        conditional=deed.conditional,
        worth=value,
        signal=float(signal(deed, Draws(_ONE, 1))[0]) if cooperative else None,
        balance=balance,
        externalities={e.actor: e.giver_tie.value for e in deed.externalities},
    )


def ledger_document(case: Case) -> dict[str, Any]:
    """The ledger with its sums, as ``detente ledger --json`` prints it."""
    lines = ledger_lines(case)
    last = next((line.balance for line in reversed(lines) if line.balance is not None), 0.0)
    thirds: dict[str, dict[str, float]] = {}
    for line in lines:
        for third, effect in line.externalities.items():
            of = thirds.setdefault(line.giver, {})
            of[third] = of.get(third, 0.0) + effect
    return {
        "case": case.id,
        "members": list(case.members),
        "basis": "judged: costs, values and probabilities are the coder's",
        "lines": [asdict(line) for line in lines],
        "balance": last,
        "in_debt": None if not last else case.members[1] if last > 0 else case.members[0],
        "externalities": thirds,
    }
