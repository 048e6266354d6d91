"""Erasing: no key of the person is left anywhere, everybody else reads as before, and no decision changes."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from api.bootstrap import Vouch
from consumers.erasure.erasing import Erasing
from domain.store.keys import destroying
from domain.store.keys.destroying import read_graves
from domain.store.keys.table import Wrapped
from projections.engine.asking.digest import digests
from projections.pipeline.queries import pipeline
from tests.erasure.telling import event, files_under, find_canaries, spellings, tell

AS_OF = date(2026, 6, 1)
PEOPLE = {number: {"name": f"Zyxwvut{number} Qponm", "email": f"qwert{number}@canary.example"} for number in (1, 2, 3)}
NOTE, REASON, PHONE = "Plughxyzzy is a note", "Grumblefrotz is a reason", "+977-55501928374"
GONE = [*PEOPLE[1].values(), NOTE, REASON, PHONE]


def story() -> list[dict[str, Any]]:
    """Three candidates for one post; the first is referred, rejected in somebody's own words, and misspelt once."""
    opened: dict[str, Any] = {
        "opened_on": "2026-01-05",
        "schedules": ["full_time"],
        "hiring_manager": "M-1",
        "title": "Post",
    }
    events = [event("requisition.opened", "2026-01-05", requisition="Q-1", **opened)]
    for number, person in PEOPLE.items():
        phone = {"phone": PHONE} if number == 1 else {}
        events.append(event("candidate.identified", id_=f"c{number}", candidate=f"C-{number}", **person, **phone))
        events.append(
            event("application.submitted", application=f"A-{number}", candidate=f"C-{number}", requisition="Q-1")
        )
    events.append(event("referral.made", referral="R-1", candidate="C-1", referrer="E-9", note=NOTE))
    events.append(event("application.rejected", "2026-03-09", application="A-1", reason=REASON))
    broken = event("candidate.identified", id_="broken", **PEOPLE[1])
    events += [broken, {**events[1], "data": {**events[1]["data"], "name": PEOPLE[1]["name"] + " II"}}]
    return events


def names(vouch: Vouch) -> dict[str, str | None]:
    with vouch.engine.reader() as reader:
        view = pipeline(reader, vouch.names, "Q-1", AS_OF)
    assert view is not None
    return {card.candidate: card.name for column in view.columns for card in column.applications}


def digests_of(vouch: Vouch, *but: str) -> dict[str, str]:
    with vouch.engine.reader() as reader:
        found = digests(reader, vouch.engine.models, AS_OF)
    return {name: digest for name, digest in found.items() if name not in but}


def boxes(vouch: Vouch, *streams: str) -> list[bytes]:
    return [row.state for row in sorted(vouch.store.read_streams(streams))]


def erase(vouch: Vouch) -> None:
    Erasing(vouch.engine).round()
    vouch.engine.catch_up()


def everything(url: str, folder: Path) -> list[bytes]:
    """Every file of the store, the key store and the keyring; of a server, every value of every table."""
    found = list(files_under(folder))
    if url.startswith("postgresql:"):
        with psycopg.connect(url) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                rows = connection.execute(f'SELECT * FROM "{table}"'.encode()).fetchall()
                found += [each if isinstance(each, bytes) else str(each).encode() for row in rows for each in row]
    return found


