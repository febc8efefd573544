"""Event feeds: raw files into a local Parquet store, and counts of events by pair and month."""
