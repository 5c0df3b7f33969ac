"""The Fee Catalogue: what may be charged in a district, where, when, and by which document."""
