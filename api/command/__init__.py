"""The `vouch` command. Declaring it imports nothing heavy; the work of a command is imported when it is done."""


def main() -> None:
    """The installed program `vouch`."""
    try:
        from api.command.app import app  # noqa: PLC0415 - tests import single modules of this package

        app(prog_name="vouch")
    except KeyboardInterrupt:  # before a command had begun
        raise SystemExit(130) from None
