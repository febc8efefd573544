"""Judged settings of a forecast; all of them are printed in the brief."""

from dataclasses import asdict, dataclass

SEED = 20011112


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Judged settings; the brief lists those that differ from the defaults."""

    seed: int = SEED
    draws: int = 600
    from_data: int = 0  # 1: the bridge begins with the pair from data alone
    lens_correlation: float = 0.25
    convenience_odds_ratio: float = 1.5
    least_evidence: float = 0.10
    adversity_high: float = 0.50

    def document(self) -> dict[str, float | int]:
        """As plain numbers."""
        return asdict(self)

    def given(self) -> dict[str, float | int]:
        """Settings that differ from the defaults.

        Examples
        --------
        >>> Settings(seed=7).given()
        {'seed': 7}
        """
        default = Settings().document()
        return {name: value for name, value in self.document().items() if value != default[name]}


HORIZONS = (1, 2, 5, 10, 20)
FATES_AT = 10  # years ahead, at which the four fates of a partnership sum to one
YEARS = 40  # how far ahead a forecast looks
STEPS = 4  # steps a year
