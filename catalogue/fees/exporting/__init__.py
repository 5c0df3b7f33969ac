"""The lists as files that people and programs take along; it refuses to choose what goes into them."""
