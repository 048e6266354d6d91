"""The brokers that the settings name."""

from api.settings import Settings, SettingsWrong
from consumers.kafka.security import Brokers


def brokers_of(settings: Settings) -> Brokers:
    """How Kafka is reached; SettingsWrong where something is missing or does not go together."""
    brokers = Brokers(
        bootstrap=tuple(address.strip() for address in settings.kafka_bootstrap.split(",") if address.strip()),
        protocol=settings.kafka_protocol,
        ca_file=settings.kafka_ca_file,
        cert_file=settings.kafka_cert_file,
        key_file=settings.kafka_key_file,
        mechanism=settings.kafka_mechanism,
        username=settings.kafka_username,
        password=settings.kafka_password,
    )
    wrong = brokers.wrong()
    if wrong is not None:
        raise SettingsWrong(wrong)
    return brokers
