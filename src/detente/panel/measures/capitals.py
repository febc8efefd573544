"""Distance between the capitals of two states, great circle."""

from detente.data.cards import MeasureCard
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.capitals import CARD

_RADIUS = 6371.0088  # km, mean radius of the Earth (IUGG)


@measure(
    MeasureCard(
        id="capitals",
        label="Distance between capitals",
        per="dyad-year",
        sources=("capitals",),
        columns={"capdist": "kilometres between the capitals of 1 January, on a sphere"},
        years=CARD.coverage,
        note="peacesciencer measures on the ellipsoid: up to .5 % apart.",
    )
)
def capitals(table: Tables) -> str:
    """Haversine formula; a state that began in the year has its first capital."""
    return f"""
    WITH seat AS (
      SELECT ccode, year, arg_min(radians(lat), stdate) AS lat, arg_min(radians(lng), stdate) AS lng
      FROM (SELECT *, unnest(range(year(stdate), year(enddate) + 1))::INTEGER AS year
        FROM {table["capitals"]})
      GROUP BY ccode, year
    )
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, year, {2 * _RADIUS} * asin(sqrt(
      sin((b.lat - a.lat) / 2) ** 2 + cos(a.lat) * cos(b.lat) * sin((b.lng - a.lng) / 2) ** 2))
      AS capdist
    FROM seat a JOIN seat b USING (year) WHERE a.ccode < b.ccode
    """
