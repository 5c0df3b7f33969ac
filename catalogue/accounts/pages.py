"""All pages of this room on its one blueprint; it holds none itself."""

from __future__ import annotations

from catalogue.accounts import account_views, people_views
from catalogue.accounts.views import accounts

__all__ = ["account_views", "accounts", "people_views"]
