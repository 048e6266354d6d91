"""The peer: the eventsourcing library as its documentation shows it, an aggregate each, a command a save."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from consumers.feed.line import Line
from domain.store.location import SqliteFile, locate

SUBMITTED, STAGE_CHANGED = "hr.application.submitted.v1", "hr.application.stage_changed.v1"


class JobApplication(Aggregate):
    """An application on its way, kept by the library."""

    @event("Submitted")
    def __init__(self, application: str, candidate: str, requisition: str) -> None:
        self.application = application
        self.candidate = candidate
        self.requisition = requisition
        self.stage = ""

    @staticmethod
    def create_id(application: str) -> UUID:
        """The id that the library gives it."""
        return uuid5(NAMESPACE_URL, f"/applications/{application}")

    @event("StageChanged")
    def change_stage(self, stage: str) -> None:
        """It moves on."""
        self.stage = stage


class JobApplications(Application[UUID]):
    """The commands."""

    def submit(self, application: str, candidate: str, requisition: str) -> None:
        """Begin an application."""
        self.save(JobApplication(application, candidate, requisition))

    def change_stage(self, application: str, stage: str) -> None:
        """Move it on."""
        found: JobApplication = self.repository.get(JobApplication.create_id(application))
        found.change_stage(stage)
        self.save(found)


def commands(feed: Sequence[Line], count: int) -> list[dict[str, str]]:
    """The data of the first so many events that are commands to applications submitted before."""
    known: set[str] = set()
    found: list[dict[str, str]] = []
    for line in feed:
        told = msgspec.json.decode(line.raw)
        data = told["data"]
        if told["type"] == SUBMITTED or (told["type"] == STAGE_CHANGED and data["application"] in known):
            known.add(data["application"])
            found.append(data)
        if len(found) == count:
            break
    return found


def give(app: JobApplications, wanted: Sequence[dict[str, str]]) -> None:
    """Give the commands one by one."""
    for data in wanted:
        if "stage" in data:
            app.change_stage(data["application"], data["stage"])
        else:
            app.submit(**data)


def application(url: str) -> JobApplications:
    """The library's application with its own recorder on the database of a URL."""
    where = locate(url)
    if isinstance(where, SqliteFile):
        path = where.path.with_name("documented.db")
        return JobApplications(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
    said = conninfo_to_dict(where.url)
    names = {name: f"POSTGRES_{name.upper()}" for name in ("dbname", "host", "port", "user", "password")}
    env = {variable: str(said[name]) for name, variable in names.items() if name in said}
    return JobApplications(env={"PERSISTENCE_MODULE": "eventsourcing.postgres", **env})
