"""Test support: who may log in to a broker, and the certificate that it shows."""

import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

PASSWORD_OF_STORE = "vouch-test"


@dataclass(frozen=True)
class Login:
    """What a user needs to get in by TLS and SCRAM."""

    username: str
    password: str
    ca_file: str

    @classmethod
    def create(cls, directory: Path) -> "Login":
        """A new user and a new certificate, in a folder."""
        store, certificate = keystore(directory), directory / "ca.pem"
        common = ("-alias", "broker", "-keystore", str(store), "-storepass", PASSWORD_OF_STORE)
        names = ("-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc:c")
        _keytool("-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12", "-validity", "30", *names, *common)
        _keytool("-exportcert", "-rfc", "-file", str(certificate), *common)
        return cls("vouch", secrets.token_hex(16), str(certificate))

    def scram(self) -> str:
        """The login as Kafka's tool for formatting wants it."""
        return f"SCRAM-SHA-512=[name={self.username},password={self.password}]"


def keystore(directory: Path) -> Path:
    """Where the key of the brokers is kept."""
    return directory / "broker.p12"


def _keytool(*options: str) -> None:
    subprocess.run(["keytool", *options], check=True, capture_output=True)
