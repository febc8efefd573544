"""The survival curves of a what-if and of a comparison, with their drawing."""

from detente.app.case_files import CaseText
from detente.app.curve import SurvivalLine, draw
from detente.app.state import AppState
from detente.document.scenarios import WhatIf
from detente.forecast.settings import Settings

_NO_RUPTURE = "Probability of no rupture so far"


def curves_of(
    state: AppState, text: CaseText, settings: Settings, w: WhatIf | None
) -> tuple[list[SurvivalLine], str]:
    """The survival curves of an answer and their drawing; without one, that of the case as coded.

    Parameters
    ----------
    state : AppState
        Computes and caches the results.
    text : CaseText
        One version of a case file.
    settings : Settings
        Settings of the forecast.
    w : WhatIf or None
        The answer.
    """
    if w is None:
        lines = [_as_coded(state, text, settings, "as coded")]
    else:
        lines = [
            SurvivalLine(name="without", points=w.curve_without),
            SurvivalLine(name="with", points=w.curve_with),
        ]
    return lines, draw(lines, title=_NO_RUPTURE)


def compared_curves(
    state: AppState, a: CaseText, b: CaseText, settings: Settings
) -> tuple[list[SurvivalLine], str]:
    """The survival curves of two cases or versions, and their drawing.

    Parameters
    ----------
    state : AppState
        Computes and caches the results.
    a, b : CaseText
        Versions of case files.
    settings : Settings
        Settings of both forecasts.
    """
    lines = [_as_coded(state, text, settings, name) for name, text in (("A", a), ("B", b))]
    return lines, draw(lines, title=_NO_RUPTURE)


def _as_coded(state: AppState, text: CaseText, settings: Settings, name: str) -> SurvivalLine:
    rupture = state.results.assessment(text, settings).outcomes["rupture"]
    return SurvivalLine(name=name, points=rupture.curve)
