"""The doctor's look at Kafka: whether a broker lets us in, and how many records of the feed wait there."""

from api.command.output import count_of
from api.processes.brokers import read_brokers
from api.processes.consume import read_topics
from api.settings import Settings, SettingsWrong
from consumers.kafka.connecting import BrokersAway, TopicsMissing
from consumers.kafka.waiting import count_waiting
from domain.store.port import EventStore

Found = tuple[bool, str, str | None]
"""Whether it is well, what there is to say, how to mend it."""


def examine_kafka(settings: Settings, store: EventStore) -> Found:
    """How far the topics have been read. Records may wait for a moment: that is told, and nothing wrong."""
    try:
        found = count_waiting(read_brokers(settings), read_topics(settings), store.feed_offsets())
    except SettingsWrong as wrong:
        return False, str(wrong), "Set it right, or leave VOUCH_KAFKA_BOOTSTRAP out."
    except BrokersAway as away:
        return False, str(away), "See that a broker runs there, and the settings VOUCH_KAFKA_*."
    except TopicsMissing as missing:
        return False, str(missing), "Make the topic, or name another in VOUCH_KAFKA_TOPICS."
    behind = {f"{topic}[{number}]": count for (topic, number), count in found.items() if count}
    if not behind:
        return True, f"{count_of(len(found), 'partition')} of {settings.kafka_topics}, read to their ends.", None
    named = "; ".join(f"{count_of(count, 'record')} in {where}" for where, count in behind.items())
    return True, f"waiting to be read: {named}. If it does not become less, see that `vouch consume` runs.", None
