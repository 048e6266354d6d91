"""The wheel holds what the commands need that is no code."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
RUN = "from api.command import main; main()"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installation would have it."""
    wheels = pytest.importorskip("hatchling.builders.wheel", reason="needs `make setup`")
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = wheels.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with ZipFile(built) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed"


def test_it_holds_the_specification(unpacked: Path) -> None:
    source = {path.name: path.read_bytes() for path in (ROOT / "docs" / "spec").iterdir()}
    assert {path.name: path.read_bytes() for path in (unpacked / "api" / "spec").iterdir()} == source


def test_an_installed_vouch_prints_the_rules(unpacked: Path) -> None:
    # Nothing of the source is at hand: isolated from this folder and from what is installed of Vouch.
    start = f"import sys; sys.path.insert(0, {str(unpacked)!r}); sys.argv[0] = 'vouch'; {RUN}"
    command = [sys.executable, "-I", "-c", start, "rules", "--json"]
    done = subprocess.run(command, cwd=unpacked.parent, capture_output=True, check=True)
    (told,) = [each for each in json.loads(done.stdout) if each["rule"] == "relationship_excluded"]
    assert told["says"] == ["the referral's relationship is excluded"]


def test_it_is_licensed_and_kept_from_registries(unpacked: Path) -> None:
    (metadata,) = unpacked.glob("vouch-*.dist-info/METADATA")
    (licence,) = unpacked.glob("vouch-*.dist-info/licenses/LICENSE")
    lines = metadata.read_text(encoding="utf-8").splitlines()
    assert "License-Expression: MIT" in lines
    assert "Classifier: Private :: Do Not Upload" in lines
    assert "Copyright (c) 2026 The Vouch authors" in licence.read_text(encoding="utf-8")
