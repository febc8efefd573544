"""One partnership as known on one date: model, checks, files."""
