"""Public messages: CloudEvents in binary mode, with stable ids and nobody's personal data."""

import json

import msgspec
import pytest

from consumers.relay.public import public_fields, public_message, public_messages
from domain.facts.catalogue import CATALOGUE, EVENTS, PUBLIC, decode
from domain.store.opening import open_store
from domain.store.values import Addition, StoredRow
from tests.facts.frozen import SAMPLES, data_of

CANARY = "canary-of-somebody"
CONTRACT = {
    "vouch.referral.made",
    "vouch.offer.extended",
    "vouch.offer.withdrawn",
    "vouch.offer.acceptance_withdrawn",
    "vouch.tenure.reached",
    "vouch.bonus.earned",
    "vouch.bonus.lost",
    "vouch.payout.proposed",
    "vouch.payout.approved",
    "vouch.payout.exported",
    "vouch.payout.cancelled",
    "vouch.payout.line_released",
    "vouch.payout.line_dropped",
    "vouch.payout.line_waived",
    "vouch.payout.amount_accepted",
}


def stored(topic: str) -> StoredRow:
    return StoredRow(7, decode(topic, SAMPLES[topic]).data.stream, 3, topic, SAMPLES[topic])


def test_what_was_promised_is_told_and_so_is_everything_that_vouch_itself_adds() -> None:
    assert set(PUBLIC.values()) >= CONTRACT
    # That a file was read is told by what it says of lines; who looked at a person's data is nobody else's business.
    assert PUBLIC.keys() >= EVENTS.keys() - {"vouch.payout.file_settled.v1", "vouch.person.exported.v1"}
    assert len(set(PUBLIC.values())) == len(PUBLIC)


@pytest.mark.parametrize("topic", PUBLIC)
def test_a_message_is_a_cloudevent_in_binary_mode(topic: str) -> None:
    row = stored(topic)
    message = public_message(row, decode(topic, row.state))
    assert message.key == row.stream
    assert dict(message.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": f"{row.stream}/3".encode(),
        "ce_source": b"/vouch",
        "ce_type": PUBLIC[topic].encode(),
        "ce_time": json.loads(SAMPLES[topic])["time"].encode(),
        "ce_subject": row.stream.encode(),
        "ce_partitionkey": row.stream.encode(),
        "content-type": b"application/json",
    }
    told = json.loads(message.value)
    assert told == {name: value for name, value in data_of(topic).items() if name in public_fields(CATALOGUE[topic])}
    assert public_message(row, decode(topic, row.state)) == message


@pytest.mark.parametrize("topic", PUBLIC)
def test_no_message_holds_personal_data(topic: str) -> None:
    cls = CATALOGUE[topic]
    fact = msgspec.structs.replace(decode(topic, SAMPLES[topic]).data, **dict.fromkeys(cls.PERSONAL, CANARY))
    recorded = msgspec.structs.replace(decode(topic, SAMPLES[topic]), data=fact)
    assert (CANARY in repr(recorded)) == bool(cls.PERSONAL)
    assert CANARY not in repr(public_message(stored(topic), recorded))


def test_only_what_is_public_is_told_in_the_order_of_recording(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    topics = ["hr.candidate.identified.v1", "hr.referral.made.v1", "hr.interview.scheduled.v1", "hr.offer.accepted.v1"]
    for topic in topics:
        fact = decode(topic, SAMPLES[topic]).data
        store.append_many([Addition(fact.stream, [fact], 0)], source="/test")
    told = public_messages(store.read_after(0, 10), store)
    assert [dict(message.headers)["ce_type"] for message in told] == [b"vouch.referral.made", b"vouch.offer.accepted"]
    store.close()
