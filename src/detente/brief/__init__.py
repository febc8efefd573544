"""How an assessment is shown. Nothing is computed here."""
