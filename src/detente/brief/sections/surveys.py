"""Surveys: public opinion, with margins of error and warnings."""

from collections.abc import Iterator

from detente.brief.blocks import Block, Subhead, column, figures, inline, note, paragraph, table
from detente.brief.sections._register import chart, section
from detente.brief.words import day, number, points, signed
from detente.document.assessment import Assessment
from detente.document.case import CrossPart, DifferencePart, SurveyPart
from detente.document.percent import percent


@section("surveys", "Surveys: public opinion", place=95)
def surveys(a: Assessment) -> Iterator[Block]:
    """Waves in a chart and a table, then the tests of each question."""
    if not a.surveys:
        yield paragraph("The case contains no survey of either public.")
        return
    waves = [(s, w) for s in a.surveys for w in s.waves]
    if waves:
        yield from chart(a, "surveys", table="waves")
        yield table(
            "waves",
            "Survey waves with 95% margins at the stated design effect",
            [
                column("Question", 2),
                column("Favours"),
                column("Wave"),
                figures("Share"),
                figures("Margin, points"),
                figures("n"),
            ],
            [
                (
                    s.label,
                    s.favours,
                    day(w.date),
                    percent(w.share),
                    f"± {number(100 * w.margin, 1)}",
                    number(w.n),
                )
                for s, w in waves
            ],
        )
    for s in a.surveys:
        yield Subhead(runs=inline(f"{s.label} ", note(f"(favours {s.favours})")))
        yield from _tests(s)


def _tests(s: SurveyPart) -> Iterator[Block]:
    if s.change and s.change_deff:
        yield paragraph(
            f"Change from first to last wave: {points(s.change.change)} "
            f"{_twice(s.change, s.change_deff, s.deff)}"
        )
    if s.split and s.lead and s.lead_deff:
        split, undecided = s.split, s.lead.undecided or 0.0
        yield paragraph(
            f"{day(split.date)}: {percent(split.pro)} for, {percent(split.con)} against, "
            f"{percent(undecided)} undecided (n = {split.n}). Lead: "
            f"{points(s.lead.change)} {_twice(s.lead, s.lead_deff, s.deff)}"
        )
    if s.cross:
        yield paragraph(_cross(s.cross))
    for alarm in s.alarms:
        yield paragraph(f"Warning: {alarm}", kind="alarm")


def _twice(plain: DifferencePart, stated: DifferencePart, deff: float) -> str:
    """A difference tested without and with the stated design effect."""

    def ends(d: DifferencePart) -> str:
        return f"{signed(100 * d.low, 1)} to {signed(100 * d.high, 1)}"

    return (
        f"(95% {ends(plain)}), z = {number(plain.z)} at a design effect of 1; {ends(stated)}, "
        f"z = {number(stated.z)} at {number(deff, 1)} as stated."
    )


def _cross(cross: CrossPart) -> str:
    start = (
        f"Cross-tabulation: {points(cross.difference)} compared with all other respondents "
        f"({percent(cross.rest)})"
    )
    if cross.z is None:
        return f"{start}; the shares are inconsistent, so no test is made."
    return f"{start}, z = {number(cross.z)} at a design effect of 1, φ = {number(cross.phi)}."
