"""One file per data set: its card. ``detente.store`` reads what a card names."""
