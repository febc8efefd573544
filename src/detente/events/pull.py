"""Fetch a producer's files of a span of days by the producer's own list, and load them."""

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from detente.data.download import NoAnswer, NotThere, Progress, download, silent
from detente.errors import DataError, DetenteError, MissingData
from detente.events import store
from detente.events.load import Report, load_events

_AT_ONCE = 96  # files fetched before they are loaded


@dataclass(frozen=True, kw_only=True)
class Published:
    """Card of a feed whose producer publishes one file for each interval, and a list of them.

    Attributes
    ----------
    feed : str
        Id of the feed.
    folder, listing : str
        Address of the files, ending in a slash, and the name of the list there.
    name : str
        Name of a file, as a format of its time for ``strftime``.
    line : str
        Regular expression of a line of the list, with the groups ``md5`` and ``name``.
    step : timedelta
        Length of an interval.
    first : datetime
        Start of the first one, UTC.
    """

    feed: str
    folder: str
    listing: str
    name: str
    line: str
    step: timedelta
    first: datetime


_HEX = "(?P<md5>[0-9a-f]{32})"
PUBLISHED = {
    "gdelt1": Published(
        feed="gdelt1",
        folder="http://data.gdeltproject.org/events/",
        listing="md5sums",
        name="%Y%m%d.export.CSV.zip",
        line=_HEX + r" +(?P<name>\d{8}\.export\.CSV\.zip)",
        step=timedelta(days=1),
        first=datetime(2013, 4, 1, tzinfo=UTC),
    ),
    "gdelt2": Published(
        feed="gdelt2",
        folder="http://data.gdeltproject.org/gdeltv2/",
        listing="masterfilelist.txt",
        name="%Y%m%d%H%M%S.export.CSV.zip",
        line=r"\d+ " + _HEX + r" \S*/(?P<name>\d{14}\.export\.CSV\.zip)",
        step=timedelta(minutes=15),
        first=datetime(2015, 2, 18, 23, 0, tzinfo=UTC),
    ),
}
_ALSO = {"gdelt": "gdelt2"}


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Consecutive intervals without a file; ``first`` and ``last`` are their starts, UTC."""

    first: datetime
    last: datetime
    files: int
    reason: str

    def words(self) -> str:
        """In one line."""
        count = "1 file" if self.files == 1 else f"{self.files:,} files"
        span = f"{self.first:%Y-%m-%d %H:%M}"
        if self.files > 1:
            span += f" to {self.last:%Y-%m-%d %H:%M}"
        return f"{span} UTC, {count}, {self.reason}"

    def document(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "files": self.files,
            "reason": self.reason,
        }


@dataclass(kw_only=True)
class PulledEvents:
    """What a pull did.

    Attributes
    ----------
    reports : list of Report
        Of the files that were loaded or refused.
    missing : tuple of Missing
        Intervals without a file, in order.
    stopped : str
        Why the pull ended early; empty if it did not. Started again, it goes on.
    """

    reports: list[Report] = field(default_factory=list)
    missing: tuple[Missing, ...] = ()
    stopped: str = ""


def pull(
    name: str,
    first: str,
    last: str,
    *,
    mirror: str | None = None,
    progress: Progress = silent,
) -> PulledEvents:
    """Fetch and load the files of a span that the store does not have.

    Parameters
    ----------
    name : str
        A key of `PUBLISHED`, or ``"gdelt"`` for GDELT 2.
    first, last : str
        First and last month (2024-01) or day (2024-01-15) of the files.
    mirror : str, optional
        Address of a folder with the same files and list, instead of the producer's.
    progress : callable
        Called with file name, bytes so far and bytes in all.

    Raises
    ------
    DetenteError
        If there is no such card or the span cannot be read.
    MissingData
        If the list cannot be fetched.
    DataError
        If it is no such list.
    """
    card = _card(name)
    intervals = _intervals(card, _span(first, last))
    folder = store.folder() / ".downloads" / card.feed
    address = card.folder if mirror is None else mirror.rstrip("/") + "/"
    with store.pulling(card.feed):
        listed = _listed(card, download(address + card.listing, folder, progress=progress))
        known = {file.name for file in store.manifest(card.feed).files}
        here = [(name, listed[name]) for t in intervals if (name := _name(card, t)) in listed]
        run = _Run(address, folder, progress)
        for some in _some([pair for pair in here if pair[0] not in known]):
            run.one_batch(card, some)
            if run.done.stopped:
                break
    absent = {t: "not in the producer's list" for t in intervals if _name(card, t) not in listed}
    gone = {t: "not on the server" for t in intervals if _name(card, t) in run.gone}
    run.done.missing = tuple(_spans(card, {**absent, **gone}))
    return run.done


@dataclass
class _Run:
    """State shared by the batches of one pull."""

    address: str
    folder: Path
    progress: Progress
    done: PulledEvents = field(default_factory=PulledEvents)
    gone: set[str] = field(default_factory=set)
    fetched: int = 0  # bytes

    def one_batch(self, card: Published, some: Sequence[tuple[str, str]]) -> None:
        """Fetch some files, load them and delete them."""
        paths = [path for name, md5 in some if (path := self._fetch(name, md5)) is not None]
        self.done.reports += load_events(paths, card.feed)
        for path in paths:
            path.unlink(missing_ok=True)

    def _fetch(self, name: str, md5: str) -> Path | None:
        """The file; None if it cannot be had, which is noted."""
        if self.done.stopped:
            return None
        try:
            path = download(self.address + name, self.folder)
        except NotThere:
            self.gone.add(name)
            return None
        except NoAnswer as problem:
            self.done.stopped = str(problem)
            return None
        except MissingData as problem:
            self.done.reports.append(Report(path=self.folder / name, fault=str(problem)))
            return None
        self.fetched += path.stat().st_size
        self.progress("fetching", self.fetched, None)
        came = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        if came != md5:
            path.unlink()
            fault = f"{self.address}{name}: MD5 {came}; wanted {md5}, as in the producer's list"
            self.done.reports.append(Report(path=path, fault=fault))
            return None
        return path


def _card(name: str) -> Published:
    card = PUBLISHED.get(_ALSO.get(name, name))
    if card is None:
        names = ", ".join([*_ALSO, *PUBLISHED])
        raise DetenteError(f"no files to fetch for {name!r}; wanted one of {names}")
    return card


def _span(first: str, last: str) -> tuple[date, date]:
    start, end = _days(first, "--from")[0], _days(last, "--to")[1]
    if end < start:
        raise DetenteError(f"--to {last} is before --from {first}")
    return start, end


def _days(text: str, option: str) -> tuple[date, date]:
    """First and last day of a month or a day."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            start = date.fromisoformat(f"{text}-01")
            later = start + timedelta(days=31)
            return start, later.replace(day=1) - timedelta(days=1)
        return (day := date.fromisoformat(text)), day
    except ValueError:
        raise DetenteError(
            f"{option}: got {text!r}; wanted a month or a day, such as 2024-01 or 2024-01-15"
        ) from None


