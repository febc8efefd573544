"""A case that fills itself from the local store: two states and a day are all that it needs.

Every entry states what a source knows on the day, as history measures it, and points to a claim
that names the source and its year. What no source knows is left out: it counts as unknown.
"""
