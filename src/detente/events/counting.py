"""Options for counting events: roles, repeated events, weights."""

from dataclasses import dataclass
from typing import Literal, get_args

from detente.errors import DataError
from detente.events.rows import ROLES, Role
from detente.records import require_choice

Duplicates = Literal["day", "none"]
Weights = Literal["events", "mentions"]


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Options of a count of events.

    Attributes
    ----------
    source_roles, target_roles : tuple of Role
        Roles that the actor and the one acted upon may have; all by default. The rows of firms and
        persons ("other") are counted and reported in any case.
    duplicates : "day" or "none"
        ``"day"``: rows of one day, pair and root code are one event. For a direction the pair is
        ordered; for both it is not, so that a meeting that is reported from both sides counts once.
        Where the rows of an event differ in quad, the smallest counts. ``"none"``: each row is one.
    weights : "events" or "mentions"
        What is summed. Mentions are those of all rows, repeated ones too, each in its own quad:
        ``duplicates`` does not apply to them.
    misdated : bool
        Whether rows count whose day is more than a year from the day of their file.

    Raises
    ------
    DataError
        If an option is none of these, or no role is left.
    """

    source_roles: tuple[Role, ...] = ROLES
    target_roles: tuple[Role, ...] = ROLES
    duplicates: Duplicates = "day"
    weights: Weights = "events"
    misdated: bool = False

    def __post_init__(self) -> None:
        require_choice("duplicates", self.duplicates, Duplicates)
        require_choice("weights", self.weights, Weights)
        for name in ("source_roles", "target_roles"):
            roles = getattr(self, name)
            for role in roles:
                require_choice(name, role, Role)
            if not roles:
                raise DataError(f"{name}: none; wanted one or more of {', '.join(get_args(Role))}")
            # equal choices are equal records, whatever their order
            object.__setattr__(self, name, tuple(role for role in ROLES if role in roles))

    @property
    def by_day(self) -> bool:
        """Whether repeated rows of a day count once."""
        return self.duplicates == "day" and self.weights == "events"
