"""A process killed at any step of a publication leaves the old release whole, and the next attempt succeeds."""

import os
import subprocess
import sys
from pathlib import Path

from catalogue.database import Database
from catalogue.fees.catalogue import Catalogue
from catalogue.fees.models import FeeVersionRow
from catalogue.fees.publishing import STEPS
from catalogue.fees.releases import verify
from catalogue.search.follow import Searches, is_fresh
from tests.fees.revising import Office

FEE = "A009.01.04"
PUBLISH_AND_DIE = """
import os, signal, sys
from pathlib import Path
from catalogue.database import Database
from tests.fees.revising import Office

url, folder, number, last = sys.argv[1:]
office = Office(Database(url), Path(folder))
office.publish(int(number), step=lambda name: name == last and os.kill(os.getpid(), signal.SIGKILL))
"""


def killed_at(step: str, office: Office, folder: Path, number: int) -> None:
    command = [sys.executable, "-c", PUBLISH_AND_DIE, office.database.url, str(folder), str(number), step]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()[-2000:]


def state(database: Database) -> tuple[object, ...]:
    """All that a reader can see of the releases."""
    with database.sessions() as session:
        lists = Catalogue(session)
        versions = session.query(FeeVersionRow.id, FeeVersionRow.last_release).order_by(FeeVersionRow.id).all()
        whole = all(proof.intact for proof in verify(session))
        return len(lists.editions()), [tuple(row) for row in versions], len(lists.changes()), whole


def test_a_kill_at_any_step_leaves_the_old_release_whole(filled_database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    office = Office(filled_database, folder)
    number = office.start()
    office.frame(number)
    office.change_rate(number, FEE, "80元/人", "80", "元/人")
    office.approve(number)
    before = state(filled_database)
    assert before[0] == 1 and before[-1]
    for step in STEPS[:-1]:
        killed_at(step, office, folder, number)
        assert state(filled_database) == before, step
        assert office.revision(number).stage == "approved", step
    killed_at(STEPS[-1], office, folder, number)
    after = state(filled_database)
    assert after[0] == 2 and after[-1]
    with filled_database.sessions() as session:
        assert is_fresh(folder, Catalogue(session), 2)


def test_an_index_of_a_publication_that_never_happened_is_not_used(filled_database: Database, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "index", tmp_path / "elsewhere"
    office = Office(filled_database, folder)
    number = office.start()
    office.frame(number)
    office.change_rate(number, FEE, "70元/人", "70", "元/人")
    office.approve(number)
    killed_at("sealed", office, folder, number)
    other = Office(filled_database, elsewhere)
    second = other.start("另一台机器上的另一次")
    other.frame(second)
    other.change_rate(second, FEE, "80元/人", "80", "元/人")
    other.approve(second)
    release = other.publish(second)
    with filled_database.sessions() as session:
        assert not is_fresh(folder, Catalogue(session), release)
        Searches(folder).of(release, lambda: session)
        assert is_fresh(folder, Catalogue(session), release)
