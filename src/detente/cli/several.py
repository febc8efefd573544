"""Options that take several words: ``--add nmc igos``, or ``--add nmc,igos``."""

from typing import Any

from typer.core import TyperCommand


class Several(TyperCommand):
    """A command whose lists take several words: ``--add nmc igos -o x.csv``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeat the option before each further word."""
        spread: list[str] = []
        option = ""
        for arg in args:
            if arg.startswith("-"):
                option = arg if arg in ("--add", "--states", "--only") else ""
            elif option and spread[-1] != option:
                spread.append(option)
            spread.append(arg)
        return super().parse_args(ctx, spread)


def words(given: list[str] | None) -> list[str]:
    """The words of an option, which spaces or commas separate."""
    return [word.strip() for text in given or [] for word in text.split(",") if word.strip()]
