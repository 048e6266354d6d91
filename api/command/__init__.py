"""The `vouch` command. Declaring it imports nothing heavy; the work of a command is imported when it is done."""


def main() -> None:
    """The installed program `vouch`."""
    # ruff: noqa: PLC0415 - tests import single modules of this package
    import sys

    try:
        from api.command.app import app

        if sys.stdout is None:  # the next file that is opened would be taken for it
            sys.stderr.write("vouch: standard output is closed: send it to a file, or to /dev/null.\n")
            raise SystemExit(1)
        app(prog_name="vouch")
    except OSError as error:  # a help text that cannot be written; commands tell of their own
        from api.command.errors import OutputLost
        from api.command.exit_codes import tell_output_lost

        tell_output_lost(OutputLost(error.strerror or type(error).__name__))
        raise SystemExit(1) from None
    except KeyboardInterrupt:  # before a command had begun
        raise SystemExit(130) from None
