"""The command ``detente cache``: list the cached files, and clear them."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.common import JsonFlag, out, print_json
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.cache import Usage

_HOLDS = {
    "assessments": "documents and printed text of cases that were assessed",
    "charts": "drawn charts",
    "fits": "fitted models of an interrupted backtest",
    "months": "totals of an event feed by month",
    "queries": "SQL that counts events",
    "tables": "tables derived from the reference data",
}

cache_app = typer.Typer(invoke_without_command=True)


def _kinds(incomplete: str) -> list[str]:
    return [kind for kind in _HOLDS if kind.startswith(incomplete)]


@cache_app.callback()
def list_(context: typer.Context, *, as_json: JsonFlag = False) -> None:
    """List the cached results on disk: kind, number of files, size and folder.

    Cleared results are computed again when they are needed.

    Examples: `detente cache`, `detente cache clear charts`
    """
    from detente.cache import DISK_CACHES

    if context.invoked_subcommand is None:
        _show([cache.usage() for cache in DISK_CACHES.values()], as_json=as_json)


@cache_app.command("clear")
def clear(
    kind: Annotated[
        str | None,
        typer.Argument(
            help="assessments, charts, fits, months, queries or tables; all of them if absent.",
            autocompletion=_kinds,
        ),
    ] = None,
    *,
    as_json: JsonFlag = False,
) -> None:
    """Remove the cached files of one kind or of all, and list what was removed.

    A running detente may fail if a table that it is about to read is removed.
    """
    from detente.cache import DISK_CACHES

    if kind is not None and kind not in DISK_CACHES:
        raise DetenteError(f"no cache '{kind}'; wanted one of {', '.join(DISK_CACHES)}")
    kinds = list(DISK_CACHES) if kind is None else [kind]
    _show([DISK_CACHES[name].clear() for name in kinds], as_json=as_json)


def _show(usages: "list[Usage]", *, as_json: bool) -> None:
    if as_json:
        print_json([_document(usage) for usage in usages])
        return
    for usage in usages:
        files = "1 file" if usage.files == 1 else f"{usage.files:,} files"
        out().print(
            f"{usage.kind:12} {files:>12} {usage.bytes / 1e6:>9,.1f} MB  {usage.folder}  "
            f"({_HOLDS[usage.kind]})",
            markup=False,
            soft_wrap=True,
        )


def _document(usage: "Usage") -> dict[str, Any]:
    return {**asdict(usage), "folder": str(usage.folder)}
