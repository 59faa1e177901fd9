"""/data/holidays.json: the calendar that due dates were counted with, for the site's calculator and anybody."""

import json

from generator.holidays import Calendar

NAME = "holidays.json"


def holidays_file(calendar: Calendar) -> bytes:
    """The calendar as JSON: each holiday of each year with its days and the number of its notice."""
    notices = list(dict.fromkeys(entry.notice for entry in calendar.entries))
    table = {
        "title": "放假和调休",
        "complete": list(calendar.years),
        "notices": notices,
        "holidays": [
            {
                "year": entry.year,
                "name": entry.name,
                "notice": notices.index(entry.notice),
                "rest": [day.isoformat() for day, rest in entry.days.items() if rest],
                "worked": [day.isoformat() for day, rest in entry.days.items() if not rest],
            }
            for entry in calendar.entries
        ],
    }
    return (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
