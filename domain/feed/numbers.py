"""Numbers of JSON in one spelling: 1, 1.0 and 1e0 are the same number, however large."""

from msgspec import Raw

_SHORT = 18  # digits: whole numbers up to here stay whole numbers, longer ones are written with an exponent
_LONG = 10**_SHORT


def whole_or_raw(text: str) -> int | Raw:
    """Read a number from its JSON text: a whole one as int, any other (or a very long one) as its one spelling."""
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0").rstrip("0")
    if not digits:
        return 0
    power = int(exponent or 0) - len(fraction) + len(whole + fraction) - len((whole + fraction).rstrip("0"))
    sign = "-" if mantissa[0] == "-" else ""
    if power >= 0 and len(digits) + power <= _SHORT:
        return int(sign + digits + "0" * power)
    return Raw(f"{sign}{digits}e{power}".encode())


def spelled(number: int) -> int | Raw:
    """Respell a whole number that was written without fraction and exponent."""
    return number if -_LONG < number < _LONG else whole_or_raw(str(number))
