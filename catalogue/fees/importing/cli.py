"""The commands `flask lists …`; they refuse to change any list."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import click

from catalogue.fees.importing.findings import Unreadable
from catalogue.fees.importing.published import read_published
from catalogue.fees.importing.written import write_rows


@click.group()
def lists() -> None:
    """Published fee lists: read what a bureau published."""


@lists.command("read")
@click.argument("file", type=click.Path(path_type=Path))
def read(file: Path) -> None:
    """Print the fees of FILE as CSV; findings go to standard error.

    A file that cannot be read prints no rows, the reason in one line on standard error, and exits with status 2.
    """
    try:
        reading = read_published(file)
    except Unreadable as error:
        click.echo(" ".join(str(error.message).split()), err=True)
        sys.exit(2)
    text = StringIO()
    write_rows(reading.rows, text)
    # Bytes, because a terminal's own encoding and line ends must not change the file.
    click.echo(text.getvalue().encode(), nl=False)
    for finding in reading.findings:
        about = f" #{finding.row_no}" if finding.row_no is not None else ""
        click.echo(f"{finding.rule}{about}: {' '.join(str(finding.message).split())}", err=True)
