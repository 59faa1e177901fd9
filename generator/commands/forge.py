"""What the jobs do at the forge: issues for what is due, a comment on a request, a file on a branch."""

import argparse
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, SURROUNDINGS, CommandError
from generator.commands._arguments import commit, day
from generator.commands._records import add_roots, catalogue_of
from generator.deadlines import of_rule
from generator.forge.client import Forge, ForgeError
from generator.forge.issues import Due, Party, Seen, drafts, keep
from generator.forge.requests import ReportError, comment_on, read_report
from generator.obligations import LEGAL_OFFICE
from generator.observations import Observations
from generator.sources.observation_file import write_observations
from generator.sources.repository import ChangeError, Repository, RepositoryError
from generator.wording import why

HELP = "自动任务在代码库的网站上做的事：到期的议题、合并请求的评论、观察记录的保存"
EXAMPLE = "python publish.py forge issues --clocks clocks.json"
API = "https://api.github.com"
AUTHOR = "github-actions[bot]"
BRANCH = "observations"
STATES = {"due_soon": False, "late": True}
"""States of a clock that somebody must be told of, and whether it is late."""


def add(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(title="做什么", metavar="做什么", dest="step", required=True)

    def step(name: str, words: str, work: Callable[[argparse.Namespace], int]) -> Any:
        added = steps.add_parser(name, help=words, description=words, add_help=False)
        added.add_argument("--help", "-h", action="help", help="显示帮助")
        added.set_defaults(work=work)
        return added

    issues = step("issues", "一个部门一个议题：到期、逾期的写进去，办完的关闭", _issues)
    issues.add_argument(
        "--clocks", type=Path, required=True, metavar="文件", help="clocks --format json 写的"
    )
    issues.add_argument(
        "--check",
        type=Path,
        metavar="文件",
        help="check --format json 写的，其中没有期限的提醒也写进去",
    )
    add_roots(issues)
    _add_forge(issues)

    comment = step("comment", "把检查的结果写成合并请求的一条评论，加上标签", _comment)
    comment.add_argument(
        "--report", type=Path, required=True, metavar="文件夹", help="检查交来的文件夹，不可信"
    )
    comment.add_argument(
        "--head",
        type=commit,
        required=True,
        metavar="提交",
        help="查的是哪一次提交，取自代码库的通知",
    )
    comment.add_argument(
        "--conclusion", required=True, metavar="结论", help="检查的结论，success 是通过"
    )
    _add_forge(comment)

    take = step("take", "在主线上取来一个合并请求的 lists/ 和 content/，别的都用主线的", _take)
    take.add_argument("ref", metavar="引用", help="例如 refs/pull/12/head")
    take.add_argument("--expect", type=commit, metavar="提交", help="它应当是哪一次提交")
    _add_repository(take)

    recall = step("recall", "从自己的分支取回观察记录；还没有的，写一份空的", _recall)
    stored = step("keep", "把观察记录存到自己的分支；没有变的不存", _keep)
    for one in (recall, stored):
        one.add_argument("file", type=Path, metavar="文件", help="观察记录")
        one.add_argument("--branch", default=BRANCH, metavar="分支", help=f"默认 {BRANCH}")
        _add_repository(one)


def _add_forge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--api", metavar="网址", help=f"接口地址；不写的，用 GITHUB_API_URL 或者 {API}"
    )
    parser.add_argument(
        "--repository", metavar="所有者/名称", help="仓库；不写的，用 GITHUB_REPOSITORY"
    )
    parser.add_argument(
        "--author", default=AUTHOR, metavar="账号", help=f"自动任务用哪个账号写，默认 {AUTHOR}"
    )


