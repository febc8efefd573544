"""The historical record and its models: spells, ruptures, base rates, learned hazards, lens
weights, vintages."""
