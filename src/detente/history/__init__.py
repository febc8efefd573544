"""What the past says: spells, ruptures, base rates, learned hazards, lens weights, vintages."""
