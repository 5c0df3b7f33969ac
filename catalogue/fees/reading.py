"""The lists for one request: one catalogue, viewpoint and edition, obeyed by every page; it decides no date itself."""

from __future__ import annotations

from typing import cast

from flask import g, request

from catalogue import web
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.entries import Edition, Region, Viewpoint


def lists() -> Catalogue:
    """The query layer on this request's session."""
    if "lists" not in g:
        g.lists = Catalogue(web.session())
    return cast(Catalogue, g.lists)


def viewpoint(place: str | None = None) -> Viewpoint:
    """The two clocks and the place that the address asks for; bad ones are a Problem, never today.

    Where the address names no place it is `place` (`all` for every place), else the home region.
    """
    if "viewpoint" not in g:
        asked = request.args.get
        home = web.settings().home_region
        g.viewpoint = lists().viewpoint(asked("on"), asked("release"), asked("region") or place, web.today(), home)
    return cast(Viewpoint, g.viewpoint)


def known_viewpoint() -> Viewpoint | None:
    """The viewpoint that this request has already been given, if any; never a Problem."""
    return cast(Viewpoint | None, g.get("viewpoint"))


def default_viewpoint() -> Viewpoint:
    """Today, the latest release, the home region: for pages that must answer although the address is wrong."""
    return lists().viewpoint(None, None, None, web.today(), web.settings().home_region)


def edition() -> Edition:
    """The release that this page speaks for."""
    if "edition" not in g:
        g.edition = lists().edition(viewpoint().release)
    return cast(Edition, g.edition)


def home_region() -> Region:
    """The district this catalogue is run for."""
    if "home_region" not in g:
        g.home_region = lists().region(web.settings().home_region)
    return cast(Region, g.home_region)
