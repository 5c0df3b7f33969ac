"""The lists of words that staff keep: their columns, and what a row must say; it stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.messages import Message, Problem, say

ALIASES, REGIONS, DAYS = "aliases", "regions", "days"
LONGEST_WORD = 60
LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the word: what it is called, its values if they are a closed list, whether it may be empty."""

    name: str
    title: Message
    choices: tuple[tuple[str, Message], ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class WordList:
    """One list: what a word of it means. `removable` where a word may go altogether; `by_code` where it is a fee's."""

    name: str
    title: Message
    about: Message
    word: Message
    columns: tuple[Column, ...]
    removable: bool = True
    by_code: bool = False


_ALIAS_SORTS = (
    ("everyday", say("俗称")),
    ("abbreviation", say("简称")),
    ("old_name", say("旧名")),
    ("official", say("正式名称")),
    ("descriptive", say("描述")),
    ("misnomer", say("误称")),
)

LISTS: Mapping[str, WordList] = {
    each.name: each
    for each in (
        WordList(
            ALIASES,
            say("俗称和别名"),
            say("人们怎样称呼一项收费"),
            say("叫法"),
            (Column("sort", say("种类"), _ALIAS_SORTS),),
            by_code=True,
        ),
        WordList(
            "synonyms",
            say("近义词"),
            say("搜索里的词等于哪些词；几个词用分号隔开"),
            say("词"),
            (Column("means", say("也就是")),),
        ),
        WordList("stop_words", say("停用词"), say("对找收费没有意义的词"), say("词"), ()),
        WordList(
            "bodies",
            say("部门和单位"),
            say("一个单位的叫法属于哪一类部门"),
            say("叫法"),
            (
                Column("family", say("部门类别")),
                Column("sort", say("种类"), optional=True),
            ),
        ),
        WordList(
            REGIONS,
            say("地区简称"),
            say("搜索里怎样称呼一个地区"),
            say("行政区划代码"),
            (Column("short_name", say("简称")),),
            removable=False,
        ),
        WordList(
            DAYS,
            say("节假日"),
            say("与全国放假安排不同，或者尚未收录的日子"),
            say("日期"),
            (Column("sort", say("这一天"), (("off", say("放假")), ("work", say("上班")))),),
        ),
    )
}


def read_row(wanted: WordList, word: str, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The word and its columns as they are stored; what cannot be one is a Problem of its field."""
    word = " ".join(word.split())
    if not word or len(word) > LONGEST_WORD or not word.isprintable():
        raise Problem(say("请填写 1 到 %(most)s 个字。", most=LONGEST_WORD), "word")
    if wanted.name == DAYS:
        word = _day(word)
    return word, {column.name: _value(column, given.get(column.name, "")) for column in wanted.columns}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Problem(say("日期要写成 2026-11-23 这样。"), "word") from None


def _value(column: Column, text: str) -> str:
    text = " ".join(text.replace("；", ";").split())
    if len(text) > LONGEST_TEXT or not text.isprintable():
        raise Problem(say("最多 %(most)s 个字。", most=LONGEST_TEXT), column.name)
    if not text.strip("; ") and not column.optional:
        raise Problem(say("这一栏不能空着。"), column.name)
    if column.choices and text not in dict(column.choices):
        raise Problem(say("请从列出的几种中选一种。"), column.name)
    return text.strip("; ")


def told(name: str, row: Mapping[str, str]) -> list[Message | str]:
    """What a row says beside its word, as people read it; values of a closed list by their titles."""
    wanted = LISTS.get(name)
    titles = {column.name: dict(column.choices) for column in wanted.columns} if wanted else {}
    return [titles.get(column, {}).get(value, value) for column, value in row.items() if value]
