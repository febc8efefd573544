"""Names of the informal classes, in a module of their own so that reading a case does not import
what fitting needs."""

from detente.document.labels import Family

COMMON_ENEMIES: Family = "common-enemies"
AGREEMENTS: Family = "defence-agreements"
ALIGNED: Family = "aligned"
INFORMAL: tuple[Family, ...] = (COMMON_ENEMIES, AGREEMENTS, ALIGNED)
