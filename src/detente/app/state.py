"""What all routes share: case files, cached results, threads, templates and static files."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.app.case_files import CaseFiles
from detente.app.results import CaseResults
from detente.app.workers import REQUEST_SECONDS, TooBusy, Workers
from detente.app.world import WorldRisks, world_year

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(kw_only=True)
class AppState:
    """State of one server; none of it outlives the process.

    Parameters
    ----------
    files : CaseFiles
        The case files that can be reached.
    workers : Workers
        Threads in which results are computed.
    results : CaseResults
        Cached results of cases.
    world : WorldRisks
        Cached risks of all partnerships.
    csrf_token : str
        Secret in every form; a form without it comes from elsewhere or an earlier process.
    """

    files: CaseFiles
    workers: Workers = field(default_factory=Workers)
    results: CaseResults = field(default_factory=CaseResults)
    world: WorldRisks = field(default_factory=WorldRisks)
    csrf_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def has_csrf_token(self, token: str) -> bool:
        """Whether a form carries the token of a page of this server."""
        return hmac.compare_digest(token.encode(errors="replace"), self.csrf_token.encode())

    async def estimate_world(self, as_of: str | None, seconds: float) -> bool:
        """Estimate the risks of all partnerships in the background.

        Parameters
        ----------
        as_of : str or None
            A year or day; by default today.
        seconds : float
            How long to wait.

        Returns
        -------
        bool
            Whether they are available.
        """
        if await self.workers.run(lambda: self.world.is_estimated(as_of)):
            return True
        return await self.workers.run_shared(
            world_year(as_of), lambda: self.world.estimates(as_of), seconds=seconds
        )

    async def require_world(self, as_of: str | None) -> None:
        """Wait until the risks of all partnerships are estimated.

        Parameters
        ----------
        as_of : str or None
            A year or day; by default today.

        Raises
        ------
        TooBusy
            If that takes longer than a request may.
        """
        if not await self.estimate_world(as_of, REQUEST_SECONDS):
            raise TooBusy("the risks of that year are still being estimated; try again")

    def render(self, template: str, **context: Any) -> str:
        """Render a page; all text is escaped.

        Parameters
        ----------
        template : str
            File name of the template.
        **context : Any
            Its variables.
        """
        return templates().get_template(template).render(csrf_token=self.csrf_token, **context)


@cache
def templates() -> "Environment":
    """The templates and filters of the brief, with the templates of the app."""
    from jinja2 import ChoiceLoader, PackageLoader

    from detente.brief.html import environment
    from detente.history.covariate_labels import covariate_label

    brief = environment()
    app = PackageLoader("detente.app", "templates")
    env = brief.overlay(loader=ChoiceLoader([app, brief.loader] if brief.loader else [app]))
    env.filters["covariate"] = covariate_label
    env.globals.update(version=__version__, static=static_url)
    return env


@cache
def static(name: str) -> bytes:
    """Content of a static file; the style sheet of the brief is one of them."""
    if name == "brief.css":
        return templates().get_template("style.css.j2").render().encode()
    return resources.files("detente.app").joinpath(f"static/{name}").read_bytes()


@cache
def static_url(name: str) -> str:
    """Address of a static file, which changes with its content."""
    return f"/static/{name}?v={hashlib.sha256(static(name)).hexdigest()[:12]}"
