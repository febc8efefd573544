"""What an attack counts."""

from collections import Counter
from dataclasses import dataclass, field

KINDS = ("refused", "accepted", "crashed", "slow", "wrong")
BAD = ("crashed", "slow", "wrong")


@dataclass
class Figures:
    """Counts of one attack, its largest memory and time, and each kind of fault with its count."""

    attack: str
    tried: int = 0
    counts: Counter = field(default_factory=Counter)
    left: int = 0  # files and processes that a command left behind
    megabytes: float = 0.0
    slowest: float = 0.0
    faults: Counter = field(default_factory=Counter)
    notes: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, kind: str, signature: str = "") -> None:
        """Count one try; a bad one under its signature."""
        self.tried += 1
        self.counts[kind] += 1
        if kind in BAD:
            self.faults[f"{kind}: {signature}"] += 1

    def left_behind(self, what: str) -> None:
        """Count one thing that should not be there any more."""
        self.left += 1
        self.faults[f"left: {what}"] += 1

    def document(self) -> dict:
        """The figures as plain values."""
        return {
            "attack": self.attack,
            "tried": self.tried,
            **{kind: self.counts[kind] for kind in KINDS},
            "left": self.left,
            "megabytes": round(self.megabytes),
            "slowest": round(self.slowest, 1),
            "seconds": round(self.seconds),
            "faults": dict(self.faults.most_common()),
            "notes": dict(self.notes.most_common()),
        }


def table(all_figures: list[Figures]) -> str:
    """The figures as a table in Markdown, then each fault and note on a line."""
    heads = ["attack", "tried", *KINDS, "left", "peak MB", "slowest s"]
    rows = [
        [f.attack, f.tried, *(f.counts[k] for k in KINDS), f.left]
        + [round(f.megabytes), f"{f.slowest:.1f}"]
        for f in all_figures
    ]
    lines = [" | ".join(heads), "|".join(["---"] + ["---:"] * (len(heads) - 1))]
    lines += [" | ".join(f"{x:,}" if isinstance(x, int) else x for x in row) for row in rows]
    more = [
        f"{f.attack}: {count} x {what}"
        for f in all_figures
        for what, count in [*f.faults.most_common(), *f.notes.most_common()]
    ]
    return "\n".join([f"| {line} |" if "---" not in line else f"|{line}|" for line in lines] + more)
