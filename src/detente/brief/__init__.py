"""Ways to show an assessment. Nothing is computed here."""
