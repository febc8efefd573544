"""What the ten-year risk of a case rests on: classes, learned weights and judged weights."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from detente.document.assessment import RestsOn
from detente.document.labels import RUPTURE
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import at_year, shifted_survival, survival_at, yearly_hazard
from detente.history import lens_series
from detente.records import Array, Estimate

_WITHIN = 10  # years


def rests_on(forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue]) -> RestsOn:
    """Decompose P(rupture within ten years) into classes, learned and judged weights.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    panel : mapping of str to PanelValue
        The panel's values of the lenses, by id.
    """

    def ended(survival: Array) -> float:
        return float(1 - at_year(survival, 10).mean())

    plain, panel_class = forecast.base.survival(RUPTURE), forecast.base.panel.get(RUPTURE)
    both = ended(forecast.survivals[RUPTURE])
    learned = ended(forecast.survival(RUPTURE, forecast.shift_of("learned")))
    shift = forecast.shift_of("judged")
    judged = ended(shifted_survival(yearly_hazard(plain), shift))
    start = ended(plain)
    return RestsOn(
        classes=start,
        panel=ended(panel_class.survival) if panel_class else None,
        learned=((learned - start) + (both - judged)) / 2,
        judged=((judged - start) + (both - learned)) / 2,
        total=both,
        with_panel=_with_panel(forecast, panel),
    )


def _with_panel(
    forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue]
) -> float | None:
    """P(rupture within ten years) if the panel's values of the learned lenses stood and lasted."""
    replaced = {
        name: replace(
            reading, draws=np.full_like(reading.draws, value[1]), fading={}, comparable=None
        )
        for name, reading in forecast.readings.coded.items()
        if isinstance(reading, Estimate)
        and forecast.weights.basis[name] == "learned"
        and isinstance(value := panel.get(name), tuple)
    }
    if not replaced:
        return None
    shift = forecast.shift({**forecast.readings.coded, **replaced}, _WITHIN * STEPS)
    return 1 - float(survival_at(forecast.base.odds, shift, (_WITHIN,)).mean())
