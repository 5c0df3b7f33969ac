"""Pages of watching: ask, confirm, end with one click; and the letters' words. It parses, calls and renders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from wtforms import StringField, ValidationError

from catalogue import web
from catalogue.accounts import mail
from catalogue.accounts.forms import show_problem
from catalogue.accounts.throttle import Throttle
from catalogue.fees import reading
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.differences import FeeChange, Sort
from catalogue.messages import Message, Problem, say
from catalogue.search import follow, watches
from catalogue.search.models import WatchRow
from catalogue.search.topics import PARTS, Topic, title, topic
from catalogue.search.watches import Letter

watching = Blueprint("watches", __name__, url_prefix="/watch")

SHOWN = 40
SORTS = {
    Sort.ADDED: say("新增"),
    Sort.ENDED: say("停征、取消或定了截止日期"),
    Sort.CHANGED: say("变更"),
    Sort.REMOVED: say("移出"),
}


class WatchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is not typed
    """Where to write to."""

    email = StringField()


@watching.get("")
def choose() -> Response:
    """How to watch what the address names: by feed, and by e-mail where this installation sends any."""
    return _page(WatchForm(formdata=None))


@watching.post("")
def ask() -> Response:
    """Keep the wish and send the letter that asks to confirm it; the answer is the same for every address."""
    if not mail.is_set_up(web.settings()):
        abort(404)
    form, wanted = WatchForm(), _topic()
    try:
        _check_token()
        email = watches.read_email(form.email.data or "")
        _throttle(email)
    except Problem as problem:
        show_problem(form, problem)
        return _page(form, 400)
    release = reading.default_viewpoint().release
    place = request.args.get("region", "") and (reading.viewpoint().region or "")
    write = partial(_asking, release=release)
    watches.ask(web.database(), email, wanted, place, web.language(), release, web.now(), write)
    mail.deliver_soon()
    return _private(make_response(render_template("watches/asked.html", hours=watches.HOURS_TO_CONFIRM)))


@watching.get("/<token>/confirm")
def confirming(token: str) -> Response:
    """The button: a mail program that opens links must not confirm for somebody."""
    return _held(token, "watches/confirm.html")


@watching.post("/<token>/confirm")
def confirm(token: str) -> Response:
    """Begin."""
    row = watches.confirm(web.database(), token, web.now(), reading.default_viewpoint().release)
    return _done(token, _("订阅已经开始")) if row else _gone()


@watching.get("/<token>/stop")
def stopping(token: str) -> Response:
    """The button that ends it."""
    return _held(token, "watches/stop.html")


@watching.post("/<token>/stop")
def stop(token: str) -> Response:
    """End it at once, for a person and for a mail program (RFC 8058); a second time is no failure."""
    watches.stop(web.database(), token)
    return _done("", _("已经退订，您的邮箱地址已经删除"))


def _topic() -> Topic:
    return topic(request.args, reading.lists(), reading.lists().editions()[0].number)


def _page(form: WatchForm, status: int = 200) -> Response:
    wanted, lists = _topic(), reading.lists()
    about = title(wanted, lists, reading.default_viewpoint().release)
    parameters = {name: getattr(wanted, name) for name in PARTS if getattr(wanted, name)}
    page = render_template(
        "watches/watch.html",
        form=form,
        about=about,
        parameters=parameters,
        has_mail=mail.is_set_up(web.settings()),
        feed=_address("files.feed", **parameters),
    )
    return _private(make_response(page, status))


def _held(token: str, template: str) -> Response:
    row = watches.held_by(web.session(), token)
    if row is None:
        return _gone()
    about = title(watches.topic_of(row), reading.lists(), reading.default_viewpoint().release)
    return _private(make_response(render_template(template, token=token, about=about)))


def _done(token: str, heading: str) -> Response:
    return _private(make_response(render_template("watches/done.html", token=token, heading=heading)))


def _gone() -> Response:
    return _private(make_response(render_template("watches/gone.html"), 404))


def _private(response: Response) -> Response:
    """Kept by nobody: the address of the page is a key."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _throttle(email: str) -> None:
    """Nobody has letters sent to somebody again and again."""
    wait = Throttle(web.database(), "watch", email.lower(), request.remote_addr or "").begin(web.now())
    if wait:
        raise Problem(say("刚刚已经发过几封确认邮件，请在 %(seconds)s 秒后再试。", seconds=wait), "email")


def _check_token() -> None:
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as error:
        raise Problem(say("这个页面放得太久了；请再提交一次。"), "email") from error


# Letters


def _asking(row: WatchRow, token: str, release: int) -> Letter:
    about = web.tell(title(watches.topic_of(row), reading.lists(), release))
    end = _address("watches.stopping", token=token)
    body = _(
        "有人用这个邮箱订阅收费目录的变化：%(about)s。\n\n"
        "是您本人，请在 %(hours)s 小时内打开并点击确认：\n%(address)s\n\n"
        "不是您本人，不用理会，到时会自动删除；也可以马上删除：\n%(end)s",
        about=about,
        hours=watches.HOURS_TO_CONFIRM,
        address=_address("watches.confirming", token=token),
        end=end,
    )
    return Letter(_("请确认订阅：%(about)s", about=about)[:180], body, end)


def telling(row: WatchRow, token: str, changes: Sequence[FeeChange], lists: Catalogue, release: int) -> Letter:
    """The letter about what changed, in the language in which it was asked for."""
    with force_locale(row.language):
        about = web.tell(title(watches.topic_of(row), lists, release))
        lines = [
            f"{web.tell(_sort(change))}：{change.newest['name']}\n{_address('fees.fee', code=change.code)}"
            for change in changes[:SHOWN]
        ]
        if len(changes) > SHOWN:
            lines.append(_("还有 %(count)s 项，见：", count=len(changes) - SHOWN) + "\n" + _address("fees.changes"))
        end = _address("watches.stopping", token=token)
        body = _(
            "您订阅的%(about)s有变化，清单第%(release)s期已经生效：\n\n%(lines)s\n\n不想再收到，打开下面的链接即可退订：\n%(end)s",
            about=about,
            release=release,
            lines="\n\n".join(lines),
            end=end,
        )
        return Letter(_("收费目录有变化：%(about)s", about=about)[:180], body, end)


def _sort(change: FeeChange) -> Message:
    return SORTS.get(change.sort, SORTS[Sort.CHANGED])


def _address(endpoint: str, **values: Any) -> str:
    public = web.settings().public_url or request.host_url.rstrip("/")
    return public + url_for(endpoint, **values).removeprefix(request.script_root)


def notify_all() -> int:
    """Queue what the releases that took effect mean for those who watch; how many letters."""
    with current_app.test_request_context():
        release = reading.default_viewpoint().release
        write = partial(telling, lists=reading.lists(), release=release)
        home = web.settings().home_region
        return watches.notify(web.database(), follow.current, web.now(), web.today(), home, write)
