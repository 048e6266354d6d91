"""What the files at the root say agrees: README, Makefile, `.ci/run`, the locks, the image and the compose file."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-runtime.lock"]
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def recipe(target: str) -> str:
    found = re.search(rf"^{target}:[^\n]*\n((?:\t[^\n]*\n)+)", read("Makefile"), re.MULTILINE)
    assert found, f"the Makefile has no {target}"
    return found[1].replace("\t", "").strip()


def pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall(read(lock)))


def declared() -> tuple[list[str], list[str]]:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    return project["dependencies"], [*extras["test"], *extras["dev"]]


def normal(requirement: str) -> str:
    found = NAME.match(requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_readme_begins_with_the_commands_that_make_and_ci_run() -> None:
    commands = re.findall(r"^```sh\n(.*?)\n```$", read("README.md"), re.MULTILINE | re.DOTALL)
    assert commands[:2] == [recipe("demo"), recipe("test")]
    steps = re.findall(r"^make (\w+)", read(".ci/run"), re.MULTILINE)
    assert steps == ["demo", "setup", "lint", "test"]


def test_check_is_what_ci_checks_short_of_the_slow_lanes() -> None:
    (head,) = re.findall(r"^check: ([^#\n]*) ##", read("Makefile"), re.MULTILINE)
    assert head == "lint"
    assert re.findall(r"\.venv/bin/([\w-]+)", recipe("lint")) == ["ruff", "ruff", "mypy", "lint-imports", "deptry"]
    assert recipe("check") == ".venv/bin/pytest $(QUICK)"
    (quick,) = re.findall(r"^QUICK = (.*)$", read("Makefile"), re.MULTILINE)
    assert all((ROOT / folder).is_dir() for folder in quick.split())


def test_every_target_is_phony_and_says_what_it_does() -> None:
    makefile = read("Makefile")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony.split() == re.findall(r"^([a-z]+):[^=\n]*##", makefile, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_with_hashes_and_names_no_registry(lock: str) -> None:
    text = read(lock)
    for line in text.splitlines():
        assert re.match(r"[a-z0-9][a-z0-9._-]*==|    --hash=sha256:[0-9a-f]{64}( \\)?$| +# ", line), line
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text


def test_the_locks_hold_what_is_declared_and_agree() -> None:
    needed, extra = declared()
    everything, runtime = pins("requirements.lock"), pins("requirements-runtime.lock")
    assert {normal(requirement) for requirement in needed} <= runtime.keys()
    assert {normal(requirement) for requirement in extra} - {"vouch"} <= everything.keys()
    assert runtime.items() <= everything.items()
    assert not {"pytest", "mypy"} & runtime.keys()


def test_no_other_lock_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert "uv.lock" not in tracked.splitlines()


def test_the_image_holds_every_package_of_the_wheel_and_runs_as_nobody_special() -> None:
    packages = tomllib.loads(read("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    image = read("Dockerfile")
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", image, re.MULTILINE)
    copied = {source for line in sources for source in line.split()}
    assert set(packages) | {"requirements-runtime.lock", "pyproject.toml"} <= copied
    assert {f"!{source}" for source in copied} <= set(read(".dockerignore").splitlines())
    assert re.findall(r"^USER (\S+)$", image, re.MULTILINE)[-1] not in {"0", "root"}


def test_the_compose_file_is_one() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, str(ROOT / "docker-compose.yml")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_services_wait_for_a_database_that_answers_and_has_its_tables() -> None:
    services = yaml.safe_load(read("docker-compose.yml"))["services"]
    assert "psql" in services["postgres"]["healthcheck"]["test"]
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert services["vouch"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["migrate"]["command"] == ["migrate"]
    assert services["vouch"]["command"] == ["serve"]
    assert services["postgres"]["image"].startswith("postgres:17")


def test_kafka_is_a_profile_whose_workers_wait_for_a_broker_that_answers() -> None:
    services = yaml.safe_load(read("docker-compose.yml"))["services"]
    assert "/opt/kafka/bin/kafka-topics.sh" in services["kafka"]["healthcheck"]["test"]
    assert services["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    for worker in ("consume", "relay"):
        assert services[worker]["command"] == [worker]
        assert services[worker]["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    optional = {name for name, service in services.items() if service.get("profiles") == ["kafka"]}
    assert optional == {"kafka", "topics", "consume", "relay"}


def test_the_broker_of_the_tests_is_the_one_of_the_compose_file() -> None:
    pom = read("tests/support/kafka/pom.xml")
    found = re.search(r"<artifactId>kafka_2\.13</artifactId>\s*<version>([^<]+)</version>", pom)
    assert found
    assert yaml.safe_load(read("docker-compose.yml"))["services"]["kafka"]["image"] == f"apache/kafka:{found[1]}"
