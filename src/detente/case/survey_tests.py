"""Tests of the surveys of a case: change between waves, leads, and cross-tabulations."""

import math

from detente.case.model import Case
from detente.case.survey import Survey, Wave
from detente.methods.normal import Z95


def change_test(first: Wave, last: Wave, deff: float = 1.0) -> dict[str, float]:
    r"""Test the change between two independent samples.

    .. math:: z = \frac{p_2 - p_1}{\sqrt{\mathrm{deff} \sum_k p_k (1 - p_k) / n_k}}

    Parameters
    ----------
    first, last : Wave
        ``share`` (0-1) and sample size ``n`` of each.
    deff : float, default 1
        Design effect of both samples.

    Returns
    -------
    dict
        ``change``, ``z``, and ``low`` and ``high`` of the 95 % interval; shares, not percent.

    Examples
    --------
    >>> from datetime import date
    >>> a = Wave(date=date(1997, 2, 1), share=0.47, n=1500)
    >>> b = Wave(date=date(2001, 10, 1), share=0.57, n=1500)
    >>> {k: round(v, 3) for k, v in change_test(a, b).items()}
    {'change': 0.1, 'z': 5.509, 'low': 0.064, 'high': 0.136}
    """
    gap = last.share - first.share
    error = math.sqrt(deff * sum(w.share * (1 - w.share) / w.n for w in (first, last)))
    return _tested(gap, error)


def same_sample(pro: float, con: float, n: int, deff: float = 1.0) -> dict[str, float]:
    r"""Test the lead of one answer over another in one sample.

    .. math:: \mathrm{Var} = \mathrm{deff}\,(p_1 + p_2 - (p_1 - p_2)^2) / n

    Parameters
    ----------
    pro, con : float
        Shares of the two answers, 0-1.
    n : int
        Sample size.
    deff : float, default 1
        Design effect.

    Returns
    -------
    dict
        As `change_test`, with the share ``undecided``.

    Examples
    --------
    >>> round(same_sample(0.34, 0.39, 1500)["z"], 2)
    -2.27
    """
    gap = pro - con
    return _tested(gap, math.sqrt(deff * (pro + con - gap**2) / n)) | {"undecided": 1 - pro - con}


def implication(given: float, inside: float, overall: float, n: int) -> dict[str, float]:
    r"""The share among all others that a conditional share implies, and how the views correlate.

    By the law of total probability the share among the rest is
    :math:`(p - a\,p_{|A}) / (1 - a)`; :math:`\phi` is the correlation of the two answers.

    Parameters
    ----------
    given : float
        Share a that holds the view A, between 0 and 1.
    inside : float
        Share of this view among those who hold A.
    overall : float
        Share p of this view among all.
    n : int
        Sample size.

    Returns
    -------
    dict
        ``rest`` and ``difference``; also ``z`` and ``phi`` if the three shares are compatible.

    Examples
    --------
    >>> {k: round(v, 2) for k, v in implication(0.50, 0.59, 0.58, 1500).items()}
    {'rest': 0.57, 'difference': 0.02, 'z': 0.78, 'phi': 0.02}
    """
    rest = (overall - given * inside) / (1 - given)
    if not 0 <= rest <= 1:
        return {"rest": rest, "difference": inside - rest}
    groups = ((inside, n * given), (rest, n * (1 - given)))
    error = math.sqrt(sum(p * (1 - p) / m for p, m in groups))
    spread = math.sqrt(given * (1 - given) * overall * (1 - overall))
    phi = given * (inside - overall) / spread if spread else 0.0
    z = (inside - rest) / error if error else 0.0
    return {"rest": rest, "difference": inside - rest, "z": z, "phi": phi}


def _tested(gap: float, error: float) -> dict[str, float]:
    z = gap / error if error else math.copysign(math.inf, gap) if gap else 0.0
    return {"change": gap, "z": z, "low": gap - Z95 * error, "high": gap + Z95 * error}


def survey_report(case: Case) -> list[dict[str, object]]:
    """Every survey with its tests, at a design effect of 1 and at the stated one."""
    return [_report(survey, {s.id: s for s in case.surveys}) for survey in case.surveys]


def _report(survey: Survey, by_id: dict[str, Survey]) -> dict[str, object]:
    out: dict[str, object] = {
        "id": survey.id,
        "label": survey.label,
        "favours": survey.favours,
        "deff": survey.deff,
        "alarms": [a for a in (survey.wording_alarm, survey.endpoint_alarm) if a],
        "waves": [
            {"date": w.date.isoformat(), "share": w.share, "n": w.n, "margin": _margin(w, survey)}
            for w in survey.waves
        ],
    }
    if len(survey.waves) > 1:
        ends = survey.waves[0], survey.waves[-1]
        out |= {"change": change_test(*ends), "change_deff": change_test(*ends, survey.deff)}
    if survey.split:
        s = survey.split
        out |= {
            "split": {"pro": s.pro, "con": s.con, "date": s.date.isoformat(), "n": s.n},
            "lead": same_sample(s.pro, s.con, s.n),
            "lead_deff": same_sample(s.pro, s.con, s.n, survey.deff),
        }
    if survey.cross:
        c = survey.cross
        given, overall = by_id[c.given].waves, by_id[c.of].waves
        if given and overall:
            out["cross"] = implication(given[-1].share, c.share, overall[-1].share, c.n)
    return out


def _margin(wave: Wave, survey: Survey) -> float:
    return Z95 * math.sqrt(survey.deff * wave.share * (1 - wave.share) / wave.n)
