"""Pages of the check; it parses, judges once and renders."""

from __future__ import annotations

from flask import Blueprint

checks = Blueprint("checks", __name__)
