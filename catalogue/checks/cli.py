"""The command `flask check-workbook`; it refuses to write over the table that it checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalogue import web
from catalogue.checks.workbook_answers import write_answer
from catalogue.checks.workbook_rows import Order, Summary, judge_table
from catalogue.checks.workbook_work import Sources, tell_in
from catalogue.checks.workbooks import Table, check_size, read_table
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.periods import parse_day
from catalogue.messages import Problem, say


@click.command("check-workbook")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the answer is written.")
@click.option("--on", default="", help="Day that counts for rows without one, like 2026-11-23; today unless said.")
@click.option(
    "--region", default="", help="Six-digit code of the place for rows without one; the home region unless said."
)
def check_workbook(file: Path, out: Path | None, on: str, region: str) -> None:
    """Check every charge in FILE (.xlsx, .xls or .csv) and write it again with verdicts beside it."""
    try:
        check_size(file.stat().st_size)
        table = read_table(file.read_bytes())
        target = out or file.with_name(f"{file.stem}-核对结果{table.suffix}")
        if target.resolve() == file.resolve():
            raise click.UsageError("The answer cannot be written over the table itself: name another file with -o.")
        summary = _checked(table, target, on, region)
    except Problem as problem:
        click.echo(str(problem.message), err=True)
        sys.exit(2)
    for note in table.notes:
        click.echo(str(note), err=True)
    _tell(summary, target)


def _checked(table: Table, target: Path, on: str, region: str) -> Summary:
    if "name" not in table.headings.columns:
        raise Problem(say("没有认出哪一列是收费名称；请把那一列的表头改为“收费项目”再核对。"))
    settings, today = web.settings(), web.today()
    with web.database().sessions() as session:
        lists = Catalogue(session)
        release = lists.latest_edition(today).number
        place = lists.region(region or settings.home_region).code
    order = Order(table.headings.columns, parse_day(on, "on") if on else today, place)
    sources = Sources(settings.database_url, settings.instance, settings.home_region)
    tell = tell_in("zh", settings.instance / "translations")
    total = table.count()
    with (
        sources.desk(table, order, release, today, tell) as desk,
        click.progressbar(length=total, file=sys.stderr) as bar,
    ):
        lines, summary = judge_table(desk, table, lambda done: bar.update(1))
    with target.open("wb") as stream:
        write_answer(table, lines, tell, stream)
    return summary


def _tell(summary: Summary, target: Path) -> None:
    for group in summary.groups.values():
        click.echo(f"{group.code:24} {group.count:6} {group.amount:>16,.2f}")
    click.echo(f"{'all':24} {summary.rows:6} {summary.total:>16,.2f}")
    click.echo(
        f"Not checked, without a name: {summary.skipped}. Charged too much: at least {summary.excess:,.2f} yuan."
    )
    click.echo(f"Written: {target}")
