"""What people and scripts see: rows of the contract, plain formats, Rich tables."""
