"""A plain table for a terminal that never cuts a word: too wide, it becomes a list of records."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_GAP = 2  # between columns


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Rows of text under heads.

    Attributes
    ----------
    columns : tuple of str
        Heads.
    name : int
        Place of the column that names a row where it is set as a record.
    heads : bool
        Whether the heads are shown.
    """

    columns: tuple[str, ...]
    name: int = 0
    heads: bool = True
    _rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Append a row; text of a case is never markup."""
        self._rows.append(cells)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[object]:
        """The table, or its records where the longest words do not fit side by side."""
        least = [max(map(_longest_word, column)) for column in self._by_column()]
        room = options.max_width - sum(least) - _GAP * len(least)
        if room < 0:
            yield from self._records()
        else:
            yield self._table(self._widths(least, room))

    def _by_column(self) -> Iterator[tuple[str, ...]]:
        heads = self.columns if self.heads else ("",) * len(self.columns)
        return zip(heads, *self._rows, strict=True)

    def _widths(self, least: list[int], room: int) -> list[int]:
        """Widths of the columns: the room left goes to those that need little before the others."""
        whole = [max(map(cell_len, column)) for column in self._by_column()]
        needs = [most - width for most, width in zip(whole, least, strict=True)]
        widths = list(least)
        by_need = sorted(range(len(needs)), key=needs.__getitem__)
        for waiting, k in zip(range(len(needs), 0, -1), by_need, strict=True):
            given = min(needs[k], room // waiting)
            widths[k] += given
            room -= given
        return widths

    def _table(self, widths: list[int]) -> Table:
        table = Table(
            box=None,
            pad_edge=False,
            padding=(0, _GAP, 0, 0),
            header_style="dim",
            show_header=self.heads,
        )
        for name, width in zip(self.columns, widths, strict=True):
            table.add_column(Text(name), overflow="fold", width=width)
        for row in self._rows:
            table.add_row(*map(Text, row))
        return table

    def _records(self) -> Iterator[object]:
        """The name of each row, then its other cells, each after the head of its column."""
        if self.heads and self.columns[self.name]:
            yield Text(self.columns[self.name], style="dim")
        for row in self._rows:
            yield Text(row[self.name])
            named = zip(self.columns, row, strict=True)
            cells = [
                f"{head}: {cell}" if head else cell
                for k, (head, cell) in enumerate(named)
                if cell and k != self.name
            ]
            if cells:
                yield Padding(Text("; ".join(cells)), (0, 0, 0, 2))


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)
