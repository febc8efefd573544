"""Commands that show one part of a case: influence on thirds, the ledger, the hypotheses."""

from typing import Annotated, Any

import typer

from detente.cli_out import CaseArgument, JsonFlag, out, print_json


def influence(case: CaseArgument, *, as_json: JsonFlag = False) -> None:
    """Show both partners' hold on third states: claimed, coded, measured, contested, trend.

    Influence is breadth of contact times dependence, 0 to 100, from trade, organisations and
    treaties. The measured columns need `detente data pull --from DIR` once; they are what was
    known when the case's year began. Contested: the smaller hold is at least half of the larger.
    """
    from detente.case.load import load
    from detente.forecast.spheres import spheres

    loaded = load(case)
    found = spheres(loaded)
    if as_json:
        print_json({"case": loaded.id, "as_of": loaded.as_of.isoformat(), "thirds": found})
        return
    if not found:
        out().print("The case codes no influence on a third state.")
        return
    table = _table("third", "partner", "claimed", "coded", "trend", "panel", "a year", "share")
    for third in found:
        for row in third["partners"]:
            table.add_row(
                str(third["name"]),
                loaded.name(row["by"]),
                *(_number(row[k]) for k in ("claimed", "coded")),
                _number(row["coded_trend"], "+.1f"),
                _number(row["panel"], ".1f") + (f" ({row['panel_year']})" if row["panel"] else ""),
                _number(row["panel_trend"], "+.2f"),
                _number(row["panel_share"], ".0%"),
            )
    out().print(table)
    for third in found:
        words = f"as coded {_yes(third['contested_as_coded'])}"
        panel = f"by the panel {_yes(third['contested_by_panel'])}"
        out().print(f"{third['name']}: contested {words}, {panel}", markup=False)


def ledger(case: CaseArgument, *, as_json: JsonFlag = False) -> None:
    """Show concessions given and received: cost, worth, delivered, pre-decided, running balance.

    Worth counts what was delivered and was not coming anyway; words count a quarter. The balance
    is what the first partner had given the second by then, less what it had got.
    """
    from detente.case.load import load
    from detente.lenses._ledger import document

    loaded = load(case)
    found = document(loaded)
    if as_json:
        print_json(found)
        return
    table = _table("date", "giver", "what", "kind", "cost", "value", "worth", "signal", "balance")
    for line in found["lines"]:
        table.add_row(
            line["date"],
            loaded.name(line["giver"]),
            line["what"],
            f"{line['kind']} {line['valence']}",
            *(_number(line[k], ".0f") for k in ("cost", "value", "worth")),
            _number(line["signal"], ".2f"),
            _number(line["balance"], "+.0f"),
        )
    out().print(table)
    owes = found["in_debt"]
    told = f"{loaded.name(owes)} is in debt by {abs(found['balance']):.0f}" if owes else "even"
    out().print(f"Between the partners: {told}. {found['basis']}.", markup=False)
    for giver, thirds in found["externalities"].items():
        effects = ", ".join(f"{loaded.name(t)} {v:+.2f}" for t, v in thirds.items())
        out().print(f"On {loaded.name(giver)}'s ties with thirds: {effects}", markup=False)


def ach(
    case: CaseArgument,
    *,
    transpose: Annotated[
        bool, typer.Option("--evidence-rows", help="Evidence in rows, hypotheses in columns.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Show the matrix of competing hypotheses: ratings, three scorings, and what decides.

    Hypotheses stand in rows, which reduced bias in a published trial. Scores count what speaks
    against a hypothesis; none of them is a probability.
    """
    from detente.case.load import load
    from detente.lenses.competing_hypotheses import document

    loaded = load(case)
    found = document(loaded)
    if as_json:
        print_json(found)
        return
    if not found["hypotheses"] or not found["items"]:
        out().print("The case weighs no hypotheses against evidence.")
        return
    out().print(_by_evidence(found) if transpose else _by_hypothesis(found))
    for h in found["hypotheses"]:
        out().print(f"{h['id']}: {h['label']}", markup=False)
    leading = ", ".join(found["leading"])
    out().print(f"Least spoken against: {leading}. Scores are counts, no probabilities.")
    for item, others in found["pivots"].items():
        out().print(f"Without {item}, {', '.join(others)} would lead.", markup=False)
    if not found["pivots"]:
        out().print("No single item decides: without any one of them the same would lead.")


def _by_hypothesis(found: dict[str, Any]) -> Any:
    items = found["items"]
    table = _table("", *(i["id"] for i in items), "Burton", "PARC", "Open Synthesis")
    for h in found["hypotheses"]:
        ratings = [_rating(i["ratings"].get(h["id"])) for i in items]
        table.add_row(h["id"], *ratings, *_scores(found, h["id"]))
    table.add_row("tells apart", *(f"{i['diagnosticity']:.1f}" for i in items), "", "", "")
    return table


def _by_evidence(found: dict[str, Any]) -> Any:
    names = [h["id"] for h in found["hypotheses"]]
    table = _table("evidence", "credibility", "relevance", *names, "tells apart")
    for i in found["items"]:
        ratings = [_rating(i["ratings"].get(h)) for h in names]
        cells = (i["id"], i["credibility"], i["relevance"])
        table.add_row(*cells, *ratings, f"{i['diagnosticity']:.2f}")
    for row, label in enumerate(("Burton", "PARC", "Open Synthesis")):
        table.add_row(label, "", "", *(_scores(found, h)[row] for h in names), "")
    return table


def _scores(found: dict[str, Any], h: str) -> tuple[str, ...]:
    keys = ("inconsistency", "weighted_inconsistency", "squared_inconsistency")
    return tuple(f"{found['scores'][key][h]:.1f}" for key in keys)


def _rating(value: int | None) -> str:
    return "n/a" if value is None else {-2: "II", -1: "I", 0: "N", 1: "C", 2: "CC"}[value]


def _number(value: float | None, form: str = ".0f") -> str:
    return "" if value is None else format(value, form)


def _yes(found: bool | None) -> str:
    return "unknown" if found is None else "yes" if found else "no"


def _table(*heads: str) -> Any:
    from rich.table import Table

    table = Table()
    for head in heads:
        table.add_column(head, overflow="fold")
    return table
