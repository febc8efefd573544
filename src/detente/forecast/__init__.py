"""Reference classes, survival, pooling and the verdict."""