def _add_repository(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--checkout",
        type=Path,
        default=Path(),
        metavar="文件夹",
        help="取到哪里的仓库，默认当前文件夹",
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        work: Callable[[argparse.Namespace], int] = arguments.work
        return work(arguments)
    except ChangeError as error:
        raise CommandError(str(error), FINDINGS) from error
    except (ForgeError, RepositoryError) as error:
        raise CommandError(str(error), SURROUNDINGS) from error


def _token() -> str:
    """From the environment alone: arguments can be read by others on the machine, and end up in logs."""
    return os.environ.get("FORGE_TOKEN", "")


def _forge(arguments: argparse.Namespace) -> Forge:
    api = arguments.api or os.environ.get("GITHUB_API_URL") or API
    repository = arguments.repository or os.environ.get("GITHUB_REPOSITORY", "")
    if not _token():
        raise CommandError("没有令牌：放在环境变量 FORGE_TOKEN 里")
    return Forge(api, repository, _token(), arguments.author)


def _issues(arguments: argparse.Namespace) -> int:
    catalogue = catalogue_of(arguments)
    clocks = _json(arguments.clocks)
    check = _json(arguments.check) if arguments.check else {"findings": []}
    try:
        as_of = day(clocks["as_of"])
        dues = [_due(one) for one in clocks["clocks"] if one["state"] in STATES]
        seen = [_seen(one) for one in check["findings"] if _is_reminder(one)]
    except (KeyError, TypeError, ValueError, argparse.ArgumentTypeError) as error:
        raise CommandError(
            f"{arguments.clocks} 或者 {arguments.check} 不是 clocks、check 用 --format json 写的（{error}）"
        ) from error
    portal = catalogue.portal
    site = portal.base_url if portal and portal.base_url else ""
    wanted = drafts(dues, seen, _parties(catalogue), as_of, site)
    done = keep(_forge(arguments), wanted)
    print("\n".join([*done, f"{len(wanted)}个部门有到期、逾期的事项，改动{len(done)}处。"]))
    return FINE


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise CommandError(f"文件打不开：{path}（{why(error)}）") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} 不是 JSON") from error


def _due(clock: dict[str, Any]) -> Due:
    return Due(
        id=str(clock["id"]),
        department=str(clock["department"] or LEGAL_OFFICE),
        subject=str(clock["subject"]),
        rule=str(clock["rule"]),
        due=date.fromisoformat(clock["due"]),
        provisional=bool(clock["provisional"]),
        late=STATES[clock["state"]],
        waiver=clock["waiver"],
        address=str(clock["address"] or ""),
    )


def _is_reminder(finding: dict[str, Any]) -> bool:
    # What has a deadline stands among the clocks already.
    return finding["kind"] == "clock" and not of_rule(finding["code"])


def _seen(finding: dict[str, Any]) -> Seen:
    parts = str(finding["file"]).split("/")
    owner = parts[2] if parts[:2] == ["lists", "departments"] and len(parts) > 3 else LEGAL_OFFICE
    return Seen(
        owner,
        str(finding["code"]),
        str(finding["file"]),
        str(finding["message"]),
        str(finding["advice"]),
    )


def _parties(catalogue: Catalogue) -> dict[str, Party]:
    portal = catalogue.portal
    office = Party("法制机构")
    if portal:
        held = portal.repository.accounts if portal.repository else []
        office = Party(portal.legal_office.name, held)
    return {
        LEGAL_OFFICE: office,
        **{one.id: Party(one.name, one.accounts) for one in catalogue.departments.values()},
    }


def _comment(arguments: argparse.Namespace) -> int:
    try:
        report = read_report(arguments.report)
        done = comment_on(
            _forge(arguments), report, arguments.head, arguments.conclusion == "success"
        )
    except ReportError as error:
        raise CommandError(f"检查交来的东西不能用：{error}", FINDINGS) from error
    print("\n".join(done) or "没有要改的。")
    return FINE


def _take(arguments: argparse.Namespace) -> int:
    taken = Repository(arguments.checkout, _token()).take(arguments.ref, arguments.expect)
    print(f"主线 {taken.base}\n请求 {taken.commit}")
    if taken.outside:
        print(
            f"lists/ 和 content/ 以外改了{len(taken.outside)}个文件，没有取来，不参加检查："
            f"{'、'.join(taken.outside[:20])}"
        )
    return FINE


def _recall(arguments: argparse.Namespace) -> int:
    content = Repository(arguments.checkout, _token()).recall(arguments.branch, arguments.file.name)
    if content is None:
        write_observations(arguments.file, Observations())
        print(f"分支 {arguments.branch} 上还没有 {arguments.file.name}，从空的开始。")
    else:
        arguments.file.write_bytes(content)
        print(f"从分支 {arguments.branch} 取回 {arguments.file.name}。")
    return FINE


def _keep(arguments: argparse.Namespace) -> int:
    try:
        content = arguments.file.read_bytes()
    except OSError as error:
        raise CommandError(f"文件打不开：{arguments.file}（{why(error)}）") from error
    repository = Repository(arguments.checkout, _token())
    kept = repository.keep(arguments.branch, arguments.file.name, content, "看到的")
    print(f"{'存到' if kept else '没有变，不用存：'}分支 {arguments.branch}")
    return FINE
