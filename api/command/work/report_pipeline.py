"""Reports pipelines on the command line."""

from datetime import date, datetime

from api.command.errors import Refused
from api.command.output import put_json
from api.command.work.opening import open_to_read
from projections.pipeline.queries import PipelineView, pipeline, pipelines


def report_pipeline(
    requisition: str | None, as_of: date | None, known_at: datetime | None, *, store: str | None, as_json: bool
) -> None:
    """Show one requisition's pipeline, or all (None). Raises Refused for a requisition that was not known."""
    with open_to_read(store) as vouch:
        day, up_to = as_of or vouch.today(), vouch.position_known_at(known_at)
        with vouch.engine.reader() as reader:
            if requisition is None:
                _tell(pipelines(reader, vouch.names, day, up_to), day, as_json=as_json)
                return
            found = pipeline(reader, vouch.names, requisition, day, up_to)
    if found is None:
        raise Refused(f"No requisition {requisition} was known as of {day}.")
    _tell(found, day, as_json=as_json)


def _tell(found: PipelineView | list[PipelineView], as_of: date, *, as_json: bool) -> None:
    if as_json:
        put_json(found)
        return
    from api.command.views import report_pipeline as views  # noqa: PLC0415 - only people need it drawn

    if isinstance(found, list):
        views.show_pipelines(found, as_of)
    else:
        views.show_pipeline(found)
