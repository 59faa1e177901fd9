"""Days as the law counts them: pure functions of dates."""

from calendar import monthrange
from datetime import date


def add_years(day: date, years: int) -> date:
    """The same day some years later, or the last day of that month where there is none (Civil Code, 202)."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where there is none (Civil Code, 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
