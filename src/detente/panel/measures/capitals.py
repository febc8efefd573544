"""Distance between the capitals of two states, great circle."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, literal, tuples
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.capitals import CARD

# the list has the middle of the country for these: code, capital, latitude, longitude (Wikipedia)
MISPLACED = (
    (140, "Brasilia", -15.794, -47.883),
    (616, "Tunis", 36.806, 10.182),
    (670, "Riyadh", 24.690, 46.723),
)
_RADIUS = 6371.0088  # km, mean radius of the Earth (IUGG)


@measure(
    MeasureCard(
        id="capitals",
        label="Distance between capitals",
        per="dyad-year",
        sources=("capitals",),
        columns={"capdist": "kilometres between the capitals of 1 January, on a sphere"},
        years=CARD.coverage,
        note="peacesciencer measures on the ellipsoid: up to .5 % apart. Brasilia, Tunis and "
        "Riyadh, which the list has in the middle of their countries, are put in their place.",
    )
)
def capitals(table: Tables) -> Sql:
    """Haversine formula; a state that began in the year has its first capital."""
    placed = tuples((code, literal(name), lat, lng) for code, name, lat, lng in MISPLACED)
    return Template("""
    WITH placed AS (
      SELECT ccode, stdate, enddate, coalesce(p.lat, c.lat) AS lat, coalesce(p.lng, c.lng) AS lng
      FROM {table[capitals]} c
      LEFT JOIN (VALUES {placed}) p(ccode, capital, lat, lng) USING (ccode, capital)
    ),
    seat AS (
      SELECT ccode, year, arg_min(radians(lat), stdate) AS lat, arg_min(radians(lng), stdate) AS lng
      FROM (SELECT *, unnest(range(year(stdate), year(enddate) + 1))::INTEGER AS year FROM placed)
      GROUP BY ccode, year
    )
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, year, {diameter} * asin(sqrt(
      sin((b.lat - a.lat) / 2) ** 2 + cos(a.lat) * cos(b.lat) * sin((b.lng - a.lng) / 2) ** 2))
      AS capdist
    FROM seat a JOIN seat b USING (year) WHERE a.ccode < b.ccode
    """).fill(table=table, placed=placed, diameter=2 * _RADIUS)
