"""People, revisions and steps for the tests of publication."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.accounts.models import StaffRoleRow, StaffRow
from catalogue.accounts.permissions import Person, Role
from catalogue.database import Database
from catalogue.fees import draft_editing
from catalogue.fees.draft_editing import Frame
from catalogue.fees.drafts import Scope, by_hand, from_file, hold
from catalogue.fees.kinds import FeeKind
from catalogue.fees.publishing import publish
from catalogue.fees.revision_models import ItemRow, RevisionRow
from catalogue.fees.revision_moves import move
from catalogue.fees.revision_states import Act
from catalogue.search.follow import Preparing
from tests.support.stores import NOW

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
COUNTY_FILE = Path(__file__).parent / "importing/cases/02_county_two_row_header.xls"
DOCUMENT = "枣发改〔2026〕12号"
HOME = "370402"
DEFAULT_FRAME = Frame("第二期", TOMORROW.isoformat(), "", "按文件调整", DOCUMENT)


def person(session: Session, name: str, *roles: Role) -> Person:
    """A member of staff, made at the first call."""
    row = session.scalars(select(StaffRow).where(StaffRow.name == name)).one_or_none()
    if row is None:
        row = StaffRow(
            name=name, name_key=name, email=f"{abs(hash(name))}@example.cn", fs_uniquifier=name, created_at=NOW
        )
        row.roles = [StaffRoleRow(name=role.value) for role in roles]
        session.add(row)
        session.flush()
    return row.person()


class Office:
    """An editor, a reviewer and a publisher at one database."""

    def __init__(self, database: Database, folder: Path, now: datetime = NOW, today: date = TODAY) -> None:
        self.database, self.now, self.today = database, now, today
        self.indexer = Preparing(folder)
        with database.transaction() as session:
            self.editor = person(session, "编辑甲", Role.EDITOR, Role.REVIEWER)
            self.reviewer = person(session, "复核乙", Role.REVIEWER, Role.EDITOR)
            self.publisher = person(session, "发布丙", Role.PUBLISHER)

    def start(self, title: str = "手工调整") -> int:
        with self.database.transaction() as session:
            return by_hand(session, self.editor, title, HOME, self.now).id

    def upload(self, path: Path = COUNTY_FILE, **scope: object) -> int:
        wanted = Scope(HOME, tuple(FeeKind), **scope)  # type: ignore[arg-type]
        with self.database.transaction() as session:
            return from_file(session, self.editor, path.read_bytes(), path.name, wanted, self.now)[0].id

    def revision(self, number: int) -> RevisionRow:
        with self.database.sessions() as session:
            return session.get_one(RevisionRow, number)

    def items(self, number: int) -> list[ItemRow]:
        with self.database.sessions() as session:
            query = select(ItemRow).where(ItemRow.revision_id == number).order_by(ItemRow.position)
            return list(session.scalars(query))

    def do(self, number: int, act: str, *arguments: object) -> None:
        """Call a function of `draft_editing`; a first argument that is an item is fetched anew."""
        with self.database.transaction() as session:
            revision = hold(session, number, None, self.now)
            if arguments and isinstance(arguments[0], ItemRow):
                arguments = (draft_editing.item_of(session, revision, arguments[0].id), *arguments[1:])
            getattr(draft_editing, act)(session, revision, *arguments, self.today)

    def frame(self, number: int, frame: Frame = DEFAULT_FRAME) -> None:
        self.do(number, "set_frame", frame)

    def change_rate(self, number: int, code: str, text: str, figure: str = "", unit: str = "") -> ItemRow:
        """Change the rate of a fee of the lists by hand."""
        self.do(number, "add_existing", code)
        item = next(item for item in self.items(number) if item.code == code)
        self.do(number, "edit", item, {"standard_text": text, "rate_value": figure, "rate_unit": unit})
        return next(item for item in self.items(number) if item.code == code)

    def move(self, number: int, act: Act, who: Person, reason: str = "") -> None:
        with self.database.transaction() as session:
            move(session, hold(session, number, None, self.now), act, who, reason, self.now, self.today)

    def approve(self, number: int) -> None:
        self.move(number, Act.SEND, self.editor)
        self.move(number, Act.APPROVE, self.reviewer)

    def confirm_everything(self, number: int) -> None:
        for rule in {
            each["rule"] for item in self.items(number) for each in item.findings if each["grade"] == "confirm"
        }:
            with self.database.transaction() as session:
                draft_editing.confirm(session, hold(session, number, None, self.now), rule, self.today)

    def publish(self, number: int, **more: object) -> int:
        seen = self.revision(number).seen
        return publish(
            self.database,
            number,
            self.publisher,
            seen,
            self.now,
            self.today,
            self.indexer,
            **more,  # type: ignore[arg-type]
        )
