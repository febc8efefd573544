"""Method and vintage, and what was left out."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Subhead,
    bullets,
    code,
    column,
    inline,
    paragraph,
    strong,
    table,
)
from detente.brief.sections._register import section
from detente.brief.words import day, plain
from detente.document.assessment import Assessment

_SHORT = 12  # characters of a checksum that a person compares


@section("method", "Method, vintage and what was left out", place=140)
def method(a: Assessment) -> Iterator[Block]:
    """How the figures came about, from what, and what is missing."""
    v = a.provenance
    yield paragraph(
        "The reference classes are pooled and joined by the learned hazard of the bare tie; each "
        "lens then moves the yearly odds of rupture by a weight that history taught or, where it "
        "has no record, by a judged one. Scenarios and the calendar are laid over that. All of it "
        f"is simulated {v.settings['draws']} times, what is said of scenarios in {v.futures:,} "
        "drawn futures (more where detente whatif is asked of one); intervals hold the middle 90%."
    )
    yield Subhead(runs=inline("What was left out, and why"))
    if a.left_out:
        yield bullets(inline(strong(plain(s.id)), f": {s.reason}") for s in a.left_out)
    else:
        yield paragraph("Nothing.")
    yield Subhead(runs=inline("Provenance"))
    yield paragraph(
        f"Made by detente {v.version} with seed {v.seed} from the vintage of {v.vintage}, known to "
        f"{day(v.known_to)}. Case checksum ",
        code(v.case_sha256[:_SHORT]),
        ".",
    )
    yield table(
        "settings",
        "Settings",
        [column("Setting", 2), column("Value")],
        [(code(key), str(value)) for key, value in v.settings.items()],
        "narrow",
    )
    yield table(
        "data",
        f"Data sets behind the vintage, first {_SHORT} characters of each SHA-256",
        [column("Data set", 2), column("Checksum")],
        [(key, code(value[:_SHORT])) for key, value in v.sources.items()],
        "narrow",
    )
