"""Why a credential is not taken. The reason is for the log of whoever runs Vouch; the answer never says it."""


class NotValidError(Exception):
    """A credential that is not valid; the text is a code for what is wrong with it, without anything of its content."""
