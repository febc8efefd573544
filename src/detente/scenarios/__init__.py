"""Scenarios, what if, what to watch, bargaining, and what would change the answer."""
