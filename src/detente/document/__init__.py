"""The schema of results: one record per concept, made by the layers that compute it."""
