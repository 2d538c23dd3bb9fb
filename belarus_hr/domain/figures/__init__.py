"""What is counted, of what, and what follows from dates."""
