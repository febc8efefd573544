"""Reference data: cards, the local store, download and pull."""
