"""History replayed without hindsight, and scored."""
