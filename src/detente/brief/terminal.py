"""The assessment in a terminal: the verdict, then the figures behind it."""

from rich.console import Console
from rich.text import Text

from detente.brief.answer import ladder
from detente.brief.grid import Grid
from detente.brief.terminal_answer import bridge, fates, hypotheses, levers, section
from detente.brief.words import HORIZONS, change, other_releases_words, span, year_or
from detente.document.assessment import Assessment, ReferencePart
from detente.document.percent import percent
from detente.document.scenarios import ConditionalPart
from detente.scenarios.sensitivity.fault_lines import UNNAMED

_CLAIMS_SHOWN = 4
_SIGNPOSTS = 10
_FAR = 3.0  # standard deviations


def show(a: Assessment, console: Console) -> None:
    """Print every section of an assessment.

    Parameters
    ----------
    a : Assessment
        What to print.
    console : rich.console.Console
        Where to print it.
    """
    _head(a, console)
    _confidence(a, console)
    levers(a, console)
    bridge(a, console)
    _classes(a, console)
    _lenses(a, console)
    _fault_lines(a, console)
    _conditionals(a, console)
    _signposts(a, console)
    _flips(a, console)
    hypotheses(a, console)
    _left_out(a, console)
    _provenance(a, console)


def _years(value: float | None) -> str:
    return "over 40" if value is None else f"{value:.1f}"


def _table(*columns: str, name: int = 0) -> Grid:
    return Grid(columns=columns, name=name)


def _head(a: Assessment, console: Console) -> None:
    console.print(Text(a.partnership.question, style="bold"))
    members = " and ".join(a.partnership.members)
    start = year_or(a.partnership.start, str(a.partnership.start))
    console.print(Text(f"{members}, as of {a.as_of}; together since {start}"))
    console.print()
    console.print(Text(f"{a.verdict.label.upper()}", style="bold reverse"), end=" ")
    console.print(Text(f"({a.verdict.type})"))
    console.print(Text(a.verdict.words))
    fates(a, console)
    section(console, "P(no rupture)", "90 % interval")
    table = _table("", *(f"{y} y" for y in HORIZONS))
    table.add("forecast", *(span(a.verdict.p_unbroken[y]) for y in HORIZONS))
    table.add("in words", *(a.verdict.probability_words[y] for y in HORIZONS))
    console.print(table)
    section(console, "P(ended), by outcome")
    spans = (f"{y} y" for y in HORIZONS)
    table = _table("outcome", *spans, "median years", "known to", "what it means")
    for _, o in ladder(a):
        spans = (span(o.p_end[y]) for y in HORIZONS)
        known = str(o.coverage[1])
        table.add(o.label, *spans, _years(o.median_years), known, o.definition)
    console.print(table)


def _confidence(a: Assessment, console: Console) -> None:
    c = a.confidence
    section(console, f"Confidence: {c.level}", "by a stated rule; not a probability")
    for grade in ("weak", "middling", "strong"):
        reasons = "; ".join(r.says for r in c.reasons if r.grade == grade)
        if reasons:
            console.print(Text(f"{grade}: {reasons}"))


def _classes(a: Assessment, console: Console) -> None:
    section(
        console,
        "Reference classes: P(ended), before the lenses",
        f"from data published by {a.provenance.known_to}",
    )
    for outcome in dict.fromkeys(r.outcome for r in a.reference_classes):
        members = [r for r in a.reference_classes if r.outcome == outcome]
        table = _table(
            f"for {outcome}", "n", "ended", "weight", "1 y", "5 y", "10 y", "20 y", "why"
        )
        for r in members:
            table.add(r.label, *_class_cells(r), r.reason)
        pooled = a.outcomes[outcome].p_end_pooled
        table.add("pooled", "", "", "", *(span(pooled[y]) for y in ("1", "5", "10", "20")), "")
        console.print(table)
        console.print()


def _class_cells(r: ReferencePart) -> list[str]:
    spans = [span(r.p_end[y]) for y in ("1", "5", "10", "20")]
    return [str(r.n), str(r.ended), f"{r.weight:.2f}", *spans]


def drivers(a: Assessment) -> str:
    """The parts of P(rupture within ten years), in one sentence."""
    r = a.verdict.rests_on
    panel = (
        ""
        if r.panel is None
        else f" (one of them, the learned hazard of a tie of this kind: {percent(r.panel)})"
    )
    data = (
        ""
        if r.with_panel is None
        else " With the panel's values of the learned lenses instead of the coded ones it would be "
        f"{percent(r.with_panel)}."
    )
    return (
        f"P(rupture within ten years) {percent(r.total)}: {percent(r.classes)} from the reference "
        f"classes{panel}, {100 * r.learned:+.0f} points from lenses with learned weights, "
        f"{100 * r.judged:+.0f} from judged weights (of lenses with and without "
        f"evidence) and the calendar.{data}{_beyond(a)}"
    )


def _beyond(a: Assessment) -> str:
    """Lenses whose reading is far from the historical mean."""
    far = [
        f"{x.label} ({x.deviations:+.1f} SD)"
        for x in a.lenses
        if x.deviations is not None and abs(x.deviations) > _FAR
    ]
    return f" Far from the historical mean: {', '.join(far)}." if far else ""


