"""Tables of dyad-years, state-years and spells: create one, then add measures to it."""
