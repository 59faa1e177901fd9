"""The plan, clause by clause: nothing of it is without its register, its rules and its page."""

from pathlib import Path

import pytest
from lxml import html

from generator.clauses import CLAUSES, is_of
from generator.data.clauses import Carried, carried
from generator.models.base import extra, registers
from generator.rules import all_rules
from generator.site.addresses import TITLES
from generator.site.pages.clauses import GUIDES

# What the plan asks to be kept, clause by clause: a register that is not there cannot be missed in a table made of
# those that are.
KEPT = {
    "2.1.1": "departments powers",
    "2.1.2": "laws adjustments responses waivers terms",
    "2.1.3": "bodies entrustments",
    "2.2.1": "review_scopes",
    "2.2.2": "recording_scopes",
    "2.2.3": "penalties licences other_acts annual_reports withdrawals non_disclosures",
    "2.3.1": "discretion",
    "2.3.2": "transfers",
    "2.4.1": "officers",
    "2.4.2": "file_reviews",
    "2.4.3": "trainings",
    "2.4.4": "filings",
    "2.4.5": "dockets",
    "2.4.6": "officer_files",
    "2.4.7": "exhibits",
    "2.4.8": "forms case_files",
    "2.4.9": "joint_supervision summaries",
    "2.4.10": "complaints corrections",
    "2.4.11": "exposures",
    "2.5": "appraisals officer_appraisals",
    "2.6.1": "accountability",
}


def test_every_register_of_the_plan_is_there() -> None:
    """Each clause has the registers that it asks for."""
    for one in carried():
        wanted = set(KEPT.get(one.clause.number, "").split())
        assert wanted <= {register.name for register in one.registers}, one.clause.number


@pytest.mark.parametrize("one", carried(), ids=lambda one: one.clause.number)
def test_every_clause_is_carried(one: Carried) -> None:
    """By registers, rules and public pages; where it has no register of its own, it says why."""
    assert one.registers or one.clause.reason
    assert one.rules
    assert one.pages


def test_everything_belongs_to_a_clause() -> None:
    """A register, a field or a rule that cites no clause of the plan is there for nothing."""

    def known(number: str) -> bool:
        return any(is_of(number, clause) for clause in CLAUSES)

    for model in registers().values():
        assert known(model.register.clause), model.register.name
        for name, info in model.model_fields.items():
            clause = extra(info, "clause")
            assert not clause or known(str(clause)), f"{model.register.name}.{name}"
    family = {code[:3] for code, rule in all_rules().items() if not known(rule.clause)}
    # The form of files is nobody's clause.
    assert family <= {"STR"}


def test_a_number_is_of_its_own_clause_alone() -> None:
    several = {one.number: one for one in CLAUSES}
    assert is_of("2.5.3", several["2.5"])
    assert not is_of("2.4.11", several["2.4.1"])


@pytest.mark.browser
def test_every_page_of_a_clause_is_there_and_linked(demo_site: Path) -> None:
    page = html.document_fromstring((demo_site / "clauses/index.html").read_bytes())
    linked = {str(link).removeprefix("..") for link in page.xpath("//main//a/@href")}
    for one in carried():
        for address in one.pages:
            assert (demo_site / address.strip("/") / "index.html").is_file(), address
            assert address in linked, address
            assert address in TITLES | GUIDES or address.startswith("/registers/"), address
