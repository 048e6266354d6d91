"""The brokers that the settings name."""

from api.settings import Settings, SettingsWrong
from consumers.kafka.security import Brokers


def read_brokers(settings: Settings) -> Brokers:
    """Read from the settings how Kafka is reached. Raises SettingsWrong where they are incomplete or contradict."""
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
    wrong = brokers.find_mistake()
    if wrong is not None:
        raise SettingsWrong(wrong)
    return brokers
