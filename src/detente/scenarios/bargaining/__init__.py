"""Bargaining over one issue: simple baselines, and the expected-utility challenge model."""
