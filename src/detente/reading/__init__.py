"""Documents into proposals with exact quotes, and a person's decisions about them."""
