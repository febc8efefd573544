"""What the forecast is sensitive to: levers, pairs, tornado, shares, fault lines."""
