"""Years that the data behind a forecast cover, by outcome and lens, and their age."""

from collections.abc import Iterator
from datetime import date

from detente.data.as_of import cutoff_before, last_covered, last_day
from detente.document.coverage import CoveragePart, Covered
from detente.document.labels import OutcomeId
from detente.forecast.forecast import CaseForecast
from detente.history.fact_ages import last_facts
from detente.history.outcomes import OUTCOME_CARDS
from detente.records import years_between
from detente.registry import Lens, sources


def coverage(forecast: CaseForecast) -> list[CoveragePart]:
    """Years covered for every outcome that is forecast, and for every lens with a history."""
    return [*coverage_of_outcomes(forecast), *_lenses(forecast)]


def known_to(forecast: CaseForecast) -> dict[OutcomeId, date]:
    """Last day of the history used, by outcome."""
    return {outcome: last_day(last) for outcome, (_, last) in covered_years(forecast).items()}


def coverage_of_outcomes(forecast: CaseForecast) -> list[CoveragePart]:
    """Years covered for every outcome that is forecast."""
    return [
        _part(forecast, "outcome", outcome, OUTCOME_CARDS[outcome].label, span)
        for outcome, span in covered_years(forecast).items()
    ]


def covered_years(forecast: CaseForecast) -> dict[OutcomeId, tuple[int, int]]:
    """First and last year of the history used, by outcome."""
    year = forecast.vintage.year
    cards = {outcome: OUTCOME_CARDS[outcome] for outcome in forecast.base.outcomes}
    return {
        outcome: (card.first_learned(year), card.last_known(cutoff_before(year)))
        for outcome, card in cards.items()
    }


def _lenses(forecast: CaseForecast) -> Iterator[CoveragePart]:
    facts = last_facts(forecast.vintage.year)
    for name, lens in forecast.weights.lenses.items():
        if lens.history is not None and not lens.card.user_sources:
            first, last = _years(lens, cutoff_before(forecast.vintage.year))
            span = first, min(facts.get(name, last), cutoff_before(forecast.vintage.year))
            yield _part(forecast, "lens", name, lens.card.label, span)


def _years(lens: Lens, cutoff: int) -> tuple[int, int]:
    """Years that all sources of a lens cover, as published at a cutoff."""
    cards = [sources()[name] for name in lens.sources()]
    first = max(card.coverage[0] for card in cards)
    return first, last_covered(min(card.coverage[1] for card in cards), cards, cutoff)


def _part(
    forecast: CaseForecast,
    kind: Covered,
    name: str,
    label: str,
    span: tuple[int, int],
) -> CoveragePart:
    age = years_between(last_day(span[1]), forecast.case.as_of)
    return CoveragePart(
        of=kind, id=name, label=label, first=span[0], last=span[1], age_years=round(max(0, age), 1)
    )
