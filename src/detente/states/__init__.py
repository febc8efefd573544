"""States by code and name, resolved by date."""
