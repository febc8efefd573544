"""The commands ``influence``, ``ledger`` and ``ach``: each shows one part of a case."""

from typing import Annotated, Any

import typer

from detente.cli.common import CaseArgument, JsonFlag, out, print_json


def influence(case: CaseArgument, *, as_json: JsonFlag = False) -> None:
    """Show the influence of both partners on third states: claimed, coded, measured, trend.

    Influence is breadth of contact times dependence, 0 to 100, the mean over trade, organisations
    and treaties. The columns of the panel need `detente data pull` once and use what was
    known when the year of the case began. Contested: the smaller influence is at least half of the
    larger.
    """
    from detente.case.load import load
    from detente.forecast.influence_table import influence_table

    loaded = load(case)
    thirds = influence_table(loaded)
    if as_json:
        print_json({"case": loaded.id, "as_of": loaded.as_of.isoformat(), "thirds": thirds})
        return
    if not thirds:
        out().print("The case codes no influence on a third state.")
        return
    table = _table("third", "partner", "claimed", "coded", "trend", "panel", "a year", "by domain")
    for third in thirds:
        for row in third["partners"]:
            table.add_row(str(third["name"]), loaded.name(row["by"]), *_levels(row))
    out().print(table)
    out().print("In brackets: share of the two partners' influence. Trend: points per year.")
    for third in thirds:
        words = f"as coded {_yes(third['contested_as_coded'])}"
        panel = f"by the panel {_yes(third['contested_by_panel'])}"
        years = {row["panel_year"] for row in third["partners"]} - {None}
        of = f" ({', '.join(map(str, sorted(years)))})" if years else ""
        out().print(f"{third['name']}: contested {words}, {panel}{of}", markup=False)


def _levels(row: dict[str, Any]) -> tuple[str, ...]:
    """One partner's cells: levels with their shares, trends, and the panel's domains."""
    claimed, coded = (
        f"{_number(row[k])} {_number(row[f'{k}_share'], '(.0%)')}" for k in ("claimed", "coded")
    )
    panel = f"{_number(row['panel'], '.1f')} {_number(row['panel_share'], '(.0%)')}"
    domains = ", ".join(f"{name} {value:.1f}" for name, value in row["panel_domains"].items())
    trends = _number(row["coded_trend"], "+.1f"), _number(row["panel_trend"], "+.2f")
    return claimed, coded, trends[0], panel, trends[1], domains


def ledger(case: CaseArgument, *, as_json: JsonFlag = False) -> None:
    """Show the ledger of deeds: cost, worth, share delivered, pre-decided, running balance.

    Worth counts what was delivered and would not have come anyway; verbal acts count a quarter. The
    balance is what the first partner has given the second, less what it has received.
    """
    from detente.assessment.deed_ledger import ledger_document
    from detente.case.load import load

    loaded = load(case)
    report = ledger_document(loaded)
    if as_json:
        print_json(report)
        return
    heads = ("date", "giver", "what", "kind", "cost", "value", "done", "pre", "worth", "says")
    table = _table(*heads, "net")
    for line in report["lines"]:
        condition = " (conditional)" if line["conditional"] else ""
        table.add_row(
            line["date"],
            loaded.name(line["giver"]),
            line["what"] + condition + _effects(loaded, line["externalities"]),
            f"{line['kind']} {line['valence']}",
            *(_number(line[k]) for k in ("cost", "value")),
            *(_number(line[k], ".0%") for k in ("delivered", "pre_decided")),
            _number(line["worth"]),
            _number(line["signal"], ".2f"),
            _number(line["balance"], "+.0f"),
        )
    out().print(table)
    out().print(
        "done: share delivered; pre: probability that it was decided beforehand; says: log of the "
        f"likelihood ratio of a committed giver; net: {loaded.name(loaded.members[0])} has given "
        "more than it got by so much",
        markup=False,
    )
    owes = report["in_debt"]
    state = f"{loaded.name(owes)} is in debt by {abs(report['balance']):.0f}" if owes else "even"
    out().print(f"Between the partners: {state}. {report['basis']}.", markup=False)
    for giver, thirds in report["externalities"].items():
        effects = ", ".join(f"{loaded.name(t)} {v:+.2f}" for t, v in thirds.items())
        out().print(
            f"All in all on {loaded.name(giver)}'s ties with thirds: {effects}", markup=False
        )


def _effects(case: Any, on: dict[str, float]) -> str:
    """What a deed did to the giver's ties with thirds, after a line break; blank for nothing."""
    return "".join(f"\n  tie with {case.name(third)} {v:+.2f}" for third, v in on.items())


