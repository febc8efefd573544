"""Populations of the backtest seen through data that ended years before the forecast.

A lag of k years gives every covariate the age that its source has when the dispute data, which end
first, are k years old: at a lag of 12 treaties are 4 years old and regimes 3, as in a forecast made
in 2023. What a vintage of such a year fits (`detente.history.aged_years`) is thus replayed on years
whose outcome is known.
"""

from detente.document.labels import OutcomeId
from detente.history import dyad_years, treaty_years
from detente.history.aged_years import (
    LAST_FRESH,
    MARGIN,
    Wide,
    aged_ladder,
    aged_rows,
    ages_in,
    last_years,
    seen_late,
)
from detente.history.panel_rows import panel_rows, wide_panel
from detente.history.rows import Rows
from detente.history.vintage import LAST
from detente.panel.tables import Tables

LONGEST = MARGIN - 4  # some sources are four years older than the disputes
_OWN = ("log age", "first three years", "first ten years", *treaty_years.TERMS)


def treaty_rows(lag: int) -> Rows:
    """Treaties in force; their own age and terms are known whatever the lag."""
    rows = treaty_years.treaty_years()
    if not lag:
        return rows
    last = {name: year for name, year in last_years(rows).items() if name not in _OWN}
    return seen_late(rows, ages_in(LAST_FRESH + lag, last))


def dyad_rows(lag: int) -> Rows:
    """Partnership dyad-years with a tie by what was known."""
    if not lag:
        return dyad_years.dyad_years()
    definition = dyad_years.Definition(margin=MARGIN, reach=LAST + 1)
    rows, gone = dyad_years.partnership_years(Tables(), definition)
    wide = Wide(rows=rows, gone=gone, last=last_years(rows))
    late = aged_rows(wide, wide.ages(LAST_FRESH + lag))[0]
    return late.where(late.year <= LAST_FRESH)


def ladder_rows(outcome: OutcomeId, lag: int) -> Rows:
    """Rows at risk of an outcome of the ladder."""
    if not lag:
        return panel_rows(outcome).rows
    wide = wide_panel()
    return aged_ladder(wide, wide.ages(LAST_FRESH + lag))[outcome]
