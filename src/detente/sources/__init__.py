"""One file per data set: its card. ``detente.data.store`` reads what a card names."""
