"""Names of the informal classes, apart so that a case can be read without what fitting needs."""

from detente.document.labels import Family

COMMON_ENEMIES: Family = "common-enemies"
AGREEMENTS: Family = "defence-agreements"
ALIGNED: Family = "aligned"
INFORMAL: tuple[Family, ...] = (COMMON_ENEMIES, AGREEMENTS, ALIGNED)
