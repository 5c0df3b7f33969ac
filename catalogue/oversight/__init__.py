"""Whether things get better: clean-up, reliefs, burden, statistics."""
