"""A console that shows text as it is: never as markup, emoji or a command to the terminal."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from detente.document.shown import shown


class PlainConsole(Console):
    """The only console of the package; styles are given as styles, never inside text.

    Parameters
    ----------
    stderr : bool
        Write to the standard error.
    """

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, emoji=False, highlight=False)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Segments of a renderable, their text as a terminal may show it.

        Parameters
        ----------
        renderable : rich renderable
            What to render.
        options : rich.console.ConsoleOptions, optional
            Those of the console by default.
        """
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=shown(segment.text))
