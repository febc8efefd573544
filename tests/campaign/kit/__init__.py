"""What attacks share: the warm process, figures, mutations, reproducers."""
