"""What a person or a program sees when a request cannot be answered; it never shows a stack trace."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, jsonify, render_template
from flask_babel import gettext as _
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from catalogue import web
from catalogue.messages import Message, Problem

_PLAIN = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>%(title)s</title></head>'
    "<body><h1>%(title)s</h1><p>%(detail)s</p><p>请稍后再试，或拨打 12345。 Please try again later, or call 12345.</p>"
    '<p><a href="/">首页 · Home</a></p></body></html>'
)


def install(app: Flask) -> None:
    """Answer every failure with a page, or with problem details (RFC 9457) where the API was asked."""
    app.register_error_handler(Problem, _bad_input)
    app.register_error_handler(HTTPException, _http_failure)
    app.register_error_handler(Exception, _unexpected)


def problem_details(status: int, title: str, detail: str, **more: Any) -> Response:
    """An RFC 9457 answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def _bad_input(problem: Problem) -> Any:
    return _answer(400, problem.message, problem.field)


def _http_failure(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    response = _answer(error.code, "", None)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Any:
    current_app.logger.exception("unexpected failure", exc_info=error)
    return _answer(500, "", None)


def _answer(status: int, detail: Message | str, field: str | None) -> Response:
    title = _titles().get(status, _("这个请求无法完成"))
    if web.for_programs():
        return problem_details(status, title, web.tell(detail) or title, **({"field": field} if field else {}))
    return Response(_page(status, title, detail), status=status, mimetype="text/html")


def _page(status: int, title: str, detail: Message | str) -> str:
    """The page of a failure; where the house's own frame is what fails, a page that needs nothing."""
    try:
        return render_template("errors/error.html", status=status, title=title, detail=detail)
    except Exception as error:
        current_app.logger.exception("the page of a failure fails", exc_info=error)
        return _PLAIN % {"title": escape(title), "detail": escape(web.tell(detail))}


def _titles() -> dict[int, str]:
    return {
        400: _("填写的内容有误"),
        403: _("您没有查看此页的权限"),
        404: _("没有这个页面"),
        405: _("这个地址不接受这种请求"),
        413: _("上传的文件太大"),
        415: _("不支持这种内容格式"),
        429: _("请求太频繁，请稍后再试"),
        500: _("系统出错，我们已记录此问题"),
        503: _("暂时无法提供服务，请稍后再试"),
    }
