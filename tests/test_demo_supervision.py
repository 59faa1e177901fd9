"""The demo city's supervision root: told by its script, without a finding, beside a public root that is as clean."""

from pathlib import Path

from generator.catalogue import Catalogue
from generator.findings import Severity
from generator.models.dockets import Docket
from generator.models.penalties import Penalty
from generator.rules import run
from generator.sources.records import load
from tests.demo import case_files, inner_duties
from tests.demo.city import ROOT
from tests.demo.dockets import SUPERVISION, TODAY, written


def test_the_script_gives_the_files() -> None:
    files = written()
    folder = SUPERVISION / "lists"
    there = {path.relative_to(SUPERVISION) for path in folder.rglob("dockets/*.csv")}
    assert there == set(files)
    for path, text in files.items():
        assert (SUPERVISION / path).read_text("utf-8") == text, path


def test_case_files_and_exhibits_are_told_by_their_script() -> None:
    files = case_files.written()
    there = {
        path.relative_to(SUPERVISION)
        for name in ("case_files", "exhibits")
        for path in (SUPERVISION / "lists").rglob(f"{name}/*.csv")
    }
    assert there == set(files)
    for path, text in files.items():
        assert (SUPERVISION / path).read_text("utf-8") == text, path


def test_what_it_holds_of_people_is_told_by_its_script() -> None:
    files = inner_duties.written()
    names = (
        "officer_files.csv",
        "officer_appraisals/*.csv",
        "complaints/*.csv",
        "joint_supervision/*.csv",
        "non_disclosures/*.csv",
    )
    folder = SUPERVISION / "lists"
    there = {path.relative_to(SUPERVISION) for name in names for path in folder.rglob(name)}
    assert there == set(files)
    for path, text in files.items():
        assert (SUPERVISION / path).read_text("utf-8") == text, path


def test_every_penalty_has_its_docket_and_nothing_is_wrong() -> None:
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    dockets = catalogue.all(Docket)
    decided = {one.key for one in catalogue.all(Penalty)} | {
        key for register, key in catalogue.withdrawn if register == "penalties"
    }
    assert decided == {one.outcome for one in dockets if one.outcome}
    assert {one.kind.value for one in dockets} == {"penalty", "execution"}
    assert any(one.voided_on for one in dockets)
    assert any(one.transferred_to for one in dockets)
    assert all(one.received_on <= TODAY for one in dockets)
    report = run(catalogue, TODAY)
    wrong = [f for f in report.findings if f.severity is Severity.ERROR]
    assert not wrong, wrong[:5]
    assert not [code for code in report.unchecked if code.startswith("DKT")]


def test_no_real_name_of_it_stands_in_the_public_root() -> None:
    """What is masked in public is not the same words in the docket."""
    loaded = load([ROOT], supervision=SUPERVISION)
    names = {
        one.party for one in loaded.records["dockets"] if isinstance(one, Docket) and one.party
    }
    public = {one.party for one in loaded.records["penalties"] if isinstance(one, Penalty)}
    assert len(names) > 500
    assert not [name for name in names & public if "某" in name]
    assert Path(loaded.roots[-1]) == SUPERVISION.resolve()
