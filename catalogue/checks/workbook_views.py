"""Pages on which a whole table is checked, from upload to download; they refuse to keep anything in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from subprocess import TimeoutExpired
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from catalogue import web
from catalogue.checks.forms import KeepForm, WorkbookForm, add_error
from catalogue.checks.views import checks, places
from catalogue.checks.workbook_folders import MOST_STARTS, Folder, Folders, Task
from catalogue.checks.workbook_forms import columns_form
from catalogue.checks.workbook_shown import file_name, notes_of, summary_facts
from catalogue.checks.workbooks import LIMITS, check_size
from catalogue.fees import frame, reading
from catalogue.messages import Message, Problem, say

_SECONDS_TO_READ = 45
_SECONDS_TO_BE_QUICK = 2.5
_CHUNK = 256 * 1024
_TOO_COMPLEX = say("这张表格太复杂，没有读完就超出了可用的时间或内存；请只留下要核对的工作表和列，另存后再上传。")
_BROKEN_OFF = say("核对中断了，重试一次也没有成功；请把表格分成几个文件，再上传一次。")
_GONE = say("这张表格已经不在服务器上了：下载以后，或者过了 30 分钟，就会删除。请重新上传。")
_STALE = say("这个页面停留太久，已经失效；请重新选择文件，再上传。")
_TOO_LARGE = say(
    "文件超过上限 %(limit)s MB；请删去图片等无关内容，或分成几个文件再上传。", limit=LIMITS.file_bytes // 1024 // 1024
)
_MOST_LET_PASS = 100_000_000
_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}
View = Callable[..., Any]


def install(app: Flask) -> None:
    """Throw away what an earlier run of the application has left too long."""
    folders = Folders(app.extensions["settings"].instance / "workbooks")
    app.extensions["workbooks"] = folders
    folders.sweep()


def _unkept(view: View) -> View:
    """Let no browser or proxy keep what a view answers."""

    @wraps(view)
    def answered(**values: Any) -> AnyResponse:
        response: AnyResponse = current_app.make_response(view(**values))
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answered


@checks.route("/check/workbook", methods=["GET", "POST"])
@_unkept
def workbook() -> AnyResponse | str:
    """The upload."""
    if request.method == "GET":
        return render_template("checks/workbook.html", form=WorkbookForm(), deleted="deleted" in request.args)
    try:
        folder = _received()
    except Problem as problem:
        return _upload_page(problem.message, 400)
    return redirect(frame.to("checks.workbook_job", token=folder.token), 303)


@checks.route("/check/workbook/<token>", methods=["GET", "POST"])
@_unkept
def workbook_job(token: str) -> AnyResponse | str:
    """The columns, then the progress, then the summary: whatever the table has come to."""
    folder = _folder(token)
    refused = folder.refused()
    if refused:
        return _given_up(folder, refused)
    summary = folder.read("summary")
    if summary is not None:
        return render_template("checks/summary.html", **summary_facts(folder, summary))
    if folder.read("task") is not None:
        return _progress(folder)
    return _columns(folder)


@checks.get("/check/workbook/<token>/file")
@_unkept
def workbook_file(token: str) -> Response:
    """The table with its verdicts; once it has been fetched whole, it is deleted soon."""
    folder = _folder(token)
    table, answer = folder.read("table"), folder.path / "answer"
    if table is None or not answer.is_file():
        abort(404)
    name = file_name(folder, table["suffix"])

    def pieces() -> Iterator[bytes]:
        with answer.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                yield piece
        folder.downloaded()

    response = Response(pieces() if request.method == "GET" else b"", mimetype=_TYPES[table["suffix"]])
    response.content_length = answer.stat().st_size
    fallback = "checked" + table["suffix"]
    response.headers["Content-Disposition"] = f"attachment; filename={fallback}; filename*=UTF-8''{quote(name)}"
    return response


@checks.post("/check/workbook/<token>/delete")
@_unkept
def workbook_delete(token: str) -> AnyResponse:
    """Throw the table and its answer away now."""
    if not KeepForm().validate_on_submit():
        abort(400)
    _folder(token).delete()
    return redirect(frame.to("checks.workbook", deleted=1), 303)


def _folders() -> Folders:
    found: Folders = current_app.extensions["workbooks"]
    return found


def _folder(token: str) -> Folder:
    folder = _folders().find(token)
    if folder is None:
        abort(_upload_page(_GONE, 410))
    return folder


def _received() -> Folder:
    """The folder of the uploaded table, read as far as its columns."""
    try:
        fine = WorkbookForm().validate()
    except RequestEntityTooLarge as error:
        _let_pass()
        raise Problem(_TOO_LARGE, "file") from error
    if not fine:
        raise Problem(_STALE, "file")
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Problem(say("请先选择一个表格文件。"), "file")
    data = sent.stream.read(LIMITS.file_bytes + 1)
    check_size(len(data))
    folder = _folders().new(data)
    folder.write("name", {"name": sent.filename[-200:]})
    process = folder.start(Task("read", str(folder.path)))
    if process is not None:
        try:
            process.wait(_SECONDS_TO_READ)
        except TimeoutExpired:
            process.kill()
    refused = folder.refused()
    if refused or folder.read("table") is None:
        folder.delete()
        raise Problem(refused or _TOO_COMPLEX, "file")
    return folder


def _columns(folder: Folder) -> AnyResponse | str:
    """The form of the columns; sent, it starts the check."""
    table = folder.read("table") or {}
    form = columns_form(table, places(), web.settings().home_region, reading.viewpoint().on)
    status = 200
    if request.method == "POST":
        if not form.validate():
            if form.csrf_token.errors:
                abort(400)
            status = 400
        else:
            _start(folder, form.chosen(), form.day.data.isoformat(), form.region.data)
            return redirect(frame.to("checks.workbook_job", token=folder.token), 303)
    columns = list(zip(form.columns(), table["samples"], strict=True))
    page = render_template(
        "checks/columns.html", form=form, columns=columns, table=table, notes=notes_of(table), rows=table["rows"]
    )
    return Response(page, status=status)


def _start(folder: Folder, columns: dict[str, int], day: str, region: str) -> None:
    """Start the check and give a small table the moment it needs, so that its summary is the next page."""
    settings = web.settings()
    task = Task(
        "check",
        str(folder.path),
        instance=str(settings.instance),
        home=settings.home_region,
        language=web.language(),
        release=reading.viewpoint().release,
        today=web.today().isoformat(),
        day=day,
        region=region,
        columns=columns,
    )
    folder.order(task)
    process = folder.start(task.with_database(settings.database_url))
    if process is not None:
        try:
            process.wait(_SECONDS_TO_BE_QUICK)
        except TimeoutExpired:
            return


def _progress(folder: Folder) -> AnyResponse | str:
    """How far it is. A check whose process has died is started again, once."""
    task = folder.ordered()
    if task and not folder.is_worked_on() and folder.read("summary") is None and folder.refused() is None:
        if folder.starts() >= MOST_STARTS:
            folder.refuse(_BROKEN_OFF)
            return _given_up(folder, _BROKEN_OFF)
        folder.start(task.with_database(web.settings().database_url))
    told = folder.read("progress") or {"done": 0, "total": (folder.read("table") or {"rows": 1})["rows"]}
    address = frame.to("checks.workbook_job", token=folder.token)
    return render_template("checks/progress.html", **told, address=address)


def _given_up(folder: Folder, why: Message) -> Response:
    folder.delete()
    return _upload_page(why, 400)


def _upload_page(why: Message, status: int) -> Response:
    """The upload again, with what went wrong before."""
    form = WorkbookForm(formdata=None)
    add_error(form, "file", web.tell(why))
    page = render_template("checks/workbook.html", form=form, action=frame.to("checks.workbook"))
    return Response(page, status=status)


def _let_pass() -> None:
    """Take in what is still being sent and drop it: a browser that cannot finish sending shows no answer."""
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, _MOST_LET_PASS)
    while left > 0 and (piece := stream.read(min(left, _CHUNK))):
        left -= len(piece)
