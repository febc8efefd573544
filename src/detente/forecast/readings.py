"""Read a case through every lens, and read its versions under the same random numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from detente.cache import RecentCache
from detente.case.draws import Draws, Stream
from detente.case.in_order import in_order, replaced_sections
from detente.case.model import Case
from detente.case.numbers import Number
from detente.forecast.chance import Chance
from detente.forecast.read_lens import read_lens
from detente.records import Array, Estimate, Failed, NoEvidence
from detente.registry import Lens, lenses

Reading = Estimate | NoEvidence
Readings = Mapping[str, Reading]
Drawn = tuple[tuple[Number, Array], ...]
_RECENT = 8  # versions of a case whose reading of one lens stays in memory


@dataclass(frozen=True, kw_only=True)
class LensReadings:
    """Readings of a case by every lens, and what is needed to read versions of it.

    Attributes
    ----------
    case : Case
        The case as coded.
    lenses : mapping of str to Lens
        All lenses by id.
    coded : mapping of str to Estimate or NoEvidence
        Readings of the case as coded, by lens.
    numbers : mapping of str to tuple of (Number, array of shape (n_draws,))
        Numbers of the case that each lens read, with their simulated values.
    """

    case: Case
    lenses: Mapping[str, Lens]
    coded: Readings
    numbers: Mapping[str, Drawn]
    streams: Mapping[str, Stream]
    recent: Mapping[str, RecentCache[Reading]]
    contents: "Contents"

    def of(self, version: Case) -> Readings:
        """Read every lens off a version of the case.

        Lenses whose sections are equal to those of the case as coded keep those readings.
        """
        version = in_order(version, like=self.case)
        changed = self.contents.changed(version)
        again = {
            name: self._read(version, lens, changed)
            for name, lens in self.lenses.items()
            if not changed.keys().isdisjoint((*lens.card.reads, "partnership"))
        }
        return {**self.coded, **again}

    def _read(self, version: Case, lens: Lens, changed: Mapping[str, int]) -> Reading:
        name = lens.card.id
        if isinstance(self.coded[name], Failed):
            return self.coded[name]
        key = tuple(changed.get(section, 0) for section in (*lens.card.reads, "partnership"))
        return self.recent[name].get(
            key, lambda: read_lens(lens, version, Draws(self.streams[name]))
        )


class Contents:
    """Numbers for the contents of sections, so that each is compared once for all lenses.

    Parameters
    ----------
    case : Case
        The case as coded, whose contents all have the number 0.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._numbers = count(1)
        self._known: dict[str, RecentCache[int]] = {
            name: RecentCache(_RECENT) for name in type(case).model_fields
        }

    def changed(self, version: Case) -> dict[str, int]:
        """Numbers of the sections of a version that differ from those of the case."""
        numbers = ((n, self._number(n, version)) for n in replaced_sections(version, self._case))
        return {name: number for name, number in numbers if number}

    def _number(self, name: str, version: Case) -> int:
        content = getattr(version, name)
        if content == getattr(self._case, name):
            return 0
        return self._known[name].get(content, lambda: next(self._numbers))


def read_lenses(case: Case, chance: Chance) -> LensReadings:
    """Read a case through every lens.

    Parameters
    ----------
    case : Case
        The case as coded.
    chance : Chance
        Each lens has a stream of its own, shared by its readings of versions.
    """
    case, known = in_order(case), lenses()
    streams = {name: chance.stream(f"lens/{name}") for name in known}
    draws = {name: Draws(stream) for name, stream in streams.items()}
    return LensReadings(
        case=case,
        lenses=known,
        coded={name: _coded(lens, case, draws[name]) for name, lens in known.items()},
        numbers={name: tuple(draw.drawn) for name, draw in draws.items()},
        streams=streams,
        recent={name: RecentCache(_RECENT) for name in known},
        contents=Contents(case),
    )


def _coded(lens: Lens, case: Case, draws: Draws) -> Reading:
    """The reading of a case as coded; a lens that reads what no case has is left out."""
    strange = set(lens.card.reads) - set(type(case).model_fields)
    if strange:
        return Failed(reason=f"its card reads '{min(strange)}', which is no section of a case")
    return read_lens(lens, case, draws)
