"""Published files, read into rows for the lists."""
