"""The ledger over time: what each deed did to the balance, and the running balance."""

from collections.abc import Sequence

from detente.brief.charts.theme import (
    BLUE,
    INK,
    LEGEND_TOP,
    MUTED,
    PALE,
    Spec,
    category,
    chart,
    evenly,
    labels,
    quantity,
    rows,
    zero_line,
)
from detente.brief.words import number, signed
from detente.document.assessment import Assessment
from detente.document.case import DeedPart

_PER_FIGURE = 24  # deeds that fit on one page
_STYLES = ["material", "verbal", "material harm", "verbal harm"]
_FILLS = [BLUE, PALE, "#dd8452", "#f6dccb"]  # deeds darker than words, gifts than harm, in grey too


@chart("ledger")
def ledger(a: Assessment) -> list[Spec]:
    """Deeds in rows by date: bars towards the side whose credit they raise, and the balance."""
    return [_figure(a, part) for part in evenly(a.ledger.deeds, _PER_FIGURE)]


def _figure(a: Assessment, deeds: Sequence[DeedPart]) -> Spec:
    names = labels(((d.id, f"{d.date}  {d.what}{_third(a, d)}") for d in deeds), 50)
    values = [_deed(a, name, d) for name, d in zip(names, deeds, strict=True)]
    first, second = a.partnership.members
    words = "; ".join(
        f"{d.date} {d.giver_name}: {d.what}, worth {number(d.worth, 0)}" for d in deeds
    )
    edge = 1.1 * max(10.0, *(abs(v["given"]) for v in values)) + 6
    title = f"◀ credit of {second} · credit of {first} ▶"
    x = quantity("given", [-edge, edge], title=title, tickCount=5, labelExpr="abs(datum.value)")
    return {
        "title": f"The ledger from {deeds[0].date} to {deeds[-1].date}",
        "description": "Bars by date, towards the side whose credit a deed raises, and the "
        f"balance. {words}.",
        "data": {"values": values},
        "spacing": 18,
        "hconcat": [_worth(names, x), _balance(names, values, first)],
    }


def _third(a: Assessment, d: DeedPart) -> str:
    """Who gave it to whom, where that is not one partner to the other."""
    between = {d.giver_name, d.receiver_name} == set(a.partnership.members)
    return "" if between else f" ({d.giver_name} to {d.receiver_name})"


def _height(names: list[str]) -> int:
    lines = max(name.count("\n") for name in names) + 1
    return max(32, 13 * lines + 4) * len(names) + 8


def _deed(a: Assessment, name: str, d: DeedPart) -> Spec:
    given = d.worth if d.giver_name == a.partnership.members[0] else -d.worth
    return {
        "row": name,
        "given": given,
        "style": d.kind + (" harm" if d.valence == "conflict" else ""),
        "balance": d.balance,
        "text": number(d.worth, 0),
        "side": "left" if given < 0 else "right",
    }


def _worth(names: list[str], x: Spec) -> Spec:
    fill = category("fill", "style", _STYLES, _FILLS, LEGEND_TOP)
    return {
        "width": 270,
        "height": _height(names),
        "encoding": {"y": rows(names, labelFontSize=11, labelLineHeight=13)},
        "layer": [
            {
                "mark": {"type": "bar", "height": 14, "stroke": INK, "strokeWidth": 0.8},
                "encoding": {"x": x, **fill},
            },
            *(_text(side, x) for side in ("left", "right")),
            zero_line(color=INK),
        ],
    }


def _text(side: str, x: Spec) -> Spec:
    left = side == "left"
    mark = {"type": "text", "align": "right" if left else "left", "dx": -5 if left else 5}
    return {
        "transform": [{"filter": f"datum.side == '{side}'"}],
        "mark": {**mark, "fontSize": 11},
        "encoding": {"x": x, "text": {"field": "text"}},
    }


def _balance(names: list[str], values: list[Spec], first: str) -> Spec:
    known = [
        {**v, "balance_text": signed(v["balance"], 0)} for v in values if v["balance"] is not None
    ]
    edge = 1.3 * max([10.0, *(abs(v["balance"]) for v in known)])
    x = quantity("balance", [-edge, edge], title=f"Balance of {first}", tickCount=3)
    axis = {"labels": False, "grid": True}
    return {
        "data": {"values": known},
        "width": 150,
        "height": _height(names),
        "encoding": {"y": rows(names, **axis), "x": x},
        "layer": [
            zero_line(color=MUTED),
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 1.5, "order": None}},
            {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 45, "opacity": 1}},
            {
                "mark": {"type": "text", "dx": 8, "align": "left", "fontSize": 11},
                "encoding": {"text": {"field": "balance_text"}},
            },
        ],
    }