def ach(
    case: CaseArgument,
    *,
    transpose: Annotated[
        bool,
        typer.Option("--evidence-rows", help="Put evidence in rows and hypotheses in columns."),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Show the matrix of competing hypotheses: ratings, three scores, and the decisive evidence.

    Hypotheses are in rows, which reduced bias in a published trial. Scores count the evidence
    against a hypothesis, weighted by credibility and relevance (PARC) or not (Burton, Open
    Synthesis); none of them is a probability. "Without it": the hypothesis that would lead by PARC
    if that item were wrong.
    """
    from detente.case.evidence_matrix import ach_report
    from detente.case.load import load

    loaded = load(case)
    report = ach_report(loaded)
    if as_json:
        print_json(report)
        return
    if not report["hypotheses"] or not report["items"]:
        out().print("The case weighs no hypotheses against evidence.")
        return
    for table in [_by_evidence(report)] if transpose else _by_hypothesis(report):
        out().print(table)
    _show_leaders(report)


_RULES = {
    "inconsistency": "Burton",
    "weighted_inconsistency": "PARC",
    "squared_inconsistency": "Open Synthesis",
}


def _show_leaders(report: dict[str, Any]) -> None:
    for h in report["hypotheses"]:
        out().print(f"{h['id']}: {h['label']}", markup=False)
    leaders = (f"{', '.join(report['leaders'][rule])} by {by}" for rule, by in _RULES.items())
    out().print(
        f"Least spoken against: {'; '.join(leaders)}. Scores are counts, no probabilities.",
        markup=False,
    )
    for item, others in report["pivots"].items():
        out().print(f"Without {item}, {', '.join(others)} would lead by PARC.", markup=False)
    if not report["pivots"]:
        out().print("No single item decides: without any one of them the same would lead.")


def _by_hypothesis(report: dict[str, Any]) -> list[Any]:
    """Hypotheses in rows: ratings by number of the evidence, what the numbers are, and scores."""
    items, wide = list(enumerate(report["items"], 1)), max(1, (out().width - 8) // 3)
    tables = []
    for start in range(0, len(items), wide):
        part = items[start : start + wide]
        table = _table("", *(str(k) for k, _ in part), narrow=True)
        for h in report["hypotheses"]:
            table.add_row(h["id"], *(_rating(i["ratings"].get(h["id"])) for _, i in part))
        tables.append(table)
    legend = _table("", "evidence", "credibility", "relevance", "tells apart", "without it")
    for k, i in items:
        legend.add_row(str(k), i["id"], *_about(i))
    scores = _table("", *_RULES.values())
    for h in report["hypotheses"]:
        scores.add_row(h["id"], *_scores(report, h["id"]))
    return [*tables, legend, scores]


def _by_evidence(report: dict[str, Any]) -> Any:
    names = [h["id"] for h in report["hypotheses"]]
    table = _table("evidence", *names, "credibility", "relevance", "tells apart", "without it")
    for i in report["items"]:
        table.add_row(i["id"], *(_rating(i["ratings"].get(h)) for h in names), *_about(i))
    for row, label in enumerate(_RULES.values()):
        table.add_row(label, *(_scores(report, h)[row] for h in names))
    return table


def _about(item: dict[str, Any]) -> tuple[str, ...]:
    leads = ", ".join(item["without_it"]["leading"])
    return item["credibility"], item["relevance"], f"{item['diagnosticity']:.2f}", leads


def _scores(report: dict[str, Any], h: str) -> tuple[str, ...]:
    return tuple(f"{report['scores'][rule][h]:.1f}" for rule in _RULES)


def _rating(value: int | None) -> str:
    return "-" if value is None else {-2: "II", -1: "I", 0: "N", 1: "C", 2: "CC"}[value]


def _number(value: float | None, form: str = ".0f") -> str:
    """A number in a form such as ``.0f``, or ``(.0%)`` for brackets around it; blank for none."""
    if value is None:
        return ""
    text = format(value, form.strip("()"))
    return f"({text})" if form.startswith("(") else text


def _yes(contested: bool | None) -> str:
    return "unknown" if contested is None else "yes" if contested else "no"


def _table(*heads: str, narrow: bool = False) -> Any:
    """An empty table; nothing in its cells is markup, whatever a case holds."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    class Plain(Table):
        def add_row(self, *cells: Any, **style: Any) -> None:
            super().add_row(*(Text(cell) for cell in cells), **style)

    table = Plain(box=SIMPLE_HEAD, padding=(0, 1, 0, 0) if narrow else (0, 1), pad_edge=False)
    for head in heads:
        table.add_column(Text(head), overflow="fold")
    return table
