"""Feeds: one format of raw events per file, discovered by `detente.events.feed`."""
