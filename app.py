"""The wiring: puts the rooms together into one application; `python app.py` prepares it and serves it."""

from __future__ import annotations

import sys

from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix

from catalogue import errors, web
from catalogue.accounts import security
from catalogue.accounts.pages import accounts
from catalogue.api.views import api
from catalogue.checks import workbook_views
from catalogue.checks.views import checks
from catalogue.cli import register_commands
from catalogue.complaints.views import complaints
from catalogue.database import Database
from catalogue.fees.board_views import posting
from catalogue.fees.compare_views import comparing
from catalogue.fees.staff_item_views import revisions
from catalogue.fees.views import fees
from catalogue.oversight.views import oversight
from catalogue.preparing import prepare
from catalogue.search import follow
from catalogue.search.due_views import duties
from catalogue.search.feeds import files
from catalogue.search.files import downloads
from catalogue.search.staff_views import word_pages
from catalogue.search.views import search
from catalogue.search.watch_views import watching
from catalogue.serving import check_port, serve
from catalogue.settings import ROOT, BadSetting, Settings

LARGEST_REQUEST = 12 * 1024 * 1024


def create_app(settings: Settings | None = None, clock: web.Clock = web.system_clock) -> Flask:
    """Make the application; it expects a prepared instance (see `prepare`)."""
    settings = settings or Settings.from_environment()
    app = Flask("catalogue", root_path=str(ROOT / "catalogue"), template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.environment == "production",
        TESTING=settings.environment == "test",
    )
    database = Database(settings.database_url)
    web.install(app, settings, database, clock)
    security.install(app, settings.environment)
    follow.install(app, settings.instance / "index")
    errors.install(app)
    workbook_views.install(app)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's own provider has it
    rooms = (
        accounts,
        fees,
        comparing,
        revisions,
        posting,
        files,
        search,
        watching,
        duties,
        word_pages,
        downloads,
        checks,
        complaints,
        oversight,
        api,
    )
    for room in rooms:
        app.register_blueprint(room)
    register_commands(app)
    if count := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def main() -> int:
    """Prepare and serve; a setting that cannot work ends with one sentence."""
    try:
        settings = Settings.from_environment()
        check_port(settings.host, settings.port)
        database = Database(settings.database_url)
        prepare(settings, database, web.system_clock())
        database.engine.dispose()
        app = create_app(settings)
        follow.warm(app, web.system_clock().astimezone(web.CHINA_TIME).date())
        serve(app, settings)
    except BadSetting as problem:
        print(problem, file=sys.stderr)
        return 1
    except OperationalError as problem:
        reason = str(problem.orig).strip().splitlines()[0]
        print(f"The database cannot be used ({reason}): check DATABASE_URL, and that it is running.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
