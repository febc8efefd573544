"""Bargaining over one issue: baselines that lead, and the expected-utility challenge model."""
