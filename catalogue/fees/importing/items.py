"""One row of a table as a draft of a fee; it refuses a row that shows no item name."""

from __future__ import annotations

from catalogue.fees.importing.grids import Cell, GridRow
from catalogue.fees.importing.headers import Header
from catalogue.fees.importing.rows import Source
from catalogue.fees.importing.tables import Draft, Table
from catalogue.fees.importing.titles import department_name, kind_in
from catalogue.fees.importing.values import RowValues, is_dash
from catalogue.fees.importing.wordings import Column
from catalogue.fees.kinds import FeeKind
from catalogue.messages import Message


def has_text(cell: Cell) -> bool:
    return bool(cell.text.strip()) and not is_dash(cell.text)


def place_in(header: Header, column: Column) -> int:
    """Where a column stands; beyond every row where the table has none."""
    place = header.first(column)
    return place if place is not None else 1_000_000


def draft_of(table: Table, where: Message, row: GridRow, names: dict[Column, Cell], begins: list[Cell]) -> Draft:
    """The fee in a row; `names` are its name cells with text, `begins` the cells that do not go on from above."""
    header = table.header
    values = RowValues(header, row, table.before)
    names = _distinct(names)
    number = row.at(place_in(header, Column.NUMBER))
    placed = table.hierarchy.place(header, names, number, _number_begins(row, names, number, begins))
    kind = kind_in(values.text(Column.LIST)) or table.kind
    department, carried = _department(table, values, kind)
    basis = values.basis(table.basis_before)
    table.basis_before, table.before = basis, values.texts
    decisions = values.decisions
    decisions.parent_carried, decisions.department_carried = placed.carried, carried
    standard = values.standard(table.unit)
    return Draft(
        kind=kind,
        name=placed.name,
        parent=placed.parent,
        department=department,
        collector=values.line(Column.COLLECTOR),
        payer=values.line(Column.PAYER),
        standard=standard,
        fund=values.line(Column.FUND),
        basis=basis,
        business=_business(values),
        signs=placed.signs,
        band_business=table.band_business,
        remarks=values.text(Column.REMARKS),
        source=Source(where, row.number, row.page, header.headings, tuple(cell.text for cell in row.cells)),
        decisions=decisions if decisions.any() else None,
    )


def _number_begins(row: GridRow, names: dict[Column, Cell], number: Cell, begins: list[Cell]) -> bool:
    if any(cell is number for cell in begins):
        return True
    # A joined name over several lines keeps its own number.
    name_begins = any(cell is name for cell in begins for name in names.values())
    return len(row.filled()) > len(begins) and not name_begins


def _department(table: Table, values: RowValues, kind: FeeKind) -> tuple[str, bool]:
    """The department of a row, and whether its own cell was blank and the one before ran on."""
    own = department_name(values.line(Column.DEPARTMENT))
    if own:
        table.department, table.department_by_heading = own, False
    priced = values.line(Column.PRICING_DEPARTMENT)
    if priced:
        department = priced
    elif own and kind is not FeeKind.REGULATED_SERVICE:
        department = own
    elif values.header.has(Column.PRICING_DEPARTMENT) and not own:
        department = ""
    else:
        department = table.department
    has_column = values.header.has(Column.DEPARTMENT)
    return department, has_column and not own and department != "" and not table.department_by_heading


def _distinct(names: dict[Column, Cell]) -> dict[Column, Cell]:
    """One cell joined over several name columns is one name, of the first of them."""
    found: dict[Column, Cell] = {}
    for column, cell in names.items():
        if not any(cell is other for other in found.values()):
            found[column] = cell
    return found


def _business(values: RowValues) -> str:
    if values.header.has(Column.BUSINESS_YES, Column.BUSINESS_NO):
        if values.line(Column.BUSINESS_YES):
            return "是"
        return "否" if values.line(Column.BUSINESS_NO) else ""
    return values.line(Column.BUSINESS)
