"""What happened and cannot be undone is published as it was, where somebody answers for its being true."""

from pathlib import Path

import pytest
from lxml import html

from generator.catalogue import Catalogue
from generator.commands import FINE, main
from generator.findings import Finding, Severity
from generator.rules import all_rules
from generator.site.beside.waivers import shown
from generator.sources.records import load
from tests.support.city import check, lay_over

MR = "lists/departments/market-regulation"
UM = "lists/departments/urban-management"
PENALTIES = f"{MR}/penalties/2026.csv"
REVIEWED = "2026-04-01,2026-04-02,2026-04-10"
TOO_LATE = {PENALTIES: (REVIEWED, "2026-04-01,2026-04-11,2026-04-10")}
DOCKETS = "supervision/lists/departments/market-regulation/dockets/2026.csv"
APPROVED = "approved_by: 小城市司法局\napproved_on: 2026-05-09\n"


def waiver(*lines: str, approved: str = APPROVED, by: str = "小城市市场监督管理局") -> str:
    body = "".join(f"{line}\n" for line in lines)
    return f"id: as-it-is\n{body}reason: 先作出决定，后审核，已经查明原因\nsubmitted_by: {by}\n{approved}"


CF1 = ("outcomes:", "- market-regulation/2026/cf-1", "confirmed:", "- LGR002")


def found(root: Path, code: str) -> Finding:
    [one] = check(root).of(code)
    return one


def test_a_true_fault_is_an_error_until_the_legal_office_confirms_it(fresh_city: Path) -> None:
    lay_over(fresh_city, edits=TOO_LATE)
    before = found(fresh_city, "LGR002")
    assert before.severity is Severity.ERROR
    assert "confirmed" in before.advice
    lay_over(fresh_city, {f"{MR}/waivers/as-it-is.yaml": waiver(*CF1)})
    checked = check(fresh_city)
    [after] = checked.of("LGR002")
    assert after.severity is Severity.WARNING
    assert after.message == before.message
    assert "如实公开" in after.advice
    assert "小城市司法局" in after.advice
    assert checked.report.errors == []


@pytest.mark.parametrize(
    "text",
    [
        waiver(*CF1, approved="approved_by: 小城市市场监督管理局\napproved_on: 2026-05-09\n"),
        waiver(*CF1, approved=""),
        waiver(*CF1, approved="approved_by: 小城市司法局\napproved_on: 2026-12-09\n"),
        waiver(*CF1[:3], "- LGR001"),
        waiver(CF1[0], "- market-regulation/2026/cf-2", *CF1[2:]),
    ],
    ids=["by oneself", "by nobody", "not yet", "another fault", "another case"],
)
def test_nothing_else_confirms_it(fresh_city: Path, text: str) -> None:
    lay_over(fresh_city, {f"{MR}/waivers/as-it-is.yaml": text}, TOO_LATE)
    assert found(fresh_city, "LGR002").severity is Severity.ERROR


def test_only_what_cannot_be_undone_is_confirmed(fresh_city: Path) -> None:
    """What can be mended is mended, whoever approves of it."""
    lay_over(
        fresh_city,
        {f"{UM}/waivers/as-it-is.yaml": waiver(
            "outcomes:", "- urban-management/2026/cf-1", "confirmed:", "- DIS006", by="小城市城市管理局",
            approved=f"{APPROVED}until: 2028-05-08\n",
        )},
        {f"{UM}/penalties/2026.csv": ("当事人在人民广场", "当事人（未成年人，17岁）在人民广场")},
    )  # fmt: skip
    assert found(fresh_city, "DIS006").severity is Severity.ERROR
    assert found(fresh_city, "UPD008").place.path == ("confirmed", 0)


def test_a_transfer_that_was_refused_is_confirmed_by_itself(fresh_city: Path) -> None:
    """It has no outcome that one could name."""
    refused = {f"{UM}/transfers/2026.csv": ("2026-08-11,2026-08-13,,", "2026-08-11,,2026-08-13,")}
    lines = ("transfers:", "- urban-management/2026/ys-1", "confirmed:", "- TRF001")
    said = waiver(*lines, by="小城市城市管理局")
    lay_over(fresh_city, {f"{UM}/waivers/as-it-is.yaml": said}, refused)
    assert found(fresh_city, "TRF001").severity is Severity.WARNING
    assert check(fresh_city).of("UPD008") == []


