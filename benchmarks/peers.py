"""The same tables by plain pandas and numpy, as a careful user would write them."""

from pathlib import Path

import numpy as np
import pandas as pd

from detente.files import home
from detente.panel.tables import Tables
from detente.states.lineage import code_spans

KEYS = ["ccode1", "ccode2", "year"]
STILL = pd.Timestamp(2016, 12, 31)  # last day of the list: a member then is one still
OPEN = pd.Timestamp(2200, 1, 1)


def dyad_years(data: Path, first: int, last: int) -> pd.DataFrame:
    """Pairs of states in the years in which both were members on one same day."""
    years = _member_years(data, first, last)
    pairs = years.merge(years, on="year", suffixes=("1", "2"))
    same_day = (pairs["entry1"] <= pairs["exit2"]) & (pairs["entry2"] <= pairs["exit1"])
    pairs = pairs.loc[(pairs["ccode1"] < pairs["ccode2"]) & same_day, KEYS]
    return pairs.drop_duplicates().sort_values(KEYS, ignore_index=True)


def _member_years(data: Path, first: int, last: int) -> pd.DataFrame:
    states = pd.read_parquet(data / "cow_states.parquet")
    spells = pd.DataFrame(
        {"ccode": states["ccode"], "entry": _day(states, "st"), "exit": _day(states, "end")}
    )
    spells["exit"] = spells["exit"].mask(spells["exit"] == STILL, OPEN)
    begin = spells["entry"].dt.year.clip(lower=first)
    end = spells["exit"].dt.year.clip(upper=last)
    spells["begin"], spells["n"] = begin, (end - begin + 1).clip(lower=0)
    years = spells.loc[spells.index.repeat(spells["n"])]
    years["year"] = (years["begin"] + years.groupby(level=0).cumcount()).astype("int16")
    return years[["ccode", "year", "entry", "exit"]]


def _day(states: pd.DataFrame, which: str) -> pd.Series:
    parts = {p: states[which + p] for p in ("year", "month", "day")}
    return pd.to_datetime(pd.DataFrame(parts))


def basic(data: Path, first: int, last: int) -> pd.DataFrame:
    """Disputes, rivalries, capabilities, regime, organisations and major powers by dyad-year."""
    panel = dyad_years(data, first, last)
    for rows in (_disputes(data), _rivalries(), _igos(data)):
        panel = panel.merge(rows, on=KEYS, how="left")
    states = _states(data)
    for side in ("1", "2"):
        renamed = states.rename(columns={c: c + side for c in states if c != "year"})
        panel = panel.merge(renamed, on=["ccode" + side, "year"], how="left")
    covered = {
        "gmlmidonset": 2010,
        "gmlmidongoing": 2010,
        "rivalry": 2020,
        "cowmaj1": 2016,
        "cowmaj2": 2016,
    }
    for column, until in covered.items():
        panel[column] = panel[column].fillna(0).where(panel["year"] <= until)
    return panel


def _disputes(data: Path) -> pd.DataFrame:
    names = {"dispnum": "gmlmiddispnum"}
    for side in ("1", "2"):
        names |= {"hostlev" + side: "gmlmidhost" + side, "orig" + side: "gmlmidorig" + side}
    rows = pd.read_parquet(
        data / "gml_mid_dyadyear.parquet",
        columns=[
            *KEYS,
            *("gmlmidonset", "gmlmidongoing", "dispnum", "hostlev1", "hostlev2", "orig1", "orig2"),
        ],
    )
    names = {"dispnum": "gmlmiddispnum"}
    for side in ("1", "2"):
        names |= {"hostlev" + side: "gmlmidhost" + side, "orig" + side: "gmlmidorig" + side}
    # the file has both directions with each state's own values
    return rows[rows["ccode1"] < rows["ccode2"]].rename(columns=names)


def _rivalries() -> pd.DataFrame:
    spells = pd.DataFrame(Tables().read("tss-rivalries")[0])  # with the codes of their dates
    years = spells.loc[spells.index.repeat(spells["end"] - spells["start"] + 1)]
    year = (years["start"] + years.groupby(level=0).cumcount()).to_numpy("int16")
    codes = [_codes_in(years[column].to_numpy(), year) for column in ("ccode1", "ccode2")]
    pair = np.sort(np.column_stack(codes), axis=1)
    rows = pd.DataFrame({"ccode1": pair[:, 0], "ccode2": pair[:, 1], "year": year})
    return rows.drop_duplicates().assign(rivalry=1)


