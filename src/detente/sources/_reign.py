"""What the two lists of REIGN have in common."""

from detente.data.cards import Address

PRODUCER = "Curtis Bell, One Earth Future"
VERSION = "2021-03"
LICENCE = "Free with citation: not shipped, pull your own copy."
PAGE = "https://oefdatascience.github.io/REIGN.github.io/"
PUBLISHED = "monthly, the last in March 2021"
COVERAGE = (1950, 2020)
_ARCHIVE = "https://raw.githubusercontent.com/OEFDataScience/REIGN.github.io/gh-pages/data_sets"


def address(file: str) -> Address:
    """Where a list is in the producer's repository, archived in 2021; bytes not compared."""
    return Address(url=f"{_ARCHIVE}/{file}")
