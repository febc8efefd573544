"""Feeds: one file one format of raw events, found by itself (`detente.events.feed`)."""
