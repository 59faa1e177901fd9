"""方案二（一）1 权责清单：每个部门有清单，每项职权有名、有据、有人。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Unchecked, hit
from generator.rules import rule


@rule(
    "COV006",
    title="所引条文在该版本中不存在",
    clause="2.1.1",
    source="方案二（一）1",
    message="职权“{power}”引用《{law}》（{version}公布）第{article}条，该版本没有这一条",
    advice="核对条文号；引用的是旧版本的，改为现行版本的条文并写明起止日期。",
)
def article_not_in_version(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    unknown = 0
    for power in catalogue.powers.values():
        for path, basis in power.all_bases():
            version = catalogue.version(basis)
            if version is None:
                continue  # STR008 says so
            if version.articles is None:
                unknown += 1
            # 之一 articles are articles of their own (12-1): ask whether the version has it, never
            # compare with its last number.
            elif basis.article not in version.articles:
                yield hit(
                    power.at(*path, "article"),
                    see=(version.law.at(),),
                    power=power.name,
                    law=version.law.short_title,
                    version=basis.version,
                    article=basis.article,
                )
    if unknown:
        yield Unchecked(unknown, "所引版本没有条文表，用 publish.py law 读入文本后才能核对")
