"""How to reach the brokers: addresses, TLS, user name and password. No text about it holds a secret."""

from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


class Brokers(Struct, frozen=True, kw_only=True):
    """Everything that is needed to reach a Kafka cluster."""

    bootstrap: tuple[str, ...]
    protocol: Protocol = "PLAINTEXT"
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    mechanism: Mechanism = "SCRAM-SHA-512"
    username: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        """Leave out the password, wherever this is printed."""
        who = f" as {self.username}" if self.username else ""
        return f"Brokers({', '.join(self.bootstrap)} over {self.protocol}{who})"

    def find_mistake(self) -> str | None:
        """Say in a sentence which settings do not fit together; None if all do."""
        if not self.bootstrap:
            return "VOUCH_KAFKA_BOOTSTRAP names no broker (host:port, several separated by commas)."
        if self.protocol.startswith("SASL") and not (self.username and self.password):
            return f"{self.protocol} needs VOUCH_KAFKA_USERNAME and VOUCH_KAFKA_PASSWORD."
        for name, file in (("CA", self.ca_file), ("CERT", self.cert_file), ("KEY", self.key_file)):
            if file is not None and not Path(file).is_file():
                return f"VOUCH_KAFKA_{name}_FILE names no file that can be read."
        return None

    def options(self) -> dict[str, Any]:
        """The same as options of kafka-python."""
        found: dict[str, Any] = {"bootstrap_servers": list(self.bootstrap), "security_protocol": self.protocol}
        if self.protocol.endswith("SSL"):
            found |= {"ssl_cafile": self.ca_file, "ssl_certfile": self.cert_file, "ssl_keyfile": self.key_file}
        if self.protocol.startswith("SASL"):
            found |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        return found

    def unreachable(self) -> str:
        """Say that no broker answers: the client cannot tell a wrong password from a broker that is away."""
        says = f"No Kafka broker at {', '.join(self.bootstrap)} has let us in"
        if self.protocol == "PLAINTEXT":
            return f"{says}: it is away, or expects TLS or a login."
        return f"{says}: it is away, or the certificate, the user name or the password is wrong."
