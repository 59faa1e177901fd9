"""The file of observations: read, and written whole. JSON, so that no digest is taken for a number."""

import json
from pathlib import Path

from pydantic import ValidationError

from generator.observations import Observations
from generator.sources.files import Unreadable, read_text
from generator.sources.writing import write_text


class ObservationError(ValueError):
    """The file cannot be used; the message says where and what is wrong."""


def read_observations(path: Path) -> Observations:
    """What a file holds. Raises ObservationError."""
    try:
        raw = json.loads(read_text(path))
    except Unreadable as error:
        raise ObservationError(f"{path}:{error.line} {error.what}") from error
    except json.JSONDecodeError as error:
        raise ObservationError(f"{path}:{error.lineno} 不是 JSON，从这一行起读不下去") from error
    except RecursionError as error:
        raise ObservationError(f"{path} 括号套得太深，不是观察记录") from error
    try:
        return Observations.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "整个文件"
        raise ObservationError(
            f"{path} 的 {where} 写的是“{str(first['input'])[:60]}”，不是观察记录里应当有的；"
            "这个文件由 watch 和 reach 写，不手改：取回上一次的，或者删去它重新看一遍"
        ) from error


def write_observations(path: Path, observations: Observations) -> None:
    data = observations.model_dump(mode="json", exclude_none=True)
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