def _intervals(card: Published, span: tuple[date, date]) -> list[datetime]:
    """Starts of the intervals of a span for which there may be a file by now."""
    begin = datetime(span[0].year, span[0].month, span[0].day, tzinfo=UTC)
    end = datetime(span[1].year, span[1].month, span[1].day, tzinfo=UTC) + timedelta(days=1)
    if end <= card.first:
        raise DetenteError(
            f"{card.feed} begins on {card.first:%Y-%m-%d}; wanted --to of that day or later"
        )
    begin, end = max(begin, card.first), min(end, datetime.now(UTC) - card.step)
    count = max(0, -((begin - end) // card.step))
    return [begin + i * card.step for i in range(count)]


def _name(card: Published, time: datetime) -> str:
    return time.strftime(card.name)


def _listed(card: Published, path: Path) -> dict[str, str]:
    """MD5 by name of the files in the producer's list."""
    line = re.compile(card.line)
    with path.open(encoding="utf-8", errors="replace") as lines:
        matches = [match for text in lines if (match := line.match(text.strip()))]
    if not matches:
        raise DataError(f"{path}: no line of a list of {card.feed}; wanted MD5 and file name")
    return {match["name"]: match["md5"] for match in matches}


def _some(pairs: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    return (pairs[i : i + _AT_ONCE] for i in range(0, len(pairs), _AT_ONCE))


def _spans(card: Published, reasons: dict[datetime, str]) -> Iterable[Missing]:
    """Consecutive intervals with the same reason, merged."""
    times = sorted(reasons)
    # the difference of time and place is constant within a run of intervals
    keyed = [(t - i * card.step, reasons[t], t) for i, t in enumerate(times)]
    for (_, reason), run in itertools.groupby(keyed, key=lambda entry: entry[:2]):
        of_run = [t for _, _, t in run]
        yield Missing(first=of_run[0], last=of_run[-1], files=len(of_run), reason=reason)
