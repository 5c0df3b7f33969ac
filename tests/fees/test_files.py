"""Files about the lists: releases that anybody can verify, the feed, the description of the data, security.txt."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from catalogue.fees.models import FeeVersionRow, ReleaseRow
from catalogue.fees.releases import digest
from catalogue.settings import ROOT, BadSetting, Settings
from tests.support.stores import NOW

VERIFY = ROOT / "tools" / "verify_release.py"


def verify(*files: Path) -> subprocess.CompletedProcess[str]:
    # -I and -S: nothing but the standard library is there.
    return subprocess.run([sys.executable, "-I", "-S", VERIFY, *files], capture_output=True, text=True)


@pytest.fixture
def downloaded(client: FlaskClient, tmp_path: Path) -> Path:
    file = tmp_path / "release-1.json"
    file.write_bytes(client.get("/releases/1.json").data)
    return file


@pytest.fixture
def two_releases(own_client: FlaskClient) -> FlaskClient:
    """A catalogue with a second release, in which one fee costs less, one ended and one is only written otherwise."""
    with own_client.application.extensions["database"].transaction() as session:
        first = session.get_one(ReleaseRow, 1)
        second = ReleaseRow(
            number=2,
            effective_date=date(2026, 11, 23),
            published_at=NOW,
            author="编者",
            reviewer="审者",
            summary="测试用的第二期",
            notes=[],
            previous_sha256=first.sha256,
        )
        _say_anew(session, "F008", {"standard_text": "2%"})
        _say_anew(session, "A001", {"status": "cancelled", "ended_by": "财税〔2026〕99号"})
        _say_anew(session, "A009", {"name": lambda name: name.replace("(", "（") + " "})
        second.sha256 = digest(session, second)
        session.add(second)
    return own_client


def _say_anew(session: Any, code: str, values: dict[str, Any]) -> None:
    old = session.query(FeeVersionRow).filter_by(fee_code=code).order_by(FeeVersionRow.id.desc()).first()
    columns = [column.key for column in FeeVersionRow.__table__.columns if column.key not in ("id", "last_release")]
    fields = {name: getattr(old, name) for name in columns} | {"first_release": 2}
    for name, value in values.items():
        fields[name] = value(fields[name]) if callable(value) else value
    old.last_release = 1
    session.flush()
    session.add(FeeVersionRow(**fields))
    session.flush()


def test_a_downloaded_release_is_verified_without_the_catalogue(client: FlaskClient, downloaded: Path) -> None:
    done = verify(downloaded)
    assert done.returncode == 0, done.stdout + done.stderr
    assert client.get("/api/v1/releases/1").get_json()["sha256"] in done.stdout


@pytest.mark.parametrize("place", [0, 1, 5, 1000, 0.25, 0.5, 0.75, -70, -2, -1])
def test_one_other_byte_is_noticed(downloaded: Path, place: float) -> None:
    content = bytearray(downloaded.read_bytes())
    at = int(place * len(content)) if isinstance(place, float) else place
    content[at] ^= 1
    downloaded.write_bytes(content)
    done = verify(downloaded)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout and "Traceback" not in done.stderr


@pytest.mark.parametrize("change", [lambda text: text + "\n", lambda text: text.replace(":", ": ", 1)])
def test_one_byte_more_is_noticed(downloaded: Path, change: Callable[[str], str]) -> None:
    downloaded.write_text(change(downloaded.read_text(encoding="utf-8")), encoding="utf-8")
    assert verify(downloaded).returncode == 1


def test_releases_form_a_chain(two_releases: FlaskClient, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.json" for number in (1, 2)]
    for file in files:
        file.write_bytes(two_releases.get(f"/releases/{file.name}").data)
    assert verify(*files).returncode == 0
    alone = verify(files[1])
    assert alone.returncode == 0 and "not checked" in alone.stdout
    forged = json.loads(files[0].read_text(encoding="utf-8"))["document"]
    forged["release"]["summary"] = "改过"
    _write_release(files[0], forged)
    assert verify(files[0]).returncode == 0
    done = verify(*files)
    assert done.returncode == 1 and "release 1 is another" in done.stdout


def _write_release(file: Path, document: Any) -> None:
    """A file in perfect form and with the right hash of its own content."""

    def canonical(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    sha256 = hashlib.sha256(canonical(document).encode()).hexdigest()
    file.write_text(canonical({"document": document, "sha256": sha256}), encoding="utf-8")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"document":1,"sha256":2}', "\x00", "[" * 100_000])
def test_what_is_no_release_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(content)
    done = verify(file)
    assert done.returncode == 1 and "BROKEN" in done.stdout and "Traceback" not in done.stderr
    assert verify(tmp_path / "missing.json").returncode == 1
    assert verify().returncode == 2


def test_both_releases_are_told_apart(two_releases: FlaskClient) -> None:
    found = two_releases.get("/api/v1/releases/1/compare/2").get_json()
    told = {sort: [fee["code"] for fee in found[sort]] for sort in ("added", "ended", "changed", "wording_only")}
    assert told == {"added": [], "ended": ["A001"], "changed": ["F008"], "wording_only": ["A009"]}
    (version,) = found["changed"][0]["versions"]
    (field,) = version["fields"]
    assert (field["field"], field["after"], field["wording_only"]) == ("standard_text", "2%", False)
    then = two_releases.get("/api/v1/fees/F008?release=1")
    now = two_releases.get("/api/v1/fees/F008")
    assert (then.headers["X-Catalogue-Release"], now.headers["X-Catalogue-Release"]) == ("1", "2")
    assert (then.get_json()["rate"] == "2%", now.get_json()["rate"]) == (False, "2%")
    assert then.headers["ETag"] != now.headers["ETag"]


def test_a_file_of_a_release_carries_its_validators(client: FlaskClient) -> None:
    first = client.get("/releases/1.json")
    assert first.headers["X-Catalogue-Release"] == "1"
    assert first.last_modified is not None
    assert "filename*=UTF-8''%E6%94%B6%E8%B4%B9" in first.headers["Content-Disposition"]
    again = client.get("/releases/1.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/releases/77.json").status_code == 404
    assert client.get("/releases/x.json").status_code == 404


def test_the_feed_holds_the_recorded_changes(client: FlaskClient) -> None:
    response = client.get("/feed.atom")
    assert response.mimetype == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(response.data).findall(f"{atom}entry")
    ids = [each.findtext(f"{atom}id") for each in entries]
    assert len(ids) == len(set(ids)) > 50
    narrowed = ElementTree.fromstring(client.get("/feed.atom?change=cancel&change=suspend").data)
    kinds = {each.find(f"{atom}category").get("term") for each in narrowed.findall(f"{atom}entry")}  # type: ignore[union-attr]
    assert kinds == {"cancel", "suspend"}
    assert client.get("/feed.atom?change=gone").status_code == 400
    assert client.get("/feed.atom?kind=cancel").status_code == 400
    earlier = ElementTree.fromstring(client.get("/feed.atom?on=2015-06-01").data).findall(f"{atom}entry")
    assert 0 < len(earlier) < len(entries)


def test_the_data_is_described_for_catalogues(client: FlaskClient) -> None:
    response = client.get("/dcat.jsonld")
    assert response.mimetype == "application/ld+json"
    said = response.get_json(force=True)
    assert said["@type"] == ["Dataset", "dcat:Dataset"]
    for file in said["distribution"]:
        answer = client.get(file["contentUrl"])
        assert (answer.status_code, answer.mimetype) == (200, file["encodingFormat"])
    assert client.get(said["url"]).status_code == 200
    assert client.get(said["dcat:service"]["documentation"]).status_code == 200


def test_whom_to_tell_about_a_weakness(client: FlaskClient) -> None:
    response = client.get("/.well-known/security.txt")
    assert response.mimetype == "text/plain"
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert lines["Contact"] == "tel:12345;phone-context=+86632"
    assert NOW.date().isoformat() < lines["Expires"] < "2027-11-23"


def test_the_contact_for_weaknesses_is_an_address() -> None:
    settings = Settings.from_environment({"SECURITY_CONTACT": "mailto:safe@example.org", "SECRET_KEY": "x" * 40})
    assert settings.security_contact == "mailto:safe@example.org"
    with pytest.raises(BadSetting, match="SECURITY_CONTACT"):
        Settings.from_environment({"SECURITY_CONTACT": "somebody", "SECRET_KEY": "x" * 40})
