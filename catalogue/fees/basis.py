"""Document numbers and lists of legal bases, written in the one form 机关代字〔年〕号; it refuses to invent a year."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = "一-鿿〇"
_OPEN, _CLOSE = r"[\[(〔【〖{]", r"[\])〕】〗}]"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_NUMBER = r"[1-9]\d{0,4}"
_END = r"[号號]"
_SIGN = rf"[{_HAN}]{{1,12}}"

# Full-width digits and brackets, and brackets that only look alike, are the same to a reader.
_WIDTHS = str.maketrans("０１２３４５６７８９［］﹝﹞﹙﹚", "0123456789[]〔〕()")
_ROUND = str.maketrans("（）｛｝", "(){}")

# 公告2019年第76号 and orders are numbered without brackets; so is whatever a body numbers under its full name.
_UNBRACKETED = r"(?<![告令报部局委厅院署会府])"
_ANNOUNCED = r"(?!\s*(?:公告|令|通告))"

_NUMBERED = re.compile(
    rf"(?P<sign>{_SIGN})\s*{_OPEN}\s*(?P<year>{_YEAR})\s*年?\s*{_CLOSE}\s*第?\s*(?P<number>{_NUMBER})\s*{_END}"
    rf"|{_OPEN}\s*(?P<year2>{_YEAR})\s*{_CLOSE}\s*(?P<sign2>[{_HAN}]{{1,12}}?)\s*第?\s*(?P<number2>{_NUMBER})\s*{_END}"
    rf"|(?P<sign3>{_SIGN}){_UNBRACKETED}\s*(?P<year3>{_YEAR})[\s年—-]*第?\s*(?P<number3>{_NUMBER})\s*{_END}{_ANNOUNCED}"
)
# A whole text may leave out 号: people type 财税2019 45.
_TYPED = re.compile(
    rf"({_SIGN}){_UNBRACKETED}\s*{_OPEN}?\s*({_YEAR})\s*(?:{_CLOSE}|年)?[\s—-]*第?\s*({_NUMBER})\s*{_END}?"
)
_TWO_DIGIT_YEAR = re.compile(rf"{_OPEN}\s*(\d\d)\s*{_CLOSE}\s*([{_HAN}]{{1,12}}?)\s*第\s*({_NUMBER})\s*{_END}")
_PLAIN = rf"{_SIGN}〔{_YEAR}〕{_NUMBER}号"
_MORE = rf"(?:、第?{_NUMBER}号)*"
_ANNOUNCEMENT = rf"(?:[{_HAN}]{{2,12}}[ 、])*[{_HAN}]{{0,16}}公告{_YEAR}年第{_NUMBER}号"
_ORDER = rf"[{_HAN}]{{2,24}}(?:令|公告)第{_NUMBER}号"
_OLD = rf"\(\d\d\)[{_HAN}]{{1,12}}第{_NUMBER}号"
_ANY = re.compile(rf"(?P<plain>{_PLAIN})(?P<more>{_MORE})|(?P<other>{_ANNOUNCEMENT}|{_ORDER}|{_OLD})")
# In running text words run into the body's sign: 按照财税〔2017〕51号.
_LEAD = re.compile(r".*(?:[按照据见由与及的于为在是已和]|执行|规定|通知|文件)")


def _narrow(text: str) -> str:
    return text.translate(_WIDTHS)


def _one_form(match: re.Match[str]) -> str:
    for suffix in ("", "2", "3"):
        if match[f"sign{suffix}"]:
            return f"{match[f'sign{suffix}']}〔{match[f'year{suffix}']}〕{match[f'number{suffix}']}号"
    raise AssertionError("one branch always matches")


@lru_cache(maxsize=16384)
def normalise_document_number(text: str) -> str:
    """财税[2019]46号, [1992]价费字240号, 财税2019 45 … as 财税〔2019〕46号.

    Numbers inside a longer text are rewritten where they stand; 国务院令第481号, 公告2019年第76号 and
    whatever is no document number stay as they are.
    """
    text = " ".join(_narrow(text).split())
    typed = _TYPED.fullmatch(text.translate(_ROUND))
    if typed:
        return "{}〔{}〕{}号".format(*typed.groups())
    # Round brackets of remarks stay as published, so they are folded only inside a match.
    folded = text.translate(_ROUND)
    pieces, at = [], 0
    for match in re.finditer(f"{_NUMBERED.pattern}|(?P<old>{_TWO_DIGIT_YEAR.pattern})", folded):
        pieces.append(text[at : match.start()])
        old = _TWO_DIGIT_YEAR.fullmatch(match["old"]) if match["old"] else None
        pieces.append("({}){}第{}号".format(*old.groups()) if old else _one_form(match))
        at = match.end()
    return "".join([*pieces, text[at:]])


def is_document_number(text: str) -> bool:
    """Whether the whole text is one document number, in any spelling."""
    match = _ANY.fullmatch(normalise_document_number(text))
    return match is not None and not match["more"]


def find_document_numbers(text: str) -> tuple[str, ...]:
    """Every document number that stands in running text, in the one form and in order, repeats dropped.

    `财综〔2009〕51号、59号` are two numbers of one year.
    """
    found: dict[str, None] = {}
    for match in _ANY.finditer(normalise_document_number(text).translate(_ROUND)):
        if match["other"]:
            found[_LEAD.sub("", match["other"])] = None
            continue
        sign, rest = match["plain"].split("〔")
        head = f"{_LEAD.sub('', sign)}〔{rest[:4]}〕"
        found[head + rest[5:]] = None
        found.update((f"{head}{number}号", None) for number in re.findall(rf"第?({_NUMBER})号", match["more"]))
    return tuple(number for number in found if not number.startswith("〔"))


def same_document(first: str, second: str) -> bool:
    """Whether two texts name a common document; a list of bodies may be shortened (财政部等六部门公告…)."""
    ours, theirs = find_document_numbers(first), find_document_numbers(second)
    if set(ours) & set(theirs):
        return True
    if not ours and not theirs:
        return normalise_document_number(first) == normalise_document_number(second) != ""
    return any(_same_announcement(one, other) for one in ours for other in theirs)


def _same_announcement(first: str, second: str) -> bool:
    bodies, _, number = first.partition("公告")
    others, _, other_number = second.partition("公告")
    if not number or number != other_number or "年" not in number:
        return False
    return not bodies or not others or bool(_bodies(bodies) & _bodies(others))


def _bodies(text: str) -> set[str]:
    shortened = re.sub(r"等.{1,3}(?:部门|部委|单位).*", "", text)
    return {body.removeprefix("国家") for body in re.split(r"[ 、]", shortened) if body}


@lru_cache(maxsize=16384)
def split_basis(text: str) -> tuple[str, ...]:
    """The documents named in a basis cell, in order, repeats dropped, numbers in the one form.

    Separators are ; ； , ， 、 》《 and line breaks after a complete number or title; never inside 《》 or
    brackets. A bare number belongs to the document before it; a title with its number gives the number.
    """
    documents: dict[str, None] = {}
    for piece in _joined(_pieces(text)):
        document = _number_of_title(normalise_document_number(piece))
        if document:
            documents[document] = None
    return tuple(documents)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Cut at separators outside brackets; each piece with the separator that followed it."""
    text = re.sub(r"\n(?=[;；,，、])", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    pieces: list[tuple[str, str]] = []
    depth, current = 0, ""
    for index, char in enumerate(text):
        depth = max(0, depth + (char in "《〈([（［〔【﹝<") - (char in "》〉)]）］〕】﹞>"))
        current += "" if char == "\n" else char
        follows = text[index + 1 : index + 2]
        if depth == 0 and char in ";；,，、":
            pieces.append((current[:-1], char))
            current = ""
        elif depth == 0 and ((char == "》" and follows == "《") or (char == "\n" and _is_whole(current))):
            pieces.append((current, "\n"))
            current = ""
    return [*pieces, (current, "")]


def _is_whole(text: str) -> bool:
    """Whether a line ends with a complete number or title, so that the next line begins another document."""
    return bool(re.search(r"(?:[号號]|》|[号號》][)）])\s*$", text))


_BARE_NUMBER = re.compile(rf"第?\s*{_NUMBER}\s*{_END}")
_BODY_ONLY = re.compile(rf"[{_HAN}\s]{{2,30}}(?:部|委|局|厅|院|会|署|办公室|政府|银行|部门)")


def _joined(pieces: list[tuple[str, str]]) -> list[str]:
    """Give bare numbers back to their document and issuing bodies to their title."""
    joined: list[str] = []
    lead = ""
    for piece, separator in pieces:
        issuer = separator in ("、", "，", ",") and bool(_BODY_ONLY.fullmatch(piece.strip()))
        piece, lead = lead + piece.strip(), ""
        bare = _narrow(piece)
        if joined and _BARE_NUMBER.fullmatch(bare) and re.search(r"\d\s*[号號]?$", _narrow(joined[-1])):
            joined[-1] = (joined[-1] if joined[-1][-1] in "号號" else joined[-1] + "号") + "、" + bare.replace(" ", "")
        elif issuer:
            lead = piece + separator
        elif piece:
            joined.append(piece)
    return [*joined, lead[:-1]] if lead else joined


_TITLE_WITH_NUMBER = re.compile(rf"[^《》]*《.*》\s*[(（]\s*({_PLAIN}{_MORE})\s*[)）]")


def _number_of_title(document: str) -> str:
    match = _TITLE_WITH_NUMBER.fullmatch(document)
    return match[1] if match else document
