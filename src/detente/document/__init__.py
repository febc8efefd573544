"""The schema of results: one record per concept, filled by the layers that compute it."""
