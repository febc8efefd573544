"""The expected-utility challenge model: who would challenge whom, and who then moves."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.document.bargain import MoveKind
from detente.records import Array
from detente.scenarios.bargaining.baselines import weighted_mean, weighted_median_position
from detente.scenarios.bargaining.table import BargainingTable

KINDS: tuple[MoveKind, ...] = ("confrontation", "compromise", "capitulation")
CLOSE = 1e-4  # share of the scale below which two positions are the same
NEAR = 0.01  # share of the scale within which two positions are about the same
ROUNDS = 10
_SAME = 1e-12


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Two points on which programs for the model differ.

    ``odds``: the probability that a challenge succeeds counts the favourable votes among those
    of every ordered pair of actors ("all-pairs", the program of Scholz and others) or of the
    same pair ("same-pair", the textbook). ``compromise``: among several, an actor takes the one
    whose weighted middle is "lowest" on the scale (that program; reversing the scale then
    changes the result) or the one that costs it the "least" move. The paper leaves this open.
    """

    odds: Literal["all-pairs", "same-pair"] = "all-pairs"
    compromise: Literal["lowest", "least"] = "lowest"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One actor's move in one round, and the actor that made the offer."""

    actor: int
    towards: int
    kind: MoveKind
    start: float
    end: float


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round: positions after it, and what drove it; arrays of shape (n,)."""

    position: Array
    risk: Array
    danger: Array
    moves: tuple[Move, ...]
    mean: float
    median: float


@dataclass(frozen=True, kw_only=True)
class Course:
    """The rounds of a bargain. ``settled`` is the round after which nobody moved, or None.

    ``period`` is the number of rounds after which all positions repeated, or None if they did not
    within the rounds played. ``nears`` is the number of rounds after which, at the end, all
    positions repeated to within a hundredth of the scale, if neither of the two happened.
    """

    rounds: tuple[Round, ...]
    settled: int | None
    period: int | None
    nears: int | None = None

    @property
    def words(self) -> str:
        """How the bargain ended."""
        if self.settled is not None:
            rounds = "1 round" if self.settled == 1 else f"{self.settled} rounds"
            return f"settles after {rounds}" if self.settled else "nobody moves"
        if self.period is not None:
            return f"cycles with period {self.period}"
        ends = {None: "", 1: ", nears a standstill"}
        near = ends.get(self.nears, f", nears a cycle with period {self.nears}")
        return f"did not settle in {len(self.rounds)} rounds{near}"


def play(table: BargainingTable, *, rounds: int = ROUNDS, rules: Rules | None = None) -> Course:
    """Bargain for a number of rounds, or until nobody moves or all positions repeat.

    Parameters
    ----------
    table : Table
        Actors with positions, salience and power; distances are shares of its ``span``.
    rounds : int, default 10
        Maximum number of rounds.
    rules : Rules, optional
        Variant of the model; that of the published program by default.

    References
    ----------
    Scholz, J. B., G. J. Calbert and G. A. Smith. 2011. Unravelling Bueno de Mesquita's Group
    Decision Model. Journal of Theoretical Politics 23(4): 510-531.
    https://doi.org/10.1177/0951629811418142
    Bueno de Mesquita, B. 1994. Political Forecasting: An Expected Utility Method. In European
    Community Decision Making, ed. B. Bueno de Mesquita and F. N. Stokman. Yale.
    """
    rules = rules or Rules()
    history, played = [table.position], list[Round]()
    for number in range(rounds):
        this = next_round(table, history[-1], rules)
        apart = [float(np.abs(this.position - place).max()) for place in history]
        back = [k for k, far in enumerate(apart) if far <= CLOSE * table.span]
        if back and back[-1] == number:
            return Course(rounds=(*played, this), settled=number, period=None)
        history.append(this.position)
        played.append(this)
        if back:
            return Course(rounds=tuple(played), settled=None, period=number + 1 - back[-1])
    nears = _nears(history, NEAR * table.span)
    return Course(rounds=tuple(played), settled=None, period=None, nears=nears)


def _nears(history: list[Array], within: float) -> int | None:
    """Fewest rounds after which all positions about repeat, in both of the last two rounds."""
    for back in range(1, len(history) // 2):
        pairs = ((history[-k], history[-k - back]) for k in (1, 2))
        if all(np.abs(now - then).max() <= within for now, then in pairs):
            return back
    return None


def next_round(table: BargainingTable, position: Array, rules: Rules) -> Round:
    """Play one round: every actor compares all challenges and moves once.

    Parameters
    ----------
    table : Table
        Actors with salience and power.
    position : array of float, shape (n,)
        Positions before the round.
    rules : Rules
        Variant of the model.
    """
    apart = np.abs(position[:, None] - position) / table.span
    danger = _danger(table, apart, rules)
    risk = risk_exponents(danger)
    chance = success(apart, table.weight, risk, rules)
    own, other = challenges(apart, table.salience, chance, risk)
    moves = _moves(position, apart, own, other, rules)
    after = position.copy()
    for move in moves:
        after[move.actor] = move.end
    return Round(
        position=after,
        risk=risk,
        danger=danger,
        moves=moves,
        mean=weighted_mean(table, after),
        median=weighted_median_position(table, after),
    )


def success(apart: Array, weight: Array, risk: Array, rules: Rules) -> Array:
    r"""Probability that i's challenge to j succeeds, shape (n, n): the votes that favour i.

    .. math:: v^k_{ij} = c_k s_k \left(|x_k - x_j|^{r_k} - |x_k - x_i|^{r_k}\right), \qquad
              P_{ij} = \sum_{k: v > 0} v^k_{ij} \Big/ \sum |v|

    with distances as shares of the span; the denominator runs over the same pair or over all
    ordered pairs. With no votes at all P is one half.

    Parameters
    ----------
    apart : array of float, shape (n, n)
        Distances of the actors, in parts of the span.
    weight : array of float, shape (n,)
        Power times salience.
    risk : array of float, shape (n,)
        Risk exponents.
    rules : Rules
        Variant of the model.
    """
    loss = weight[:, None] * apart ** risk[:, None]
    favour = np.maximum(loss[:, None, :] - loss[:, :, None], 0).sum(axis=0)
    if rules.odds == "all-pairs":
        total = np.full_like(favour, 2 * favour.sum())
    else:
        total = favour + favour.T
    even = np.full_like(favour, 0.5)
    return np.asarray(np.divide(favour, total, out=even, where=total > 0))


def challenges(apart: Array, salience: Array, chance: Array, risk: Array) -> tuple[Array, Array]:
    r"""Expected utility of i's challenge to j and of j's to i, both as i sees them, (n, n).

    .. math:: E_{ij} = s_j (P_{ij} U_s + (1 - P_{ij}) U_f) + (1 - s_j) U_s - U_q

    with, for the distance d of the two and the risk exponent r of i,

    .. math:: U_s = 2 - 4 (\tfrac12 - \tfrac12 d)^r, \quad
              U_f = 2 - 4 (\tfrac12 + \tfrac12 d)^r, \quad U_q = 2 - 4 (\tfrac12)^r .

    Written as :math:`U_s - U_q - s_j (1 - P_{ij})(U_s - U_f)`, it is exactly 0 where d is 0.

    Parameters
    ----------
    apart : array of float, shape (n, n)
        Distances of the actors, in parts of the span.
    salience : array of float, shape (n,)
        From 0 to 1.
    chance : array of float, shape (n, n)
        Probability that i succeeds against j, from `success`.
    risk : array of float, shape (n,)
        Risk exponents.
    """
    power = risk[:, None]
    apart = np.minimum(apart, 1.0)  # rounding may exceed the scale
    near, far = 4 * (0.5 - 0.5 * apart) ** power, 4 * (0.5 + 0.5 * apart) ** power
    gain, stake = 4 * 0.5**power - near, far - near
    own = gain - salience * (1 - chance) * stake
    other = gain - salience[:, None] * (1 - chance.T) * stake
    return own, other


def _danger(table: BargainingTable, apart: Array, rules: Rules) -> Array:
    """Security loss of every actor: what all others could expect from challenging it, r = 1."""
    plain = np.ones(len(table.names))
    chance = success(apart, table.weight, plain, rules)
    return np.asarray(challenges(apart, table.salience, chance, plain)[1].sum(axis=1))


def risk_exponents(danger: Array) -> Array:
    r"""Risk exponent of every actor from its danger, 1/2 for the most exposed to 2, shape (n,).

    .. math:: R_i = \frac{2 D_i - \max D - \min D}{\max D - \min D}, \qquad
              r_i = \frac{1 - R_i / 3}{1 + R_i / 3}

    All are 1 if all are in equal danger.
    """
    high, low = danger.max(), danger.min()
    if high - low <= _SAME:  # rounding must not turn equals into extremes
        return np.ones_like(danger)
    ratio = (2 * danger - high - low) / (high - low) / 3
    return np.asarray((1 - ratio) / (1 + ratio))


def _moves(
    position: Array, apart: Array, own: Array, other: Array, rules: Rules
) -> tuple[Move, ...]:
    """The offer that every actor accepts: of the first kind that it has, the best.

    With a = E(i, j) and b = E(j, i) as i sees them: confrontation if b > a > 0, compromise if
    b > -a > 0, capitulation if -a > b > 0. A compromise moves i by |a / b| of the way to j, the
    others all the way. Of several confrontations or capitulations it accepts the nearest.
    """
    bold, meek = (own > 0) & (other > own), (own < 0) & (other > 0)
    masks = (bold, meek & (other > -own), meek & (other < -own))
    share = np.divide(-own, other, out=np.zeros_like(own), where=masks[1])
    gap = position - position[:, None]
    compromise = _rank(position, gap, share, rules)
    out: dict[int, Move] = {}
    for kind, mask in zip(KINDS, masks, strict=True):
        order = compromise if kind == "compromise" else apart
        best = np.where(mask, order, np.inf).argmin(axis=1)
        for i in np.flatnonzero(mask.any(axis=1)):
            if i not in out:
                out[int(i)] = _move(position, share, int(i), int(best[i]), kind)
    return tuple(out[i] for i in sorted(out))


def _rank(position: Array, gap: Array, share: Array, rules: Rules) -> Array:
    """Which compromise comes first; lowest: (|a| x_i + b x_j) / (|a| + b), share being |a / b|."""
    if rules.compromise == "least":
        return np.abs(gap) * share
    return position[:, None] + gap / (1 + share)


def _move(position: Array, share: Array, i: int, j: int, kind: MoveKind) -> Move:
    part = float(share[i, j]) if kind == "compromise" else 1.0
    start, aim = float(position[i]), float(position[j])
    end = aim if part == 1.0 else start + (aim - start) * part
    return Move(actor=i, towards=j, kind=kind, start=start, end=end)


def exposed(course: Course) -> NDArray[np.intp]:
    """Actors from the most exposed to the least at the start: order of danger, shape (n,)."""
    return np.argsort(-course.rounds[0].danger, kind="stable")
