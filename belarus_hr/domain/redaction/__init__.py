"""What a public copy leaves out, and what would tell it."""
