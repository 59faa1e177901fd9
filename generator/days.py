"""Days as the law counts them: pure functions of dates."""

from calendar import monthrange
from datetime import date


def add_years(day: date, years: int) -> date:
    """The same day some years later, or the last day of that month where there is none (Civil Code, 202)."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
