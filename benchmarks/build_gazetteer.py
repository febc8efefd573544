"""Build ``src/detente/reading/_gazetteer_phoenix.csv`` from the Phoenix lists of organisations.

    python benchmarks/build_gazetteer.py FOLDER

``FOLDER`` holds ``Phoenix.International.actors.txt`` and ``Phoenix.MilNonState.actors.txt`` (Open
Event Data Alliance, MIT licence). Taken are names of organisations and armed groups of two words
or more with a word that only such names have; not persons, companies, forms that the table
written by hand has already, nor ``Phoenix.Countries.actors.txt``: that list was generated from
CountryInfo, whose licence is CC BY-SA.
"""

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "detente" / "reading"
SOURCES = {
    "Phoenix.MilNonState.actors.txt": ("movement", r"[A-Z]{3}(?:REB|SEP|INS|MIL|UAF)|IMG\w*"),
    "Phoenix.International.actors.txt": ("organisation", r"IGO\w*"),
}
_ARMED = (
    "army front brigade brigades guerrilla guerrillas mujahideen mujahidin jihad liberation rebel "
    "movement forces faction resistance militia tigers fighters martyrs lashkar jaish harakat"
)
_BODY = (
    "organization organisation agency union council community association fund bank league "
    "commission conference programme program committee federation forum initiative secretariat "
    "society tribunal court confederation mission"
)
_SMALL = re.compile(r"of|for|the|and|in|on|to|de|la|des|du|del|los|las|et|e|y|da|do|al|a")
_GENERIC = re.compile(
    r"^(?:The )?(?:(?:Un|United Nations|International (?:Government|War)|Secretariat of) .*|"
    r"(?:National|People'?s|Popular|Revolutionary|Liberation|Islamic|Red|Resistance|Freedom|"
    r"Democratic|Armed|Rebel|International|Regional|Economic|Central|Special|High|Security|"
    r"Development|Human Rights|World|General|Supreme|Free|United|Holy|Black|White)(?: \w+)?)$"
)


@dataclass
class Block:
    """Spellings of one organisation, as they stand in the list."""

    spellings: list[str]
    codes: list[str] = field(default_factory=list)


def blocks(lines: list[str]) -> Iterator[Block]:
    """Blocks of a list: a name, then its synonyms after ``+``, then codes in brackets."""
    block: Block | None = None
    for line in lines:
        text = line.split("#")[0].rstrip()
        if not text.strip():
            continue
        codes = re.findall(r"\[([A-Z]{3,})(?:\s[^\]]*)?\]", text)
        name = re.sub(r"\[[^\]]*\]", "", text).strip()
        if name and not name.startswith("+"):
            if block:
                yield block
            block = Block([name])
        elif name and block:
            block.spellings.append(name[1:])
        if block:
            block.codes += codes
    if block:
        yield block


def spelled(raw: str) -> str:
    """``POPULAR_FRONT_OF_X_(PFX)_`` as *Popular Front of X*."""
    plain = re.sub(r"\([^)]*\)", " ", raw).replace("_", " ")
    parts = re.sub(r"\s+", " ", plain).strip(" -").split(" ")
    return " ".join(
        p.casefold() if n and _SMALL.fullmatch(p.casefold()) else _capital(p)
        for n, p in enumerate(parts)
    )


def _capital(word: str) -> str:
    return re.sub(r"[^\W\d_]+(?:'[a-z]\b)?", lambda m: m[0].capitalize(), word.casefold()).replace(
        "-E-", "-e-"
    )


def abbreviation(block: Block, names: list[str]) -> str | None:
    """Capitals in parentheses, or a synonym of one word, that are the initials of a name."""
    initials = {"".join(w[0] for w in re.split(r"[ -]", n) if w and w[0].isupper()) for n in names}
    short = [m for s in block.spellings for m in re.findall(r"\(([A-Z]{2,8})\)", s)]
    short += [s.strip("_") for s in block.spellings if re.fullmatch(r"[A-Z]{3,8}_?", s)]
    return next((s for s in short if s in initials), None)


def row(block: Block, kind: str, known: set[str]) -> list[str] | None:
    """A row of the table; None if no spelling is safe to look for."""
    nouns = (_ARMED if kind == "movement" else _BODY).split()
    names = [spelled(s) for s in block.spellings]
    forms = [n for n in dict.fromkeys(names) if _is_safe(n, nouns)]
    if not forms or any(_bare(n) in known for n in names):
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", forms[0].replace("'", "").casefold()).strip("-")
    short = abbreviation(block, names)
    actor = short if short and kind == "organisation" else slug
    return [kind, actor, forms[0], "", "", ";".join(forms)]


def _bare(name: str) -> str:
    """Letters and digits alone: spellings differ in hyphens and apostrophes."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _is_safe(name: str, nouns: list[str]) -> bool:
    """Whether a name is long and particular enough to mean the group wherever it stands."""
    parts = re.findall(r"[\w']+", name)
    return (
        len(parts) >= (3 if nouns[0] == "army" else 2)
        and len(name) <= 70
        and name.isascii()
        and not re.search(r"[^\w' -]", name)
        and any(p.casefold() in nouns for p in parts)
        and not _GENERIC.match(name)
    )


def main(folder: Path) -> None:
    """Write the table; print what was taken."""
    with (PACKAGE / "_gazetteer.csv").open(encoding="utf-8", newline="") as handle:
        known = {_bare(f) for r in csv.DictReader(handle) for f in r["forms"].split(";")}
    rows: dict[str, list[str]] = {}
    for name, (kind, codes) in SOURCES.items():
        for block in blocks((folder / name).read_text(encoding="latin-1").splitlines()):
            if not any(re.fullmatch(codes, c) for c in block.codes):
                continue
            new = row(block, kind, known)
            if new:
                rows.setdefault(new[2], new)
    with (PACKAGE / "_gazetteer_phoenix.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["kind", "actor", "name", "first", "last", "forms"])
        writer.writerows(rows[key] for key in sorted(rows))
    print(f"{len(rows)} organisations and groups")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("wanted the folder of the Phoenix lists")
    main(Path(sys.argv[1]))
