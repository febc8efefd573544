"""The brief as one self-contained HTML page: no script, no network, no outside file.

The page shows the :class:`~detente.document.Assessment` and computes nothing beyond the way
a number or a date is written. Text of a case is untrusted: Jinja2 escapes all of it, and
charts are drawn from it as data only.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.brief import charts
from detente.brief.charts.network import parts
from detente.brief.charts.theme import HORIZONS, percent
from detente.brief.terminal import rests
from detente.document import Assessment, Range, TiePart

if TYPE_CHECKING:
    from jinja2 import Environment

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHOWN_DETAIL = 4  # a longer breakdown of a lens belongs in the document, not on the page


def page(assessment: Assessment) -> str:
    """Write the brief of one assessment as HTML.

    Parameters
    ----------
    assessment : Assessment
        The document, as returned by ``assess`` or read back from its JSON.

    Returns
    -------
    str
        A complete page. The same document gives the same bytes.

    Examples
    --------
    >>> from detente.assessment import assess
    >>> page(assess("anglo-japanese-1905")).splitlines()[0]
    '<!doctype html>'
    """
    return environment().get_template("page.html.j2").render(context(assessment)) + "\n"


def environment() -> "Environment":
    """Templates with escaping on, and the ways to write numbers and dates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("detente.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(_FILTERS)
    return env


def context(a: Assessment) -> dict[str, Any]:
    """Everything that the template names: the document, its figures and its look-ups."""
    actors, ties = parts(a)
    return {
        "a": a,
        "figures": _figures(a),
        "horizons": HORIZONS,
        "broken": a.outcomes["broken"],
        "classes": {
            outcome: [c for c in a.reference_classes if c.outcome == outcome]
            for outcome in dict.fromkeys(["broken", *(c.outcome for c in a.reference_classes)])
        },
        "lenses": sorted(a.lenses, key=lambda lens: -lens.effect),
        "claim_ids": {c.id for c in a.claims},
        "source_ids": {s.id for s in a.sources},
        "fault_names": {c.id: c.label for c in a.fault_lines},
        "actors": actors,
        "ties": ties,
        "third": _third_parties(a),
        "rests": rests(a),
    }


def _figures(a: Assessment) -> dict[str, charts.Figure]:
    """Draw every chart that the document has material for, by name."""
    specs = {"survival": charts.survival(a)}
    for outcome in dict.fromkeys(c.outcome for c in a.reference_classes):
        specs[f"classes-{outcome}"] = charts.reference_classes(a, outcome)
    if a.lenses:
        specs["lenses"] = charts.lenses(a)
    if a.fault_lines:
        specs["fault-lines"] = charts.fault_lines(a)
    asked = charts.surveys(a)
    if asked:
        specs["surveys"] = asked
    if a.network.get("actors"):
        specs["network"] = charts.network(a)
    return {name: charts.figure(spec) for name, spec in specs.items()}


def _third_parties(a: Assessment) -> list[dict[str, Any]]:
    """Actors tied to a partner, with their ties to each partner, in the order of the case."""
    actors, ties = parts(a)
    inside = [x.id for m in a.partnership.members for x in actors if x.name == m]
    rows = []
    for x in actors:
        if x.id in inside:
            continue
        held = [_tie(ties, x.id, partner) for partner in inside]
        if any(held):
            rows.append({"name": x.name, "kind": x.kind, "ties": held})
    return rows


def _tie(ties: list[TiePart], a: str, b: str) -> TiePart | None:
    return next((t for t in ties if {t.a, t.b} == {a, b}), None)


def _range(r: Range, digits: int = 0) -> str:
    """Write an interval: ``44% to 65%``."""
    return f"{percent(r.low, digits)} to {percent(r.high, digits)}"


def _between(ends: tuple[float, float], digits: int = 0) -> str:
    return f"{percent(ends[0], digits)} to {percent(ends[1], digits)}"


def _number(x: float | str | None, digits: int = 2) -> str:
    """Write a plain number with a true minus sign; whole numbers stay whole."""
    if x is None:
        return "–"
    if isinstance(x, str):
        return {"+": "positive", "-": "negative"}.get(x, x)
    if not math.isfinite(x):
        return "beyond measure"
    digits = 0 if isinstance(x, int) else digits
    written = f"{x:.{digits}f}"
    return written.replace("-", "−") if float(written) else written.lstrip("-")


def _signed(x: float | None, digits: int = 2) -> str:
    if x is None or not math.isfinite(x):
        return _number(x)
    return ("+" if x > 0 else "") + _number(float(x), digits)


def _points(x: float, digits: int = 1) -> str:
    """Write a difference of probabilities in percentage points."""
    return f"{_signed(100 * x, digits)} points"


def _factor(x: float | None) -> str:
    """Write a factor to two significant digits below one, two decimals above."""
    if x is None:
        return "–"
    return f"{x:.2g}" if x < 1 else f"{x:.2f}"


def _day(iso: str) -> str:
    """Write an ISO date in English whatever the locale.

    Examples
    --------
    >>> _day("2001-11-12")
    '12 November 2001'
    """
    when = date.fromisoformat(iso)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _median(years: float | None) -> str:
    return "more than 40 years" if years is None else f"{years:.1f} years"


def _plain(words: str) -> str:
    return words.replace("-", " ").replace("_", " ")


def _details(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of the short parts of a lens's detail; long breakdowns are not shown."""
    out = []
    for key, value in detail.items():
        if isinstance(value, Mapping) and 0 < len(value) <= _SHOWN_DETAIL:
            told = ", ".join(f"{_plain(str(k))} {_scalar(v)}" for k, v in value.items())
            out.append((_plain(key), told))
        elif isinstance(value, str | int | float):
            out.append((_plain(key), _scalar(value)))
    return out


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _number(value) if isinstance(value, int | float) else str(value)


_FILTERS: dict[str, Callable[..., Any]] = {
    "percent": percent,
    "interval": _range,
    "between": _between,
    "number": _number,
    "signed": _signed,
    "points": _points,
    "factor": _factor,
    "day": _day,
    "median": _median,
    "plain": _plain,
    "details": _details,
}
