"""Home and the list with its search; it parses, asks the search once and renders."""

from __future__ import annotations

from flask import Blueprint

search = Blueprint("search", __name__)
