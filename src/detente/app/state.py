"""What every route shares: the folder, the answers kept, the threads, the templates."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.app.case_files import Shelf
from detente.app.results import Answers
from detente.app.workers import Workers
from detente.app.world import World
from detente.forecast.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC = "static"


@dataclass(kw_only=True)
class Desk:
    """The one place that routes ask: nothing of it outlives the server."""

    shelf: Shelf
    workers: Workers = field(default_factory=Workers)
    answers: Answers = field(default_factory=Answers)
    world: World = field(default_factory=World)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def is_ours(self, mark: str) -> bool:
        """Whether a form carries the mark of a page of this server."""
        return hmac.compare_digest(mark.encode(errors="replace"), self.secret.encode())

    async def learned(self, as_of: str | None, seconds: float) -> bool:
        """Whether the risks of the world's partnerships are learned within so many seconds."""
        if await self.workers.run(lambda: self.world.ready(as_of)):
            return True
        return await self.workers.soon(as_of, lambda: self.world.learn(as_of), seconds)

    def page(self, template: str, **context: Any) -> str:
        """A page from its template; all text is escaped."""
        return templates().get_template(template).render(mark=self.secret, **context)


def settings(seed: int | None, draws: int | None) -> Settings:
    """Settings with what an address gives."""
    given = {k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None}
    return Settings(**given)


@cache
def templates() -> "Environment":
    """The brief's templates and ways to write numbers, and the app's own templates."""
    from jinja2 import ChoiceLoader, PackageLoader

    from detente.brief.html import environment

    brief = environment()
    app = PackageLoader("detente.app", "templates")
    env = brief.overlay(loader=ChoiceLoader([app, brief.loader] if brief.loader else [app]))
    env.globals.update(version=__version__, static=static_url)
    return env


@cache
def static(name: str) -> bytes:
    """A static file; the style of the brief is one of them."""
    if name == "brief.css":
        return templates().get_template("style.css.j2").render().encode()
    return resources.files("detente.app").joinpath(f"static/{name}").read_bytes()


@cache
def static_url(name: str) -> str:
    """Address of a static file, another one for every content."""
    return f"/static/{name}?v={hashlib.sha256(static(name)).hexdigest()[:12]}"
