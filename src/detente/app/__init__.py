"""The local web app of ``detente serve``: it shows and edits, and computes nothing."""
