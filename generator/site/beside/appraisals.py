"""Above the grades, those of the departments by year: one row a department."""

from typing import Any

from generator.catalogue import Catalogue
from generator.models.appraisals import Appraisal, Grade
from generator.site.order import by_pinyin


def listed(catalogue: Catalogue) -> dict[str, Any]:
    """`years`, the newest last; `grades`: each department with its grade of each year, None where it has none."""
    whole = {
        (one.department, one.year): one for one in catalogue.all(Appraisal) if one.unit is None
    }
    years = sorted({year for _, year in whole})
    departments = by_pinyin(catalogue.departments.values(), lambda one: one.name)
    return {
        "years": years,
        "grades": [(one, [whole.get((one.id, year)) for year in years]) for one in departments],
        "unqualified": Grade.UNQUALIFIED,
    }
