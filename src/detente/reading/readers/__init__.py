"""Readers: one kind of statement per file, discovered by `detente.reading.reader`."""
