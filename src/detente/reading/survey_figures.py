"""Which figures of a sentence count opinions, each once."""

import re
from dataclasses import replace

from detente.reading.poll_words import Setting, figure_role, is_opinion, is_other_matter, is_poll
from detente.reading.scenes import Scene

_NEAR = 0.1  # *nearly half, 43 percent*


def counting_opinions(scene: Scene, figures_here: list[Setting]) -> list[Setting]:
    """Figures that count nothing else; one that goes on from a figure left out is left out too.

    Parameters
    ----------
    scene : Scene
        The sentence.
    figures_here : list of Setting
        Its figures.
    """
    result: list[Setting] = []
    dropped = False
    for one in figures_here:
        start, end = one.figure.span.start - scene.start, one.figure.span.end - scene.start
        part = scene.words[scene.words.rfind(";", 0, start) + 1 :].partition(";")[0]
        poll = is_poll(part) or (";" in scene.words[end:] and is_poll(scene.words[:end]))
        if one.figure.form != "points":
            compared = dropped and figure_role(one, first=False) == "earlier"
            goes_on = dropped and not is_opinion(one) and not re.search(r"[;:.]", one.before)
            dropped = compared or goes_on or is_other_matter(one, poll)
        if not dropped:
            result.append(one)
    return result


def without_glosses(text: str, figures_here: list[Setting]) -> list[Setting]:
    """Figures without repetitions, with the words of the text before both.

    Parameters
    ----------
    text : str
        The whole text.
    figures_here : list of Setting
        Figures of one sentence.
    """
    result: list[Setting] = []
    before = ""
    for i, one in enumerate(figures_here):
        if _is_gloss(figures_here, i):
            before += one.before + text[one.figure.span.start : one.figure.span.end]
        else:
            result.append(replace(one, before=before + one.before) if before else one)
            before = ""
    return result


def _is_gloss(figures_here: list[Setting], i: int) -> bool:
    """Whether *half* in *fewer than half (46 percent)* is repeated in percent."""
    if figures_here[i].figure.form != "fraction" or i + 1 == len(figures_here):
        return False
    after = figures_here[i + 1].figure
    if after.form == "fraction" or abs(after.share - figures_here[i].figure.share) > _NEAR:
        return False
    return bool(
        re.fullmatch(
            r"[^.;(]{0,60}(?:\(|:\s|\s[—–-]\s)\s*(?:\w+\s+)?|[^.;(,]{0,40},\s*(?:or\s+)?(?:to\s+be\s+(?:exact|precise)"
            r"\s*,?\s+|exactly\s+|precisely\s+)?",
            figures_here[i + 1].before,
        )
    )