def _codes_in(codes: np.ndarray, year: np.ndarray) -> np.ndarray:
    """The code that each state had in the year."""
    out = codes.copy()
    for span in code_spans():
        out[(codes == span.ccode) & (span.first <= year) & (year <= span.last)] = span.code
    return out


def _igos(data: Path) -> pd.DataFrame:
    return pd.read_parquet(data / "cow_igo_dyadyear.parquet", columns=[*KEYS, "dyadigos"])


def _states(data: Path) -> pd.DataFrame:
    nmc = pd.read_parquet(data / "nmc.parquet")
    democracy = pd.read_parquet(
        data / "democracy_stateyear.parquet",
        columns=["ccode", "year", "v2x_polyarchy", "euds", "aeuds"],
    ).merge(_polity(), on=["ccode", "year"], how="outer")
    spells = pd.read_parquet(data / "cow_majors.parquet", columns=["ccode", "styear", "endyear"])
    years = spells.loc[spells.index.repeat(spells["endyear"] - spells["styear"] + 1)]
    year = (years["styear"] + years.groupby(level=0).cumcount()).astype("int16")
    majors = pd.DataFrame({"ccode": years["ccode"], "year": year}).drop_duplicates()
    states = nmc.merge(democracy, on=["ccode", "year"], how="outer")
    return states.merge(majors.assign(cowmaj=1), on=["ccode", "year"], how="outer")


def _polity() -> pd.DataFrame:
    """Polity from the store: its copy among the others has other values."""
    (rows,) = (home() / "sources").glob("polity5.*.parquet")
    return pd.read_parquet(rows, columns=["ccode", "year", "polity2"]).dropna(subset="ccode")


def similarity(data: Path, first: int, last: int) -> pd.DataFrame:
    """S, kappa and pi with every |a - b| written out: N x N x N numbers a year."""
    members = _member_years(data, first, last)
    pacts = pd.read_parquet(data / "atop51_directed_dyadyear.parquet")
    strong = pacts[["atop_defense", "atop_offense"]].max(axis=1)
    weak = pacts[["atop_neutral", "atop_nonagg"]].max(axis=1)
    pacts["tie"] = np.maximum.reduce([3 * strong, 2 * weak, pacts["atop_consul"]])
    by_year = dict(list(pacts.groupby("year")))
    nobody = pacts.iloc[:0]
    yearly = [
        _scores(np.unique(rows["ccode"]), by_year.get(year, nobody), year)
        for year, rows in members.groupby("year")
    ]
    return dyad_years(data, first, last).merge(pd.concat(yearly), on=KEYS, how="left")


def _scores(codes: np.ndarray, pacts: pd.DataFrame, year: int) -> pd.DataFrame:
    pacts = pacts[pacts["ccode1"].isin(codes) & pacts["ccode2"].isin(codes)]
    ties = np.zeros((codes.size, codes.size), dtype=np.int8)
    at = [np.searchsorted(codes, pacts[key]) for key in ("ccode1", "ccode2")]
    ties[at[0], at[1]] = pacts["tie"]
    np.fill_diagonal(ties, 3)
    one, two = np.triu_indices(codes.size, k=1)
    scores = {"ccode1": codes[one], "ccode2": codes[two], "year": np.int16(year)}
    for name, rows, top in (("valued", ties, 3), ("binary", (ties > 0).astype(np.int8), 1)):
        three = _three(rows, top)
        scores |= {f"{k}_{name}": v[one, two] for k, v in three.items()}
    columns = [f"{k}_{n}" for k in ("s", "kappa", "pi") for n in ("valued", "binary")]
    return pd.DataFrame(scores)[[*KEYS, *columns]]


def _three(rows: np.ndarray, top: int) -> dict[str, np.ndarray]:
    n = rows.shape[1]
    apart = np.abs(rows[:, None, :] - rows[None, :, :])
    mean = rows.mean(axis=1)
    spread = ((rows - mean[:, None]) ** 2).sum(axis=1)
    square = (apart * apart).sum(axis=2)
    within = spread[:, None] + spread[None, :]
    between = n * (mean[:, None] - mean[None, :]) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "s": 1 - 2 * apart.sum(axis=2) / (n * top),
            "kappa": 1 - square / (within + between),
            "pi": 1 - square / (within + between / 2),
        }
