"""Expected rows and the register of the files made by hand; it reads nothing of the importer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Row = dict[str, str]
Make = Callable[[], tuple[bytes, list[Row]]]


@dataclass(frozen=True)
class Layout:
    """A file made by hand: its name and how to make its bytes and the rows that it shows."""

    filename: str
    make: Make


LAYOUTS: list[Layout] = []


def layout(filename: str) -> Callable[[Make], Make]:
    def register(make: Make) -> Make:
        LAYOUTS.append(Layout(filename, make))
        return make

    return register


_SHORT = {
    "of": "parent_name",
    "dept": "department",
    "body": "collecting_body",
    "std": "standard_text",
    "fund": "fund_management",
    "basis": "legal_basis",
    "biz": "business_related",
    "note": "remarks",
}


def fee(name: str, list: str = "admin_fee", biz: str = "unknown", **fields: str) -> Row:
    row = {"name": name, "list": list, "business_related": biz}
    for key, value in fields.items():
        row[_SHORT.get(key, key)] = value
    return row


def fund(name: str, **fields: str) -> Row:
    return fee(name, list="gov_fund", **fields)


def service(name: str, **fields: str) -> Row:
    return fee(name, list="regulated_service", **fields)
