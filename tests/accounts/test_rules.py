"""Who may do what, how long a guesser waits, which passwords are good enough: the rules by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.accounts import delays
from catalogue.accounts.passwords import check_password, common_words
from catalogue.accounts.permissions import (
    PERMISSIONS,
    ROLE_DUTIES,
    ROLE_NAMES,
    Person,
    Role,
    check_roles,
    may,
    may_handle,
    may_review,
)
from catalogue.messages import Problem
from catalogue.settings import ROOT

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
COMMON = common_words(ROOT / "data" / "common_passwords.csv")


def person(*roles: Role, number: int = 1, department: str = "") -> Person:
    return Person(number, f"同事{number}", f"{number}@example.org", frozenset(roles), department)


def test_the_auditor_reads_everything_and_changes_nothing() -> None:
    auditor = person(Role.AUDITOR)
    for permission in PERMISSIONS:
        assert may(auditor, permission) == permission.endswith(".read"), permission


def test_every_role_may_do_something_and_is_explained() -> None:
    for role in Role:
        assert any(role in roles for roles in PERMISSIONS.values())
        assert ROLE_NAMES[role].text
        assert ROLE_DUTIES[role].text


def test_without_a_role_nothing_is_allowed() -> None:
    assert not any(may(person(), permission) for permission in PERMISSIONS)


def test_whoever_may_change_something_may_read_it() -> None:
    for permission, roles in PERMISSIONS.items():
        assert roles <= PERMISSIONS[permission.split(".")[0] + ".read"]


@given(st.sets(st.sampled_from(Role)), st.integers(1, 5), st.integers(1, 5))
def test_nobody_reviews_their_own_work_whatever_their_roles(roles: set[Role], who: int, author: int) -> None:
    assert may_review(person(*roles, number=who), author) == (Role.REVIEWER in roles and who != author)


def test_a_handler_handles_only_for_their_own_department() -> None:
    handler = person(Role.HANDLER, department="财政局")
    assert may_handle(handler, "财政局")
    assert not may_handle(handler, "教育局")
    assert not may_handle(person(Role.HANDLER), "")
    assert not may_handle(person(Role.SUPERVISOR, department="财政局"), "财政局")


@pytest.mark.parametrize(
    ("roles", "department", "field"),
    [((Role.AUDITOR, Role.EDITOR), "财政局", "roles"), ((Role.HANDLER,), "", "department")],
)
def test_roles_that_undo_each_other_are_refused(roles: tuple[Role, ...], department: str, field: str) -> None:
    with pytest.raises(Problem) as refusal:
        check_roles(roles, department)
    assert refusal.value.field == field


def test_waits_grow_and_end() -> None:
    waits = [delays.wait_after(number, delays.FOR_ACCOUNT).total_seconds() for number in range(16)]
    assert waits[:8] == [0, 0, 0, 0, 0, 5, 10, 20]
    assert waits == sorted(waits)
    assert waits[-1] == 900


def test_old_failures_are_forgotten() -> None:
    failures = delays.Failures()
    for _ in range(8):
        failures = delays.one_more(failures, delays.FOR_ACCOUNT, NOW)
    assert delays.seconds_left(failures, NOW) == 40
    assert delays.seconds_left(failures, NOW + timedelta(seconds=39.5)) == 1
    assert delays.seconds_left(failures, NOW + timedelta(seconds=40)) == 0
    assert delays.one_more(failures, delays.FOR_ACCOUNT, NOW + timedelta(days=2)).count == 1


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "eleven char",
        "password1234",
        "Password2026!",
        "P@ssw0rd12345",
        "administrator",
        "qwertyuiop[]",
        "1qaz2wsx3edc",
        "123456789012",
        "abcdefghijkl",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "woaini5201314",
        "zaozhuang123456",
        "收费目录收费目录收费目录",
        "zhangsan20261123",
        "lixiaohua123456",
        "李小华李小华12345678",
        "ｐａｓｓｗｏｒｄ１２３４",
        "x" * 201,
    ],
)
def test_what_guessers_try_first_is_refused(password: str) -> None:
    with pytest.raises(Problem) as refusal:
        check_password(password, ("李小华", "lixiaohua@example.org"), COMMON)
    assert refusal.value.field == "password"


@pytest.mark.parametrize(
    "password",
    ["slow tortoise under the willow", "柳树下有一只慢慢走的乌龟呀", "T7#kv!Lq29zR", "青石板-路灯-旧书店-四月"],
)
def test_a_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    check_password(password, ("李小华", "lixiaohua@example.org"), COMMON)
