"""How what a docket knows may stand in a text: spaced, wide, in parts; patterns are of the folded text."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from generator.masking.fold import fold
from generator.masking.literal import compacted

# Between the numbers of a house: 3幢2单元501, 3-2-501, 3#501.
_JOINT = r"(?:[ \-—/#]|号楼|号院|号|幢|栋|座|弄|单元|梯|层|楼){1,2}"
_HOUSE = re.compile(r"[0-9A-Za-z]+(?=号|幢|栋|座|弄|单元|室|户|房|-|#|$)|(?<=[\-#])[0-9A-Za-z]+")
# Who writes the end of a number says so: 尾号0018, 身份证后四位2396, 6228****0018.
_TAIL = (
    r"(?:(?:尾号|尾数|末尾|[后末](?:[三四五六七八3-8]位)(?:数字?)?|尾)[为是系:(\"“ ]{0,3}|[*×]{2,})"
)
_SHORTEST_TAIL, _LONGEST_TAIL, _TELLING = 3, 8, 6
_NUMBER = r"(?=[A-Za-z-]*[0-9])[0-9A-Za-z-]{4,40}"
_CERTIFICATE = re.compile(
    rf"执法证件?\(?(?:证号|号码|编号|号)?(?:分别)?[为是:( ]{{0,3}}(?P<secret>{_NUMBER}(?: ?[、,和及] ?{_NUMBER})*)"
)


@cache
def certificates(known: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Where an officer's certificate stands, of those known anywhere."""
    # Digits alone are also days and numbers of goods: those only where the word is.
    told = [one for one in known if re.search("[A-Za-z]", one) and re.search("[0-9]", one)]
    if not told:
        return (_CERTIFICATE,)
    several = "|".join(sorted(map(re.escape, told), key=len, reverse=True))
    return (
        re.compile(rf"(?<![0-9A-Za-z])(?:{several})(?![0-9A-Za-z])", re.IGNORECASE),
        _CERTIFICATE,
    )


def home(address: str) -> re.Pattern[str] | None:
    """The numbers of a home as others write them, which need two at least: 3幢2单元501室 is 3-2-501 and 3幢501."""
    numbers = _HOUSE.findall(re.split("小区|路|街|巷|村|道", fold(address).text)[-1])
    if len(numbers) < 2 or len(numbers[-1]) < 3:
        return None
    several = [
        _JOINT.join(map(re.escape, (*some, numbers[-1])))
        for count in range(len(numbers) - 1, 0, -1)
        for some in combinations(numbers[:-1], count)
    ]
    return re.compile(
        rf"(?<![0-9A-Za-z.-])(?:{'|'.join(several)})(?:室|户|房)?(?![0-9A-Za-z年月日元.%-])"
    )


def tails(numbers: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Where a text has the end of a number: a short one where it says so, a long one anywhere."""
    ends = {
        compact[-length:]
        for number in numbers
        if len(compact := compacted(number)) > _LONGEST_TAIL and re.fullmatch("[0-9]+x?", compact)
        for length in range(_SHORTEST_TAIL, _LONGEST_TAIL + 1)
    }
    if ends:
        longest = sorted(ends, key=len, reverse=True)
        yield re.compile(rf"{_TAIL}(?P<secret>{'|'.join(longest)})(?![0-9a-z])", re.IGNORECASE)
        long = "|".join(end for end in longest if len(end) >= _TELLING)
        yield re.compile(rf"(?<![0-9a-z.])(?P<secret>{long})(?![0-9a-z])", re.IGNORECASE)
