"""What the two lists of REIGN have in common."""

PRODUCER = "Curtis Bell, One Earth Future"
VERSION = "2021-03"
LICENCE = "Free with citation: not shipped, pull your own copy."
PAGE = "https://oefdatascience.github.io/REIGN.github.io/"
PUBLISHED = "monthly, the last in March 2021"
COVERAGE = (1950, 2020)


def by_hand(file: str) -> str:
    """Why software may not download a file of the archive, and where it is."""
    return (
        f"Updates ended in 2021; the file is data_sets/{file} of the page's archived repository "
        "(OEFDataScience/REIGN.github.io on GitHub)."
    )
