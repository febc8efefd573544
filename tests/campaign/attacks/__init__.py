"""One attack a file; each is found by itself."""
