"""The door to every make target: refuses a Python that is too old, in a sentence, before anything newer is read."""
# This file alone must be readable by every old Python, Python 2 included: no f-strings, no annotations.

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This is Python %d.%d, but the catalogue needs Python 3.11 or newer: install one, "
        "or say which to use with make run PYTHON=/path/to/python3.11." % sys.version_info[:2]
    )

import commands

sys.exit(commands.main(sys.argv[1:]))
