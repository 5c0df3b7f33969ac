"""Finding a fee by the words people use for it."""
