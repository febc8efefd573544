"""Names of the informal classes, apart so that a case can be read without what fitting needs."""

INFORMAL = COMMON_ENEMIES, AGREEMENTS, ALIGNED = "common-enemies", "defence-agreements", "aligned"
