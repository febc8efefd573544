"""What presses on a partnership, what would follow if, and what would change the answer."""
