"""Readers: one file one kind of statement, found by itself (`detente.reading.reader`)."""
