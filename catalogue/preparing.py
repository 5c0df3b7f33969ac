"""Brings an installation to where it can serve: tables, data, translations, index; it refuses to redo what is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from catalogue.database import Database
from catalogue.fees.loading import is_loaded, load
from catalogue.search.follow import refresh_index
from catalogue.search.word_editing import reapply
from catalogue.settings import ROOT, Settings, make_folder
from catalogue.web import CHINA_TIME

Progress = Callable[[str], None]
TRANSLATIONS = ROOT / "catalogue" / "translations"


def prepare(settings: Settings, database: Database, now: datetime, progress: Progress = print) -> None:
    """Make everything ready that is not; every step says its name before it starts."""
    make_folder(settings.instance)
    if not database.is_current():
        progress("Preparing the database …")
        database.upgrade()
    compile_translations(settings.instance / "translations", progress)
    load_data(settings.data, database, now, progress)
    refresh_index(settings.instance / "index", database, now.astimezone(CHINA_TIME).date(), progress)


def load_data(folder: Path, database: Database, now: datetime, progress: Progress = print) -> bool:
    """Load the data folder unless this content of it is loaded already; return whether anything was loaded."""
    with database.transaction() as session:
        if is_loaded(session, folder):
            return False
        progress("Loading the lists …")
        loaded = load(session, folder, now)
        # What staff changed stands above the words of the folder.
        reapply(session)
        return loaded


def compile_translations(folder: Path, progress: Progress = print) -> None:
    """Compile the .po files into `folder` where they are newer than what was compiled."""
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        target = folder / source.relative_to(TRANSLATIONS).with_suffix(".mo")
        mark = target.with_suffix(".sha256")
        wanted = hashlib.sha256(source.read_bytes()).hexdigest()
        if mark.exists() and mark.read_text(encoding="ascii") == wanted:
            continue
        progress(f"Compiling the translation “{source.parts[-3]}” …")
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as opened, target.open("wb") as compiled:
            write_mo(compiled, read_po(opened, locale=source.parts[-3]))
        mark.write_text(wanted, encoding="ascii")
