"""Additions to the panel, one measure a file, discovered by the registry."""
