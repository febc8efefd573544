"""Draw survival curves as inline SVG within a millisecond, for what-if answers.

Only positions in the drawing are computed here; every figure comes from a document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from detente.app.state import static
from detente.document.part import Interval
from detente.document.percent import percent

_WIDTH, _HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 132, 14, 44
_GAP = 17  # smallest distance between the two labels


@dataclass(frozen=True, kw_only=True)
class SurvivalLine:
    """A named survival curve: ``points`` are P(not yet) at 0, 1, 2 ... years."""

    name: str
    points: Sequence[Interval]


def draw(curves: Sequence[SurvivalLine], *, title: str) -> str:
    """Draw one or two curves with their 90 % bands as SVG; the second is dashed.

    Parameters
    ----------
    curves : sequence of SurvivalLine
        One or two curves.
    title : str
        Read by screen readers, followed by the last figure of each curve.
    """
    years = max(len(c.points) for c in curves) - 1
    body = "".join(_curve(c, place, years) for place, c in enumerate(curves))
    summary = "; ".join(
        f"{c.name}: {percent(c.points[-1].mean)} at {len(c.points) - 1} years" for c in curves
    )
    label = escape(f"{title}. {summary}.")
    return (
        f'<svg class="curve" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{label}">{_grid(years)}{body}{_labels(curves, years)}'
        "</svg>"
    )


def stand_alone(drawing: str) -> str:
    """A curve of `draw` as a file of its own, with the styles that a page takes from its sheet."""
    rules = (line for line in static("app.css").decode().split("\n") if line.startswith(".curve "))
    opening, rest = drawing.split(">", 1)
    size = f'xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"'
    font = "svg { font: 13px Arial, Liberation Sans, sans-serif; }"
    return f"{opening} {size}><style>{font}{''.join(rules)}</style>{rest}"


def _x(year: float, years: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * year / max(years, 1)


def _y(p: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - p)


def _grid(years: int) -> str:
    across = "".join(
        f'<path class="grid" d="M{_LEFT} {_y(p):.1f}H{_WIDTH - _RIGHT}"/>'
        f'<text class="tick" x="{_LEFT - 8}" y="{_y(p) + 4:.1f}" text-anchor="end">{p:.0%}</text>'
        for p in (0, 0.25, 0.5, 0.75, 1)
    )
    step = 2 if years <= 10 else 5
    along = "".join(
        f'<text class="tick" x="{_x(y, years):.1f}" y="{_HEIGHT - _BOTTOM + 18}" '
        f'text-anchor="middle">{y}</text>'
        for y in range(0, years + 1, step)
    )
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    return (
        f'{across}{along}<text class="tick" x="{middle}" y="{_HEIGHT - 6}" text-anchor="middle">'
        "years from the case's date</text>"
    )


def _curve(curve: SurvivalLine, place: int, years: int) -> str:
    xs = [_x(year, years) for year in range(len(curve.points))]
    upper = [f"{x:.1f},{_y(r.high):.1f}" for x, r in zip(xs, curve.points, strict=True)]
    lower = [f"{x:.1f},{_y(r.low):.1f}" for x, r in zip(xs, curve.points, strict=True)]
    middle = [f"{x:.1f},{_y(r.mean):.1f}" for x, r in zip(xs, curve.points, strict=True)]
    return (
        f'<polygon class="band band-{place}" points="{" ".join(upper + lower[::-1])}"/>'
        f'<polyline class="line line-{place}" points="{" ".join(middle)}"/>'
    )


def _labels(curves: Sequence[SurvivalLine], years: int) -> str:
    """Name and last figure of each curve, moved apart where they would overlap."""
    spots = sorted((_y(c.points[-1].mean), place) for place, c in enumerate(curves))
    for after in range(1, len(spots)):
        least = spots[after - 1][0] + _GAP
        spots[after] = (max(spots[after][0], least), spots[after][1])
    return "".join(
        f'<text class="label label-{place}" x="{_x(len(curves[place].points) - 1, years) + 8:.1f}" '
        f'y="{y + 4:.1f}">{escape(curves[place].name)} {percent(curves[place].points[-1].mean)}'
        "</text>"
        for y, place in spots
    )
