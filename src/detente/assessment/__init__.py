"""A case or a pair becomes the document that every form of the brief shows."""