def _lenses(a: Assessment, console: Console) -> None:
    section(
        console,
        "What pulls which way",
        "log-odds on the yearly hazard, mean of ten years; weights learned or judged, as marked",
    )
    table = _table("lens", "effect", "90 %", "weight", "value", "panel", "unit", "claims")
    for lens in a.lenses:
        claims = ", ".join(lens.claims[:_CLAIMS_SHOWN])
        more = len(lens.claims) - _CLAIMS_SHOWN
        table.add(
            lens.label,
            f"{lens.effect:+.2f}",
            f"{lens.effect_low:+.2f} to {lens.effect_high:+.2f}",
            lens.basis,
            f"{lens.value:.2f}",
            "" if lens.panel is None else f"{lens.panel:.2f} ({lens.panel_year})",
            lens.unit,
            claims + (f" and {more} more" if more > 0 else ""),
        )
    console.print(table)
    console.print(Text(drivers(a), style="dim"))
    for silent in a.no_evidence:
        console.print(Text(f"no evidence: {silent.id} ({silent.reason})", style="dim"))


def _fault_lines(a: Assessment, console: Console) -> None:
    section(console, "Fault lines", "share of the ten-year risk, and P(rupture) due to each")
    if not a.fault_lines:
        console.print(Text("the case names none", style="dim"))
        return
    table = _table("", "share", "90 %", "P(due)", "")
    for line in a.fault_lines:
        table.add(
            line.label + (" (computed)" if line.id == UNNAMED else ""),
            percent(line.share),
            f"{percent(line.share_low)}-{percent(line.share_high)}",
            percent(line.p_first),
            "█" * round(40 * line.share),
        )
    console.print(table)


def _conditionals(a: Assessment, console: Console) -> None:
    section(
        console,
        "If, then",
        "P(ended) within the years given; probabilities of conditions are judged; "
        f"{a.provenance.futures:,} simulated futures (whatif simulates more)",
    )
    if not a.conditionals:
        console.print(Text("the case states none", style="dim"))
        return
    table = _table("years", "P(if)", "P(end | if)", "P(end | not)", "if", "then", name=4)
    for c in sorted(a.conditionals, key=_leverage):
        table.add(
            f"{c.horizon_years:g}",
            *(
                span(c.intervals[k]) if k in c.intervals else "-"
                for k in ("p_if", "p_end_given_if", "p_end_given_not")
            ),
            c.if_,
            c.then,
        )
    console.print(table)


def _leverage(c: ConditionalPart) -> float:
    difference = c.intervals.get("difference")
    return -abs(difference.mean) if difference else 0.0


def _signposts(a: Assessment, console: Console) -> None:
    section(
        console,
        "Signposts",
        "what their result says about P(rupture within 5 years), most informative first",
    )
    table = _table(
        "by", "P(so)", "if so", "if not", "bits", "scenario, or event and its outcome", name=5
    )
    for s in a.signposts[:_SIGNPOSTS]:
        shown = [
            span(s.intervals[name]) if name in s.intervals else ""
            for name in ("p", "p_end_if", "p_end_if_not")
        ]
        bits = "" if s.information_bits is None else f"{s.information_bits:.4f}"
        turn = f": {s.adverse_if}" if s.adverse_if else ""
        table.add(s.date.isoformat(), *shown, bits, s.label + turn)
    console.print(table)


def _flips(a: Assessment, console: Console) -> None:
    section(
        console,
        "What would change the answer",
        "one lever at a time, moved to the end of its range",
    )
    table = _table("P(no rupture 10 y)", "move", "from", "to", "verdict", "lever", name=5)
    for f in a.flips:
        name = f.label + (f", from {_number(f.smallest_turn)} onwards" if f.flips else "")
        table.add(
            span(f.intervals["p_unbroken_10"]),
            change(f.intervals["move"]),
            _number(f.start),
            _number(f.end),
            name if f.flips else "same",
            f.lever,
        )
    console.print(table)
    for t in a.thresholds:
        if t.odds_ratio is not None:
            console.print(Text(f"{t.words}: yearly odds of rupture x {t.odds_ratio:.2f}"))
    for r in a.reference_classes:
        if r.label_alone and r.label_alone != a.verdict.label:
            console.print(Text(f"if '{r.label}' were the only reference class: {r.label_alone}"))


def _number(x: float | str | None) -> str:
    return "" if x is None else x if isinstance(x, str) else f"{x:.3g}"


def _left_out(a: Assessment, console: Console) -> None:
    section(console, "Left out")
    table = Grid(columns=("", ""), heads=False)
    for s in a.left_out:
        table.add(s.id, s.reason)
    console.print(table)


def _provenance(a: Assessment, console: Console) -> None:
    p = a.provenance
    settings = ", ".join(f"{k} {v:g}" for k, v in p.settings.items() if k != "seed")
    section(console, "Provenance")
    console.print(
        Text(
            f"detente {p.version}, vintage {p.vintage} (published by {p.known_to}), seed {p.seed}; "
            f"{settings}; case {p.case_sha256[:12]}",
            style="dim",
        )
    )
    if p.other_releases:
        console.print(Text(other_releases_words(p.other_releases)))
