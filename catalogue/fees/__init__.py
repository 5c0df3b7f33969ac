"""The lists: what may be charged, where and when."""