def test_a_docket_is_confirmed_with_the_outcome_that_came_of_it(fresh_city: Path) -> None:
    said = waiver(*CF1[:3], "- REC001")
    lay_over(
        fresh_city,
        {f"{MR}/waivers/as-it-is.yaml": said},
        {DOCKETS: ("closing,hearing,", "closing,,")},
    )
    assert found(fresh_city, "REC001").severity is Severity.WARNING
    assert check(fresh_city).of("UPD008") == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("REC001", "closing,hearing,{}2026-05-20,,,", "closing,,{}2026-05-20,,,录像机坏了"),
        ("DKT003", "4号,penalty,inspection,2026-08-19", "4号,penalty,inspection,2026-05-31"),
    ],
)
def test_a_remark_explains_what_is_never_published(
    fresh_city: Path, code: str, old: str, new: str
) -> None:
    table = fresh_city / DOCKETS
    between = "opening-approval;penalty-notice;hearing-record;penalty-decision,market-regulation/2026/cf-1,,,"
    lay_over(fresh_city, edits={DOCKETS: (old.format(between), new.format(between))})
    if code == "DKT003":
        assert found(fresh_city, code).severity is Severity.ERROR
        rows = table.read_text("utf-8").splitlines()
        remarked = [f"{row}号先给了别的科室" if "4号,penalty" in row else row for row in rows]
        table.write_text("\n".join(remarked) + "\n", "utf-8")
    assert found(fresh_city, code).severity is Severity.WARNING


def test_what_no_waiver_can_name_is_not_said_to_be_confirmable(fresh_city: Path) -> None:
    """The dates of an officer's certificate are a record to be put right; those of a case may be what happened."""
    assert all_rules()["STR011"].fact
    lay_over(
        fresh_city,
        edits={
            f"{MR}/officers.csv": (
                "林知远,XC00000001,food,handler,市场监管,小城市,establishment,2023-05-20",
                "林知远,XC00000001,food,handler,市场监管,小城市,establishment,2024-05-20",
            ),
            PENALTIES: ("2026-03-20,2026-03-24,2026-03-31", "2026-03-20,2026-03-18,2026-03-31"),
        },
    )
    said = {one.place.register: "confirmed" in one.advice for one in check(fresh_city).of("STR011")}
    assert said == {"officers": False, "penalties": True}


def test_the_page_of_the_outcome_shows_who_confirmed_what(fresh_city: Path, tmp_path: Path) -> None:
    lay_over(fresh_city, {f"{MR}/waivers/as-it-is.yaml": waiver(*CF1)}, TOO_LATE)
    out = tmp_path / "site"
    asked = ["build", "--root", str(fresh_city), "--out", str(out), "--jobs", "1", "--no-cache"]
    assert main(asked) == FINE
    case = (out / "cases/market-regulation/2026/cf-1/index.html").read_text("utf-8")
    assert "registers/waivers/as-it-is/" in case
    assert "如实公开1件里不能补正的问题" in case
    own = html.document_fromstring((out / "registers/waivers/as-it-is/index.html").read_bytes())
    assert "作出决定以后才法制审核" in own.text_content()
    assert own.xpath("//main//a[contains(@href, 'rules/LGR002/')]")


def test_the_page_of_a_waiver_that_is_none_does_not_say_that_it_confirms(fresh_city: Path) -> None:
    lay_over(fresh_city, {f"{MR}/waivers/as-it-is.yaml": waiver(*CF1, approved="")}, TOO_LATE)
    catalogue = Catalogue(load([fresh_city]).records)
    said = shown(catalogue, catalogue.waivers["as-it-is"])
    assert said["confirmed"] == []
    assert said["faults"] == ["没有写由谁批准", "没有写哪一天批准"]
