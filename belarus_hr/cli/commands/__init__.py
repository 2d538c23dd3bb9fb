"""The commands, a module each, found by its name: options, what is done, and what is said."""
