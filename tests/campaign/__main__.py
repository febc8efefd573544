"""The command of the campaign."""

import argparse
import json
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .kit.arena import Arena, Terms
from .kit.attack import Attack, attacks
from .kit.figures import Figures, table
from .kit.plan import Plan


def main() -> int:
    """Run the attacks; exit code 1 if anything crashed, was slow, wrong or left behind."""
    asked = _parser().parse_args()
    chosen = [a for name, a in attacks().items() if asked.only in (None, name)]
    if not chosen:
        sys.stderr.write(f"no attack '{asked.only}'; wanted one of {', '.join(attacks())}\n")
        return 2
    shares = {a.name: a.share for a in chosen}
    plan = Plan(shares, asked.minutes * 60, min(asked.jobs, len(chosen)))
    terms = Terms(seed=asked.seed, plan=plan, tries=asked.tries, keep=asked.keep, store=asked.store)
    with ThreadPoolExecutor(asked.jobs) as pool:
        longest_first = sorted(chosen, key=lambda a: -a.share)
        jobs = {a.name: pool.submit(_run, a, terms) for a in longest_first}
        done = [jobs[a.name].result() for a in chosen]
    documents = [figures.document() for figures in done]
    sys.stdout.write(json.dumps(documents, indent=1) if asked.json else table(done))
    sys.stdout.write("\n")
    return int(any(figures.faults for figures in done))


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:10} {a.what}" for name, a in attacks().items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.campaign",
        description="Attack detente and print figures.",
        epilog=f"attacks:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--minutes", type=float, default=18, help="of all attacks (18)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same attacks (1)")
    parser.add_argument("--only", metavar="NAME", help="one attack")
    parser.add_argument("--tries", type=int, help="at most so many tries of each attack")
    parser.add_argument("--jobs", type=int, default=2, help="attacks at a time (2)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="reproducers of each fault")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="a filled DETENTE_HOME to copy"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _run(attack: Attack, terms: Terms) -> Figures:
    """Run one attack in a folder of its own, which is removed."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"campaign-{attack.name}-") as folder:
        arena = Arena(attack.name, terms, Path(folder))
        try:
            attack.run(arena)
        except Exception:  # a fault of the campaign, which ends no other attack
            traceback.print_exc()
            arena.figures.faults["the attack itself failed"] += 1
        finally:
            arena.commands.close()
            arena.other.close()
    arena.figures.seconds = time.monotonic() - start
    sys.stderr.write(f"{attack.name}: {arena.figures.tried:,} tries\n")
    return arena.figures


if __name__ == "__main__":
    sys.exit(main())
