"""`vouch doctor` says when another distribution has put a package over one of ours."""

from pathlib import Path

import pytest

from api.command.work.doctor_installation import PACKAGES
from api.command.work.doctor_store import name_versions
from tests.api.command.calling import Answer, call


def install(folder: Path, name: str, package: str) -> None:
    """What pip leaves of a distribution with one package."""
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    files = [f"{package}/__init__.py", f"{metadata.name}/METADATA", f"{metadata.name}/RECORD"]
    (metadata / "RECORD").write_text("".join(f"{file},,\n" for file in files))


def told_of_installation(done: Answer) -> tuple[bool, str, str | None]:
    (found,) = [each for each in done.json if each["check"] == "installation"]
    return found["ok"], found["says"].removeprefix(f"{name_versions()}: "), found["mend"]


def test_nothing_is_wrong_beside_other_packages(told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "stranger", "apis")
    monkeypatch.syspath_prepend(tmp_path)
    done = call("doctor", "--json", store=told)
    assert done.code == 0
    assert told_of_installation(done) == (True, "its packages are its own.", None)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_distribution_with_a_package_of_our_name_is_named(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    install(tmp_path, "stranger", package)
    monkeypatch.syspath_prepend(tmp_path)
    done = call("doctor", "--json", store=told)
    ok, says, mend = told_of_installation(done)
    assert (done.code, ok) == (1, False)
    assert says.startswith(f"stranger has a package `{package}` too")
    assert mend == "Install Vouch anew, in an environment of its own (venv, pipx, the image)."


def test_a_package_that_comes_from_another_place_is_named(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As after `PYTHONPATH=.` in a folder of somebody's: no distribution, and yet not ours.
    elsewhere = tmp_path / "domain"
    elsewhere.mkdir()
    monkeypatch.setattr("domain.__spec__.submodule_search_locations", [str(elsewhere)])
    ok, says, _ = told_of_installation(call("doctor", "--json", store=told))
    assert not ok
    assert says.startswith(f"`domain` is taken from {elsewhere}, and not from ")


def test_people_are_told_how_to_mend_it(told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "stranger", "api")
    monkeypatch.syspath_prepend(tmp_path)
    lines = call("doctor", store=told).out.splitlines()
    assert lines[0].startswith(f"WRONG  installation: {name_versions()}: stranger has a package `api` too")
    assert lines[1] == "       Install Vouch anew, in an environment of its own (venv, pipx, the image)."
