"""The page of a pair in the terminal: what `assess` shows of two states without data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.table import Table

from detente.cli.common import out
from detente.document.percent import percent

if TYPE_CHECKING:
    from detente.forecast.pair_page import PairPage

_YEARS = (1, 5, 10)


def show_pair(page: "PairPage") -> None:
    """Print the forecast of a pair, what drives it, its place in the world and how old it is."""
    console = out(piped=80)
    one, other = (s.name for s in page.states)
    console.print(f"{one} and {other}, as of {page.day}: {page.ties}")
    console.print(_outcomes(page))
    for line in _lines(page):
        console.print(line, markup=False)


def _outcomes(page: "PairPage") -> Table:
    from detente.history.outcomes import OUTCOME_CARDS

    table = Table(title="Within, with 90 % intervals", title_justify="left", box=None)
    table.add_column("")
    for years in _YEARS:
        table.add_column(f"{years} year{'s' * (years > 1)}", justify="right")
    table.add_column("known to", justify="right")
    for outcome, chances in page.forecast.outcomes.items():
        cells = (_chance(*chances[h]) for h in _YEARS)
        table.add_row(OUTCOME_CARDS[outcome].label, *cells, str(page.known_to[outcome]))
    return table


def _chance(mean: float, low: float, high: float) -> str:
    return f"{percent(mean)} ({percent(low)}-{percent(high)})"


def _lines(page: "PairPage") -> Iterator[str]:
    drivers = ", ".join(f"{d.name} {d.effect:+.2f}" for d in page.forecast.drivers)
    yield f"What drives rupture most (log-odds against the mean): {drivers}."
    yield f"{page.place}; next to it:"
    for pair in page.near:
        yield f"  {percent(pair.p5):>5}  {' - '.join(pair.states)}"
    if page.treaties:
        yield f"{page.treaties}."
    if page.far:
        yield f"{page.far[0].upper()}{page.far[1:]}."
    if page.facts_to:
        oldest = list(page.facts_to.items())[:3]
        ages = "; ".join(f"to {last} {', '.join(names[:3])}" for last, names in oldest)
        yield f"The oldest facts: {ages}. Hazards were fitted on history seen as late."
    yield f"{page.note[0].upper()}{page.note[1:]}."
