"""A law's text from a file, for the commands that read one; refused in words that say what to do."""

from pathlib import Path

from generator.commands import FINDINGS, CommandError
from generator.sources.statutes import Statute, StatuteError, read_statute
from generator.wording import why

NO_TEXT = "{path} 不是文本文件，读不出字；换成法律的文本，存为 UTF-8 的纯文本"
ENCODINGS = {"GB18030（GBK）": "gb18030", "UTF-16": "utf-16"}
"""What editors here save texts as, beside UTF-8."""


def read_law(path: Path) -> Statute:
    """Read a law's text; a file that is none ends the command."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"文件打不开：{path}（{why(error)}）") from error
    if not content.strip():
        raise CommandError(f"{path} 是空文件；把法律的全文存进去再读")
    try:
        statute = read_statute(_decoded(path, content))
    except StatuteError as error:
        raise CommandError(f"{path}:{error.line} {error.message}", FINDINGS) from error
    _refuse_repeated(path, statute)
    return statute


def _decoded(path: Path, content: bytes) -> str:
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"):
        raise CommandError(
            f"{path} 不是纯文本（像是 Word 或者 PDF）；打开它，另存为 UTF-8 的纯文本"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        named = next((name for name, codec in ENCODINGS.items() if _is(content, codec)), "")
        if not named and b"\0" in content:
            raise CommandError(NO_TEXT.format(path=path)) from error
        encoding = f"，是 {named} 编码" if named else ""
        raise CommandError(f"{path} 不是 UTF-8 编码{encoding}；用“另存为”，编码选 UTF-8") from error
    if "\0" in text:
        raise CommandError(NO_TEXT.format(path=path))
    return text


def _is(content: bytes, codec: str) -> bool:
    try:
        return "条" in content.decode(codec)
    except UnicodeDecodeError:
        return False


def _refuse_repeated(path: Path, statute: Statute) -> None:
    """A number that stands twice may hide a changed article: nothing is compared then."""
    repeated = [one for one in statute.warnings if "重复出现" in one.message]
    if repeated:
        lines = "\n".join(f"{path}:{one.line} {one.message}" for one in repeated)
        raise CommandError(f"{lines}\n条文号重复，无法比较；按公布的文本改正以后再读", FINDINGS)
