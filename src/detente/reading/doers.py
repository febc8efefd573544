"""Who does what a verb says, where a clause about the actor stands between the two."""

import re

from detente.reading.mention import Mention
from detente.reading.scenes import Scene, subject

_ASIDE = re.compile(  # *A, which B had armed, gave*: from the comma after A to the verb
    r",\s+(?:which|who|whom|whose|where|although|though|once|still|now|then|long|the|an?|for|on|in"
    r"|of|seldom|never|by|with|without|unlike|like|under|after|before|while)\b[^;:()]*,\s*(?:and\s+)?"
    r"(?:(?:has|had|have|is|was|will|would|then|also|now|nevertheless|nonetheless|meanwhile"
    r"|\w+ly)\s+)*$"
)


def doer(scene: Scene, at: int) -> Mention | None:
    """The actor of a verb: the one before an aside that a comma closes, else the subject.

    Parameters
    ----------
    scene : Scene
        The sentence.
    at : int
        Where the verb begins, as offset into its words.
    """
    cut = max(scene.low.rfind(";", 0, at), scene.low.rfind(":", 0, at)) + 1
    aside = _ASIDE.search(scene.low, cut, at)
    if aside is not None:
        for m in scene.actors:
            if m.span.end - scene.start == aside.start():
                return m
    return subject(scene, at)
