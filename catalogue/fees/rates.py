"""The door to the rules of rates: read a wording, compute what is due; what is not certain stays wording."""

from catalogue.fees.rate_amounts import due
from catalogue.fees.rate_report import RateReport, rate_report
from catalogue.fees.rate_values import (
    Band,
    Currency,
    Due,
    Fixed,
    Limits,
    Range,
    Rate,
    RateOption,
    RateReading,
    Share,
    Tiered,
    Undetermined,
)
from catalogue.fees.rate_wording import read_rate

__all__ = [
    "Band",
    "Currency",
    "Due",
    "Fixed",
    "Limits",
    "Range",
    "Rate",
    "RateOption",
    "RateReading",
    "RateReport",
    "Share",
    "Tiered",
    "Undetermined",
    "due",
    "rate_report",
    "read_rate",
]
