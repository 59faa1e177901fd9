"""Working days of the demo's years, as the State Council's notices for 2024, 2025 and 2026 set them."""

from datetime import date, timedelta

# Rest days that fall on a weekday, and weekend days that are worked.
_RESTS = {
    2024: """
01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17
10-01 10-02 10-03 10-04 10-07
""",
    2025: """
01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02
10-01 10-02 10-03 10-06 10-07 10-08
""",
    2026: """
01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19
09-25 10-01 10-02 10-05 10-06 10-07
""",
}
_WORKED = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
# The autumn holiday of 2023 is over, and the year has no other before its end.
FIRST, LAST = date(2023, 10, 9), date(2026, 12, 31)


def _days(years: dict[int, str]) -> frozenset[date]:
    return frozenset(
        date.fromisoformat(f"{year}-{day}") for year, days in years.items() for day in days.split()
    )


RESTS, WORKED = _days(_RESTS), _days(_WORKED)


def is_workday(day: date) -> bool:
    """Whether offices work on this day."""
    if not FIRST <= day <= LAST:
        raise ValueError(f"no calendar for {day}")
    return day in WORKED or (day.weekday() < 5 and day not in RESTS)


def shift(day: date, count: int) -> date:
    """The working day `count` working days later, or earlier where negative; 0 is the day itself."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day
