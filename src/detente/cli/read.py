"""The command ``read``: documents into proposals for a case."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import JsonFlag, day_option, err, out, plain_table, print_json
from detente.document.counted import counted
from detente.errors import DataError

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.reading.review import Review
    from detente.reading.summary import Read
    from detente.reading.text import Document

_LANGUAGES = {"fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese"}
_LANGUAGES |= {"nl": "Dutch", "pl": "Polish", "tr": "Turkish", "ru": "Russian", "ar": "Arabic"}
_LANGUAGES |= {"id": "Indonesian", "zh": "Chinese"}


def read(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Texts: .txt, .md, .html, .docx, .pdf; `-` is standard input."),
    ] = None,
    *,
    case: Annotated[
        Path | None,
        typer.Option(help="Case file; proposals and decisions are stored in its folder."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Day of the names; the case's by default, else the text's.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--date", help="Day of the text, where it does not say so.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Accept proposals of this kind: actor, date, survey or scheduled."),
    ] = None,
    min_p: Annotated[float, typer.Option(help="With --accept: least probability.")] = 0.95,
    put: Annotated[
        bool, typer.Option("--put", help="Put what is accepted into the case file.")
    ] = False,
    report: Annotated[
        bool, typer.Option("--report", help="How often each reader was right in your reviews.")
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(help="Ask a model too: an OpenAI-compatible address, such as Ollama's."),
    ] = None,
    model_name: Annotated[str, typer.Option(help="Name of the model at that address.")] = "default",
    as_json: JsonFlag = False,
) -> None:
    """Read documents by rules, and propose what they say, each with its exact words.

    Nothing enters the case until a person accepts it: in the app (`detente serve FOLDER`, then
    *Documents* of the case), or with `--accept` for plain facts. Numbers that only a person may
    judge are never proposed. Nothing is sent anywhere, unless `--model` names an address: then the
    text goes there and nowhere else, and a quote of the model that the text does not hold is shown
    as such and never used. The key of a server that needs one is read from `DETENTE_MODEL_KEY`.

    Examples: `detente new china-russia --states CHN RUS`, then
    `detente read article.txt --case china-russia.yaml`; after the review
    `detente read --case china-russia.yaml --put`
    """
    from detente.reading.review import load_review, review_path

    own_case = _case(case, needed=bool(accept or put or report))
    named = day_option(as_of, "--as-of")
    done = [
        _read(f, own_case, case, named, day_option(published, "--date"), outlet, as_json)
        for f in files or ()
    ]
    if model is not None:
        done = [_ask(one, model, model_name, case, named, own_case) for one in done]
    if case is not None and accept:
        _accept(case, accept, min_p)
    if case is not None and put:
        _put(case, as_json)
    if case is not None and report:
        _report(load_review(review_path(case)), as_json)
    if not (done or put or report or accept):
        raise DataError("nothing to read: name a file, or give --put or --report with --case")
    if done:
        _show(done, case, as_json)


def _case(case: Path | None, *, needed: bool) -> "Case | None":
    from detente.case.load import load

    if case is None:
        if needed:
            raise DataError("--accept, --put and --report need the case file: add --case FILE")
        return None
    return load(case)


def _read(
    file: Path,
    own_case: "Case | None",
    case: Path | None,
    as_of: date | None,
    published: date | None,
    outlet: str | None,
    quiet: bool,
) -> "Read":
    """Open and read one document; its proposals go into the folder of the case, if there is one."""
    from dataclasses import replace

    from detente.reading.for_case import read_for
    from detente.reading.open_file import open_document
    from detente.reading.review import add_document, review_path

    document = _dated(open_document(file, published=published, outlet=outlet), quiet)
    done = read_for(document, own_case.as_of if own_case is not None else None, as_of)
    if case is None:
        return done
    return replace(done, new=add_document(review_path(case), document, done.proposals))


def _ask(
    one: "Read", url: str, name: str, case: Path | None, as_of: date | None, own_case: "Case | None"
) -> "Read":
    """The same document read by a model too; its answers go into the review file of the case."""
    from dataclasses import replace

    from rich.progress import Progress

    from detente.reading.agreement import weighed
    from detente.reading.model_client import ModelClient
    from detente.reading.model_read import read_with_model
    from detente.reading.review import add_model_reading, review_path

    d = one.document
    client = ModelClient(url=url, model=name)
    names = as_of or (own_case.as_of if own_case is not None else d.published) or date.today()
    with Progress(console=err(), transient=True) as bar:
        task = bar.add_task(f"{url} reads {d.name}")
        made = read_with_model(
            d, names, client, progress=lambda n, of: bar.update(task, completed=n, total=of)
        )
    both = tuple(weighed([*one.proposals, *made.proposals]))
    new = one.new
    if case is not None:
        new = (new or 0) + add_model_reading(review_path(case), d, made, url=url)
    return replace(one, proposals=both, new=new, not_in_text=made.not_in_text)


def _dated(document: "Document", quiet: bool) -> "Document":
    """The document with its day; prompts for it on a terminal."""
    from dataclasses import replace

    if document.published is not None:
        return document
    if quiet or not sys.stdin.isatty():
        raise DataError(f"{document.name}: no date found; give its day with --date 2001-11-12")
    answer = typer.prompt(f"{document.name}: day of the text (such as 2001-11-12)")
    outlet = document.outlet or typer.prompt("Who published it (may be empty)", default="")
    return replace(document, published=day_option(answer, "the day"), outlet=outlet or None)


def _accept(case: Path, kinds: list[str], min_p: float) -> None:
    from detente.reading.proposal import FACTS
    from detente.reading.review import Decision, decide, in_state, load_review, now, review_path

    bad = [kind for kind in kinds if kind not in FACTS]
    if bad:
        raise DataError(f"--accept {bad[0]}: only plain facts can be, which are {', '.join(FACTS)}")
    path, when = review_path(case), now()
    chosen = [p for p in in_state(load_review(path), "open") if p.kind in kinds and p.p >= min_p]
    decide(path, [Decision(proposal=p.id, verdict="accept", at=when) for p in chosen])
    out().print(f"accepted: {len(chosen)} with p of at least {min_p:g}", markup=False)


def _put(case: Path, as_json: bool) -> None:
    from detente.reading.into_case import into_case

    made = into_case(case)
    if as_json:
        print_json({"entries": made.entries, "waiting": list(made.waiting)})
        return
    saved = f"; the old file is {case}.bak" if made.entries else ""
    out().print(f"{case}: {counted(made.entries, 'entry')} added{saved}", markup=False)
    for sentence in made.waiting:
        out().print(f"  {sentence}", markup=False)


def _report(review: "Review", as_json: bool) -> None:
    from dataclasses import asdict

    from detente.reading.summary import in_use

    uses = in_use(review)
    if as_json:
        print_json([asdict(u) | {"precision": u.precision} for u in uses])
        return
    heads = ("reader", "kind", "proposed", "accepted", "edited", "rejected", "unsure")
    table = plain_table(
        *heads, "precision", "promised", right=(*heads[2:], "precision", "promised")
    )
    for u in uses:
        counts = (u.proposed, u.accepted, u.edited, u.rejected, u.unsure)
        shares = ("-", "-") if u.precision is None else (f"{u.precision:.2f}", f"{u.expected:.2f}")
        table.add_row(f"{u.reader} {u.version}", u.kind, *map(str, counts), *shares)
    out().print(table)


def _show(done: "list[Read]", case: Path | None, as_json: bool) -> None:
    from detente.reading.review import review_path
    from detente.reading.summary import as_json as plain

    if as_json:
        print_json(plain(done))
        return
    for one in done:
        for line in _lines(one):
            out().print(line, markup=False, soft_wrap=True)
    if case is not None:
        stored = review_path(case)
        out().print(
            f"Stored in {stored}; review it in the app: detente serve {case.parent}", markup=False
        )


def _lines(one: "Read") -> list[str]:
    """Print the result for one document."""
    from detente.reading.summary import by_kind, without_proposal

    d = one.document
    origin = ", ".join(str(x) for x in (d.title, d.author, d.outlet, d.published) if x)
    size = f"{counted(len(d.paragraphs), 'paragraph')}, {counted(len(d.body), 'sentence')}"
    lines = [f"{d.name}: {size} ({origin})"]
    if one.language != "en":
        spoken = _LANGUAGES.get(one.language or "", "a language that is not known")
        lines.append(f"  The text is in {spoken}: only actors and dates are proposed.")
    counts = ", ".join(f"{n} {kind}" for kind, n in by_kind(one.proposals).items())
    new = "" if one.new is None else f", {one.new} of them new"
    lines.append(f"  {counted(len(one.proposals), 'proposal')}{new}: {counts}")
    lines += [f"  {x.kind} {x.why}, not used: {x.quote!r:.80}" for x in one.not_in_text]
    missing = without_proposal(d, one.proposals)
    if missing:
        lines.append(
            f"  No proposal in paragraph {', '.join(map(str, missing))}: read these yourself."
        )
    return lines
