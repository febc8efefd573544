"""The command ``detente``; the module of a command is imported only when that command is run.

A command parses, calls one public function, and prints.
"""

import codecs
import errno
import gc
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

from detente import __version__
from detente.document.shown import shown
from detente.errors import DetenteError

if TYPE_CHECKING:
    from typer import Typer

NARROWEST = 20  # columns, whatever COLUMNS says
# of mallopt in glibc: M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, and their bytes
_TRIM_THRESHOLD, _MMAP_THRESHOLD = (-1, 2**26), (-3, 2**25)
# by name: the module, the function or group of commands in it, and its class if not the usual one
COMMANDS: dict[str, tuple[str, ...]] = {
    "assess": ("assess", "assess"),
    "compare": ("compare", "compare"),
    "diff": ("compare", "diff"),
    "whatif": ("what_if", "whatif"),
    "questions": ("what_if", "questions"),
    "cases": ("case", "cases"),
    "new": ("case", "new"),
    "refresh": ("case", "refresh"),
    "read": ("read", "read"),
    "check": ("case", "check"),
    "verify": ("case", "verify"),
    "set": ("case", "set_"),
    "schema": ("case", "schema"),
    "lenses": ("lens", "lenses_"),
    "lens": ("lens", "lens"),
    "influence": ("case_views", "influence"),
    "ledger": ("case_views", "ledger"),
    "ach": ("case_views", "ach"),
    "reciprocity": ("reciprocity", "reciprocity"),
    "bargain": ("bargain", "bargain"),
    "pulse": ("pulse", "pulse"),
    "watch": ("watch", "watch"),
    "dyads": ("dyads", "dyads"),
    "base-rate": ("history", "base_rate"),
    "hazards": ("history", "hazards"),
    "fit": ("history", "fit"),
    "backtest": ("backtest", "backtest"),
    "panel": ("panel", "panel", "Several"),
    "data": ("data", "data_app"),
    "events": ("events", "events_app"),
    "forecast-log": ("forecast_log", "log_app"),
    "cache": ("cache", "cache_app"),
    "serve": ("serve", "serve"),
}


def command_line(only: str | None = None) -> "Typer":
    """The command line with all its commands, or with one of them."""
    import typer

    app = typer.Typer(
        cls=_group(),
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="How long will a partnership between states last, what would break it, and how would "
        "we know?\n\nStart with `detente assess us-russia-2001`, then `detente new my-case`.",
    )
    app.callback()(_options())
    for name in COMMANDS if only is None else (only,):
        place, *names = COMMANDS[name]
        command, *classes = (getattr(import_module(f"detente.cli.{place}"), n) for n in names)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name, cls=classes[0] if classes else None)(command)
    return app


def _group() -> Any:
    """Commands whose usage errors are a sentence, and in which an EOFError is a bug like any other.

    Click takes the end of the input for the user's wish to stop; its prompts have caught it before.
    """
    from typer import BadParameter
    from typer.core import TyperGroup

    from detente.cli.usage import sentence

    usage_error: Any = BadParameter.__base__  # of click, or of the copy of it in typer

    class Commands(TyperGroup):
        def make_context(self, *args: Any, **rest: Any) -> Any:
            return self._watched(super().make_context, *args, **rest)

        def invoke(self, *args: Any) -> Any:
            return self._watched(super().invoke, *args)

        @staticmethod
        def _watched(step: Callable[..., Any], *args: Any, **rest: Any) -> Any:
            try:
                return step(*args, **rest)
            except usage_error as problem:
                if type(problem).__name__ == "NoArgsIsHelpError":  # the help, for no arguments
                    raise
                raise DetenteError(sentence(problem)) from problem
            except EOFError as problem:
                raise RuntimeError(f"an input ended too early ({problem})") from problem

    return Commands


def _options() -> Any:
    """The options that go before the command."""
    import typer

    def show(value: bool) -> None:
        if value:
            sys.stdout.write(f"detente {__version__}\n")
            raise typer.Exit

    version = typer.Option("--version", callback=show, is_eager=True, help="Show the version.")

    def options(version: Annotated[bool, version] = False) -> None:
        """Hold the options that go before the command."""

    return options


def __getattr__(name: str) -> Any:
    """The whole command line as ``app``, built on first access."""
    if name == "app":
        return command_line()
    raise AttributeError(f"module 'detente.cli.main' has no attribute '{name}'")


def main() -> None:
    """Run the command; errors of input or of the machine print one message, exit code 2."""
    gc.disable()  # a command lives for a second and frees nothing worth a collection
    _keep_memory()
    # matrices have 50 columns, and requests of the app share the cores: threads only wait
    for library in ("OPENBLAS", "MKL", "OMP"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        _escape_output()
        _widen()
        _run(first if first in COMMANDS else None)
    except BrokenPipeError:
        _end_output()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except DetenteError as problem:
        _fail(problem)
    except MemoryError:
        _fail("not enough memory; ask for fewer --draws or --paths")
    except OSError as problem:
        if problem.filename is not None:
            _fail(f"{str(problem.filename)[:200]}: {problem.strerror}")
        if problem.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF):
            raise
        _end_output()
        _fail(f"the output cannot be written ({problem.strerror})")
    finally:
        gc.freeze()  # Python's own collection at the end would go through every object


def _keep_memory() -> None:
    """Keep the memory of freed arrays for the next ones.

    By default glibc returns half a megabyte to the system at once, and the system clears it for
    the next array, which takes longer than the arithmetic.
    """
    with suppress(ImportError, OSError, AttributeError, TypeError):  # other C libraries; Windows
        import ctypes

        for option in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(*option)


def _run(only: str | None) -> None:
    try:
        command_line(only)()
    finally:
        sys.stdout.flush()  # here, where a full disk can still be reported


def _fail(problem: object) -> None:
    sys.stderr.write(shown(f"detente: {problem}\n"))
    sys.exit(2)


def _end_output() -> None:
    """Discard output that Python would otherwise flush at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _widen() -> None:
    """Write at least ``NARROWEST`` columns: in fewer the box of a usage error has no letter."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:6]) < NARROWEST:
        os.environ["COLUMNS"] = str(NARROWEST)


def _escape_output() -> None:
    """Escape characters that the terminal's encoding lacks as in JSON; bars become ``#``."""
    if sys.stdout is None:  # closed by the calling process
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper) and "utf" not in sys.stdout.encoding.lower():
        codecs.register_error("detente", _escaped)
        sys.stdout.reconfigure(errors="detente")


def _escaped(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    lacking = problem.object[problem.start : problem.end]
    return "".join("#" if c == "█" else json.dumps(c)[1:-1] for c in lacking), problem.end
