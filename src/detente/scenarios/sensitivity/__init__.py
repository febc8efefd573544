"""Sensitivity of the forecast: levers, pairs, tornado, shares, fault lines."""