def test_nobody_finds_the_erased_and_all_others_stay(
    vouch: Vouch, store_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tell(vouch, *story())
    before, kept = digests_of(vouch, "timeline"), boxes(vouch, "candidate/C-2", "candidate/C-3")
    assert names(vouch)["C-1"] == PEOPLE[1]["name"]
    tell(vouch, event("candidate.erased", "2026-05-01", candidate="C-1", request="REQ-7"))
    erase(vouch)
    assert names(vouch) == {"C-1": None, "C-2": PEOPLE[2]["name"], "C-3": PEOPLE[3]["name"]}
    assert digests_of(vouch, "timeline") == before
    assert boxes(vouch, "candidate/C-2", "candidate/C-3") == kept
    assert find_canaries(everything(store_url, tmp_path), [*GONE, *PEOPLE[2].values()]) == []
    assert [vouch.store.find_dead_letter(each.letter).raw for each in vouch.store.list_dead_letters()] == [None, None]  # type: ignore[union-attr]
    facts = vouch.store.decode_rows(vouch.store.read_streams(["application/A-1", "referral/R-1", "candidate/C-1"]))
    assert not [fact for fact in facts if any(canary in repr(fact) for canary in GONE)]
    assert {grave.stream for grave in read_graves(vouch.store.seam.keys)} == {
        *("candidate/C-1", "application/A-1", "referral/R-1", "letter/1", "letter/2")
    }
    vouch.engine.rebuild()
    assert digests_of(vouch, "timeline") == before


def test_old_copies_of_the_key_store_open_nothing(vouch: Vouch, tmp_path: Path) -> None:
    tell(vouch, *story())
    keys = vouch.store.seam.keys
    with keys.database.reading() as session:
        copy = session.rows("SELECT number, stream, version, wrapped FROM stream_keys")
    tell(vouch, event("candidate.erased", "2026-05-01", candidate="C-1"))
    erase(vouch)
    assert set(keys.wrapping.unwrap([Wrapped(n, s, v, bytes(w)) for n, s, v, w in copy])) == {None}


def test_what_comes_later_for_the_erased_is_recorded_without_names(vouch: Vouch) -> None:
    tell(vouch, *story(), event("candidate.erased", "2026-05-01", candidate="C-1"))
    erase(vouch)
    erased = vouch.store.seam.erased
    late = tell(vouch, event("candidate.identified", "2026-05-09", candidate="C-1", **PEOPLE[1]))
    assert (late.recorded, vouch.store.seam.erased - erased) == (1, 2)
    other = event("candidate.identified", id_="c1", candidate="C-1", name="Another")
    again = tell(vouch, other, story()[1])
    assert (again.repeated, again.parked) == (2, 0)
    assert names(vouch)["C-1"] is None
    with vouch.engine.reader() as reader:
        view = pipeline(reader, vouch.names, "Q-1", AS_OF)
    assert view is not None
    cards = {card.candidate: card for column in view.columns for card in column.applications}
    assert (cards["C-1"].erased_on, cards["C-2"].erased_on) == ("2026-05-01", msgspec.UNSET)


def test_a_link_that_comes_late_spreads_the_erasure(vouch: Vouch) -> None:
    told = story()
    submitted = next(each for each in told if each["data"].get("application") == "A-1" and "candidate" in each["data"])
    told.remove(submitted)
    tell(vouch, *told, event("candidate.erased", "2026-05-01", candidate="C-1"))
    erasing = Erasing(vouch.engine)
    erasing.round()
    assert [each.data.reason for each in read(vouch, "application/A-1")] == [REASON]
    tell(vouch, submitted)
    assert erasing.round().destroyed > 0
    assert [getattr(each.data, "reason", None) for each in read(vouch, "application/A-1")] == [None, None]


def read(vouch: Vouch, stream: str) -> list[Any]:
    return vouch.store.decode_rows(vouch.store.read_streams([stream]))


def name_of(vouch: Vouch, candidate: str) -> str | None:
    return next((each.data.name for each in read(vouch, f"candidate/{candidate}") if hasattr(each.data, "name")), None)


@pytest.mark.parametrize("order", [1, -1])
def test_a_merge_of_before_spreads_it_and_a_later_one_does_not(vouch: Vouch, order: int) -> None:
    tell(vouch, *story())
    told = [
        event("candidate.merged", "2026-05-03", losing="C-2", winning="C-1"),
        event("candidate.erased", "2026-05-05", candidate="C-1"),
        event("candidate.merged", "2026-05-06", losing="C-1", winning="C-3"),
    ]
    for each in told[::order]:
        tell(vouch, each)
        erase(vouch)
    assert [name_of(vouch, each) for each in ("C-1", "C-2", "C-3")] == [None, None, PEOPLE[3]["name"]]
    assert names(vouch)["C-1"] is None


def test_an_employee_is_erased_with_spells_and_introductions(vouch: Vouch) -> None:
    tell(
        vouch,
        event("employee.recorded", employee="E-1", effective_on="2026-01-01", name="Zyxwvut Employee"),
        event("employment.started", employment="M-1", employee="E-1", start_date="2026-01-01"),
        event("employment.ended", employment="M-1", last_day="2026-04-01", reason="Grumblefrotz happened"),
        event(
            "introduction.requested",
            introduction="I-1",
            requester="C-8",
            contact="E-2",
            connector="E-1",
            closeness=3,
            ask="advice",
            purpose="Plughxyzzy is asked",
        ),
        event("employee.erased", "2026-05-01", employee="E-1"),
    )
    erase(vouch)
    told = [fact for stream in ("employee/E-1", "employment/M-1", "introduction/I-1") for fact in read(vouch, stream)]
    assert not [fact for fact in told if any(each in repr(fact) for each in ("Zyxwvut", "Grumble", "Plugh"))]


class CutOffError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("step", ["_wrap_anew", "finish", "take_anything", "fold_again", "mark_done"])
def test_cut_off_after_any_step_it_is_finished_by_the_next_round(
    vouch: Vouch, store_url: str, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(vouch, *story(), event("candidate.erased", "2026-05-01", candidate="C-1"))
    place: Any = {"take_anything": vouch.store, "fold_again": vouch.engine}.get(step, destroying)

    def cut_off(*_: Any, **__: Any) -> None:
        raise CutOffError

    erasing = Erasing(vouch.engine)
    with monkeypatch.context() as patch:
        patch.setattr(place, step, cut_off)
        with pytest.raises(CutOffError):
            erasing.round()
    erase(vouch)
    assert names(vouch) == {"C-1": None, "C-2": PEOPLE[2]["name"], "C-3": PEOPLE[3]["name"]}
    assert not vouch.store.seam.keys.wrapping.has_old()
    assert read_graves(vouch.store.seam.keys, done=False) == []


def test_a_store_from_a_backup_learns_its_erasures_again(vouch: Vouch) -> None:
    tell(vouch, *story())
    keys = vouch.store.seam.keys
    destroying.destroy(keys, [destroying.Grave("candidate/C-1", "candidate/C-1", 1_777_777_777_000_000, "REQ-7")])
    erase(vouch)
    said = [each for each in read(vouch, "candidate/C-1") if each.source == "/vouch/restore"]
    assert [(each.data.request, each.data.candidate) for each in said] == [("REQ-7", "C-1")]
    assert {"application/A-1", "referral/R-1"} <= {grave.stream for grave in read_graves(keys, done=True)}
    erase(vouch)
    assert len([each for each in read(vouch, "candidate/C-1") if each.source == "/vouch/restore"]) == 1
    found = vouch.store.examine()
    assert (found.delivered, found.undecodable) == (found.recorded, [])


def test_a_key_store_from_a_backup_is_brought_up_to_the_facts(vouch: Vouch) -> None:
    tell(vouch, *story(), event("candidate.erased", "2026-05-01", candidate="C-1"))
    erase(vouch)
    with vouch.store.seam.keys.database.writing() as session:
        session.run("DELETE FROM graves")
    erase(vouch)
    assert len(read_graves(vouch.store.seam.keys, done=True)) >= 3


def test_rotation_changes_no_box_and_no_answer(vouch: Vouch, store_url: str) -> None:
    tell(vouch, *story())
    before, kept = digests_of(vouch), boxes(vouch, *(f"candidate/C-{number}" for number in PEOPLE))
    keys = vouch.store.seam.keys
    assert destroying.rotate(keys) == 1
    destroying.renew_own_keys(keys)
    assert boxes(vouch, *(f"candidate/C-{number}" for number in PEOPLE)) == kept
    assert names(vouch)["C-1"] == PEOPLE[1]["name"]
    assert digests_of(vouch) == before
    assert tell(vouch, *story()[1:2]).repeated == 1
    assert not keys.wrapping.has_old()


def test_the_search_would_find_them() -> None:
    for canary in GONE:
        for spelt in spellings(canary).values():
            assert find_canaries([b"before" + spelt + b"after"], [canary])
    packed = msgspec.json.encode({"packed": 1}) + gzip.compress(json.dumps(GONE).encode())
    assert len(find_canaries([packed], GONE)) >= len(GONE)
