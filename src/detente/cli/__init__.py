"""The command `detente`: one module a command, each parses, calls one function and prints."""
