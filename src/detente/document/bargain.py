"""The parts of the document about bargaining over the issues of a case.

Positions and salience are from 0 to 100 as in the case; power has the unit that the case gives
it. All of it rests on judged positions: nothing here is learned from history.
"""

from typing import Literal

from pydantic import Field

from detente.document.part import Interval, Part

MoveKind = Literal["confrontation", "compromise", "capitulation"]


class SeatPart(Part):
    """One actor at the table of an issue."""

    id: str
    name: str
    position: float
    salience: float
    power: float = Field(
        description="Voices of one state split its power in proportion to their power at home"
    )


class UnseatedPart(Part):
    """An actor with a position and no seat, and why."""

    id: str
    reason: str


class MoverPart(Part):
    """An actor that ends elsewhere than it began."""

    id: str
    from_: float = Field(alias="from")
    to: float
    first_kind: MoveKind = Field(description="First move")
    first_towards: str = Field(description="Whose offer that was")


class ExposedPart(Part):
    """How exposed an actor is before the first round."""

    id: str
    danger: float = Field(
        description="Security loss: sum of what all others expect to gain by challenging it; "
        "higher is more exposed"
    )


class CoursePart(Part):
    """The expected-utility challenge model, round by round."""

    rules: str
    rounds: list[list[float]] = Field(
        description="Positions of the seats in their order: at the start, then after each round"
    )
    means: list[float] = Field(description="Weighted mean at the start and after each round")
    words: str = Field(description="settles, cycles with a period, or did not settle")
    settled: int | None = Field(description="Round after which nobody moved")
    cycle: int | None = Field(description="Rounds after which all stood where they had stood")
    outcome: float = Field(
        description="Weighted mean after the last round; of a cycle, the mean over its rounds"
    )
    movers: list[MoverPart]
    exposed: list[ExposedPart] = Field(description="Most exposed first")


class ShiftPart(Part):
    """Change of P(rupture), by years from the case's date: with less without."""

    accepted: dict[str, Interval] = Field(
        description="Both partners and their voices come to stand at the outcome"
    )
    imposed: dict[str, Interval] = Field(
        description="The status quo moves to the outcome and everyone still wants what it wants"
    )


class BargainPart(Part):
    """What bargaining over one issue would end in, and what that does to the partnership."""

    id: str
    label: str
    zero: str
    hundred: str
    status_quo: float
    actors: list[SeatPart]
    no_seat: list[UnseatedPart]
    weighted_mean: Interval = Field(
        description="The forecast that leads; mean is its value at the coded numbers, the interval "
        "is over the coder's ranges"
    )
    weighted_mean_with_unseated: float | None = Field(
        description="The weighted mean if every actor that lacks only power were as strong as the "
        "strongest at the table: how far the gap could move it; null if there is none"
    )
    weighted_median: float
    nash: float = Field(description="Nash solution if no agreement leaves the status quo")
    challenge: CoursePart
    partnership_effect: ShiftPart
