"""What the measuring sentences are filled with: made-up names and numbers, and what only looks like them.

Names of the seen and of the held-out sources share no given name: a detector that knows the names by heart
gains nothing on the others. All numbers are fictitious; where a real one has a check digit, theirs is right.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from stdnum import ean, luhn
from stdnum.cn import ric, uscc

# Common surnames as often as they are met, each rare one as seldom.
SURNAMES = (
    "王" * 7
    + "李" * 7
    + "张" * 7
    + "刘" * 5
    + "陈" * 5
    + "杨" * 3
    + "黄" * 2
    + "赵" * 2
    + "吴" * 2
    + "周" * 2
    + "徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹"
    "薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    "柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏"
)
# One line a pool: its name, a colon, its words.
WORDS = {
    name: words.split()
    for name, _, words in (
        line.partition(":")
        for line in Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    )
}


def _digits(chance: random.Random, count: int) -> str:
    return f"{chance.randrange(10**count):0{count}}"


def _wide(value: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in value)


def _born(chance: random.Random) -> date:
    return date(1940, 1, 1) + timedelta(days=chance.randrange(25000))


def _name(chance: random.Random, part: str) -> str:
    return chance.choice(SURNAMES) + chance.choice(WORDS[f"given-{part}"])


def _odd(chance: random.Random, part: str) -> str:
    """A name of a rare surname, of characters that few are called by, or of an ordinary word."""
    surname = chance.choice([chance.choice(SURNAMES), chance.choice(WORDS["surnames-odd"])])
    return surname + chance.choice(WORDS[f"given-odd-{part}"])


def _compound(chance: random.Random, part: str) -> str:
    return chance.choice(WORDS["surnames-compound"]) + chance.choice(WORDS[f"given-{part}"])


def _identity(chance: random.Random, part: str) -> str:
    region = chance.choice(
        ["110101", "330106", "440305", "510104", "650102", "810000", "830000", "320583"]
    )
    number = f"{region}{_born(chance):%Y%m%d}{_digits(chance, 3)}"
    number += ric.calc_check_digit(number + "0")
    return chance.choice([
        number, number, number, number.lower(), _wide(number), f"{number[:6]} {number[6:14]} {number[14:]}",
        f"{number[:6]}-{number[6:14]}-{number[14:]}", f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:16]} {number[16:]}",
    ])  # fmt: skip


def _identity15(chance: random.Random, part: str) -> str:
    return (
        f"{chance.choice(['330106', '110108', '420103'])}{_born(chance):%y%m%d}{_digits(chance, 3)}"
    )


def _phone(chance: random.Random, part: str) -> str:
    number = f"1{chance.choice('3456789')}{_digits(chance, 9)}"
    parts = (number[:3], number[3:7], number[7:])
    return chance.choice([
        number, number, number, number, _wide(number), "-".join(parts), " ".join(parts), f"+86{number}", f"+86 {number}",
        f"0086-{number}", f"{number[:4]} {number[4:7]} {number[7:]}", f"（+86）{number}",
    ])  # fmt: skip


def _landline(chance: random.Random, part: str) -> str:
    area = chance.choice(["010", "021", "0571", "0755", "0898", "0931"])
    local = f"{chance.randrange(2, 9)}{_digits(chance, 7)}"
    return chance.choice([f"{area}-{local}", f"{area}-{local}", f"({area}){local}", f"（{area}）{local}", f"{area} {local}", f"{area}{local}", _wide(f"{area}-{local}")])  # fmt: skip


def _card(chance: random.Random, part: str) -> str:
    start, length = chance.choice(
        [
            ("6222", 19),
            ("6217", 19),
            ("6228", 19),
            ("6225", 16),
            ("4367", 16),
            ("5187", 16),
            ("62148", 16),
        ]
    )
    number = start + _digits(chance, length - len(start) - 1)
    number += luhn.calc_check_digit(number)
    spaced = " ".join(number[at : at + 4] for at in range(0, length, 4))
    return chance.choice([number, number, number, spaced, spaced.replace(" ", "-"), _wide(number)])


def _plate(chance: random.Random, part: str) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    place = chance.choice("京沪浙苏粤川鲁皖赣闽湘鄂豫冀津渝") + chance.choice("ABCDEFGHJ")
    tail = chance.choice([
        _digits(chance, 5), f"{chance.choice(letters)}{_digits(chance, 4)}", f"{_digits(chance, 2)}{chance.choice(letters)}{_digits(chance, 2)}",
        f"D{_digits(chance, 5)}", f"F{_digits(chance, 5)}", f"{_digits(chance, 5)}D", f"{_digits(chance, 4)}挂", f"{_digits(chance, 4)}学",
    ])  # fmt: skip
    return place + chance.choice(["", "", "·", " "]) + tail


def _credit(chance: random.Random, part: str) -> str:
    number = chance.choice(["91330106MA", "92330106MA", "9133010674"]) + "".join(
        chance.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7)
    )
    return number + uscc.calc_check_digit(number + "0")


def _email(chance: random.Random, part: str) -> str:
    user = chance.choice(["wang_jg", "lixiuying", "chen.zh", "zhao-tz", "ops2", "m"]) + _digits(
        chance, 3
    )
    return f"{user}@{chance.choice(['example.com', 'mail.example.cn', 'vip.example.net', 'example.org'])}"


def _passport(chance: random.Random, part: str) -> str:
    return chance.choice(
        [f"E{_digits(chance, 8)}", f"G{_digits(chance, 8)}", f"EA{_digits(chance, 7)}"]
    )


def _wechat(chance: random.Random, part: str) -> str:
    return chance.choice(
        [
            f"wxid_{_digits(chance, 6)}ab",
            f"zhang{_digits(chance, 4)}",
            f"lucky-{_digits(chance, 4)}",
            f"abc{_digits(chance, 6)}",
        ]
    )


def _qq(chance: random.Random, part: str) -> str:
    return f"{chance.randrange(1, 10)}{_digits(chance, chance.choice([7, 8, 9]))}"


def _address(chance: random.Random, part: str) -> str:
    return chance.choice([
        "明州市城东区{r}{n}号{b}幢{u}单元{f}0{u}室", "城西区桃源小区{b}幢{u}单元{f}02室", "城北镇南塘村{n}号", "河东街道清风巷{b}弄{n}号{f}01室",
        "高新区望江公寓{b}号楼{f}06室", "石桥镇上湾村{u}组{n}号", "南岭区{r}{n}号金桂花园{b}栋{f}03",
    ]).format(r=chance.choice(WORDS["road"]), n=chance.randrange(1, 200), b=chance.randrange(1, 20), u=chance.randrange(1, 4), f=chance.randrange(1, 19))  # fmt: skip


def _flat(chance: random.Random, part: str) -> str:
    """A flat as people write it in short: 幸福小区3-2-501."""
    estate = chance.choice(["幸福小区", "金色家园", "桃源小区", "望江公寓", "锦绣新村"])
    house, entrance, floor = (chance.randrange(1, limit) for limit in (30, 5, 19))
    room = f"{floor}0{chance.randrange(1, 5)}"
    return estate + chance.choice(
        [f"{house}-{entrance}-{room}", f"{house}－{entrance}－{room}", f"{house}-{room}", f"{house}幢{room}", f"{house}号楼{entrance}-{room}"]
    )  # fmt: skip


def _school(chance: random.Random, part: str) -> str:
    """A school, most often with the class."""
    return _word("school-names", chance) + chance.choice(["", _class(chance), _class(chance)])


def _pupil(chance: random.Random, part: str) -> str:
    return _word("school-names", chance) + _class(chance)


def _class(chance: random.Random) -> str:
    grade, number = chance.choice("一二三四五六"), chance.randrange(1, 9)
    return chance.choice(
        [f"{grade}年级{number}班", f"{grade}年级（{number}）班", f"{grade}（{number}）班", f"初{chance.choice('一二三')}", f"高{chance.choice('一二三')}{number}班"]
    )  # fmt: skip


def _latin(chance: random.Random, part: str) -> str:
    return chance.choice(WORDS[f"latin-{part}"]).replace("|", " ")


def _bad_credit(chance: random.Random, part: str) -> str:
    """A credit code with one character copied wrongly: the check character does not hold."""
    number = _credit(chance, part)
    at = chance.randrange(8, 17)
    return number[:at] + chance.choice("ABCDEFGHZ".replace(number[at], "")) + number[at + 1 :]


def _spaced(chance: random.Random, part: str) -> str:
    """A name of two characters as forms stretch it, or of three with a blank after each."""
    name = _name(chance, part)
    return chance.choice([" ", "\u3000", "  "] if len(name) == 2 else [" "]).join(name)


def _other_phone(chance: random.Random, part: str) -> str:
    """A mobile number with dots, strokes or two blanks between its groups."""
    number = f"1{chance.choice('3456789')}{_digits(chance, 9)}"
    return chance.choice([".", "·", "/", "  "]).join((number[:3], number[3:7], number[7:]))


def _service_plate(chance: random.Random, part: str) -> str:
    """A plate of the armed police, the army or a farm machine, or a civil one written with blanks."""
    place = chance.choice("京沪浙苏粤川鲁皖")
    return chance.choice(
        [f"WJ{place}{_digits(chance, 4)}警", f"WJ{place}{_digits(chance, 5)}", f"军A{_digits(chance, 5)}", f"{place}01·{_digits(chance, 5)}", f"{place} A {_digits(chance, 5)}", f"{place} B·{_digits(chance, 5)}"]
    )  # fmt: skip


def _residence(chance: random.Random, part: str) -> str:
    return f"{chance.choice(['USA', 'RUS', 'KOR', 'FRA'])}{_digits(chance, 12)}"


def _patient(chance: random.Random, part: str) -> str:
    return chance.choice([_digits(chance, 11), f"MZ{_digits(chance, 8)}", _digits(chance, 7)])


def _house(chance: random.Random, part: str) -> str:
    place = chance.choice(["城北街道柳树村", "石桥镇上湾村", "南塘村", "河东乡大坪村"])
    return f"{place}{chance.randrange(1, 12)}组{chance.randrange(1, 90)}号"


Maker = Callable[[random.Random, str], str]
# What must be found, by mark …
PRIVATE: dict[str, Maker] = {
    "name": _name, "compound": _compound, "odd": _odd,
    "minority": lambda chance, part: chance.choice(WORDS[f"minority-{part}"]),
    "foreign": lambda chance, part: chance.choice(WORDS[f"foreign-{part}"]),
    "identity": _identity, "identity15": _identity15, "phone": _phone, "landline": _landline, "bank": _card,
    "plate": _plate, "credit": _credit, "email": _email, "passport": _passport, "wechat": _wechat, "qq": _qq,
    "address": _address, "flat": _flat, "school": _school, "pupil": _pupil, "latin": _latin, "badcredit": _bad_credit,
    "spaced": _spaced, "otherphone": _other_phone, "serviceplate": _service_plate, "residence": _residence,
    "patient": _patient, "house": _house,
}  # fmt: skip
# … and as what kind the detector must report it.
KIND = {
    "compound": "name", "odd": "name", "minority": "name", "foreign": "name", "identity15": "identity", "landline": "phone",
    "plate": "other", "email": "other", "passport": "other", "wechat": "other", "qq": "other",
    "flat": "address", "school": "other", "pupil": "other", "latin": "name", "badcredit": "credit",
    "spaced": "name", "otherphone": "phone", "serviceplate": "other", "residence": "other", "patient": "other", "house": "address",
}  # fmt: skip


def _word(pool: str, chance: random.Random) -> str:
    return chance.choice(WORDS[pool])


def _gtin(chance: random.Random) -> str:
    number = "69" + _digits(chance, 10)
    return number + ean.calc_check_digit(number)


# What must be left alone.
HARMLESS: dict[str, Callable[[random.Random], str]] = {
    **{name: partial(_word, name) for name in WORDS if "-" not in name},
    "n": lambda chance: str(chance.randrange(2, 90)),
    "m": lambda chance: str(chance.randrange(1, 13)),
    "d": lambda chance: str(chance.randrange(1, 29)),
    "six": lambda chance: _digits(chance, 6),
    "eight": lambda chance: f"{chance.randrange(1, 10)}{_digits(chance, 7)}",
    "batch": lambda chance: f"20260{chance.randrange(1, 10)}{_digits(chance, 2)}{chance.choice(['', 'A', 'B2'])}",
    "gtin": _gtin,
    "order": lambda chance: f"20260{chance.randrange(1, 10)}1{chance.randrange(1, 9)}{_digits(chance, 10)}",
    "permit": lambda chance: f"33010{_digits(chance, 7)}",
    "treasury": lambda chance: f"1202021409900{_digits(chance, 6)}",
}  # fmt: skip
