"""Reading one event of the feed: the quick way for what is usual, the careful way for all else.

The quick way takes an event only where it is sure of it; both ways give the same delivery (a test compares them).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Raw, Struct, inspect
from msgspec.json import Decoder
from msgspec.structs import replace

from domain.facts.base import Fact
from domain.facts.catalogue import FACTS
from domain.facts.checking import Fault
from domain.facts.fields import Id
from domain.facts.instants import read_instant
from domain.facts.kinds import Kind
from domain.facts.shapes import fields_of, kind_of
from domain.feed.careful import LONGEST_SEQUENCE, LONGEST_SOURCE, read_carefully, unreadable
from domain.feed.content import canonical, content_hash, content_of, parse
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.media import is_json
from domain.feed.own import SOURCE as OWN

MAX_BYTES = 1 << 20
"""The longest event that is read, if nothing else is said: 1 MiB."""

_BACKSLASH, _DELETE, _QUOTE = b'\\\x7f"'  # as numbers: looking for those is quicker
_ENVELOPE_QUOTES = 6  # those around type, time and sequence in a canonical content


class _Usual(Struct, frozen=True, gc=False):
    """An envelope as it usually is."""

    specversion: Literal["1.0"]
    id: Id
    source: Annotated[str, Meta(min_length=1, max_length=LONGEST_SOURCE)]
    type: str
    time: str
    data: Raw
    sequence: Annotated[str, Meta(max_length=LONGEST_SEQUENCE)] | None = None
    subject: str | None = None
    partitionkey: str | None = None
    datacontenttype: str | None = None
    data_base64: None = None


class _Plan(NamedTuple):
    """How the data of one type is read: typed, then the texts that have to be looked at."""

    cls: type[Fact]
    decode: Callable[[Raw], Fact]
    looked_at: tuple[tuple[str, Kind], ...]
    nested: tuple[str, ...]  # objects: for the careful way
    may_misfit: bool  # its fields have to be looked at together


_open = Decoder(_Usual).decode


def read_event(raw: bytes, *, max_bytes: int = MAX_BYTES) -> Delivery | Unreadable:
    """Read one structured CloudEvent: a delivery, or unreadable with the reason; never an exception."""
    if len(raw) > max_bytes:
        return unreadable(raw, Fault("", "too_large", f"The event is larger than {max_bytes} bytes."))
    return _quick(raw) or read_carefully(raw)


def read_beginning(raw: bytes, size: int, whole: bytes) -> Unreadable:
    """Make an unreadable of an event of `size` bytes of which only `raw` was kept; `whole` is the hash of all."""
    detail = f"The event is too large: it has {size} bytes, of which only the first {len(raw)} are kept."
    return Unreadable(raw, "too_large", None, detail, whole=whole)


def _quick(raw: bytes) -> Delivery | None:
    try:
        envelope = _open(raw)
        plan, time = _PLANS.get(envelope.type), read_instant(envelope.time)
        if plan is None or time is None or not is_json(envelope.datacontenttype or ""):
            return None
        if envelope.source.startswith(OWN):
            return None
        fact = plan.decode(envelope.data)
        comparable = _comparable(fact, plan)
        if comparable is None or not _is_printable(raw, envelope, fact):
            return None
        content = _content(raw, envelope, time, plan, comparable)
    except (ValueError, RecursionError):  # all that msgspec raises on bad input
        return None
    return Delivery(envelope.source, envelope.id, time, envelope.sequence or "", content, fact, raw)


def _is_printable(raw: bytes, envelope: _Usual, fact: Fact) -> bool:
    """Tell whether all texts are made of printable characters, which suits every kind of text."""
    if raw.isascii() and _BACKSLASH not in raw and _DELETE not in raw:
        return True  # JSON itself rules out the other control characters
    raw.decode()  # msgspec passes over what it does not need, valid or not
    return all(map(str.isprintable, (envelope.id, envelope.source, envelope.sequence or "", *_texts(fact))))


def _texts(fact: Fact) -> Iterator[str]:
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _comparable(fact: Fact, plan: _Plan) -> Fact | None:
    """Respell the texts of the fact as they are compared; None if the quick way cannot be sure of them."""
    respelled = {}
    for name, kind in plan.looked_at:
        if text := getattr(fact, name):
            if not kind.accepts(text):
                return None
            if kind.respell is not None:
                respelled[name] = kind.respell(text)
    for name in plan.nested:
        if getattr(fact, name) is not None:
            return None
    if plan.may_misfit and fact.fault() is not None:
        return None
    return replace(fact, **respelled) if respelled else fact


def _content(raw: bytes, envelope: _Usual, time: datetime, plan: _Plan, fact: Fact) -> bytes:
    """Hash the content: the typed fact where it holds all that data says, else data itself.

    Whatever a fact does not hold, a field that is unknown or null or comes twice, has quotes around its name: as many
    quotes in data as in the fact written out means that there is nothing of the kind.
    """
    sequence = envelope.sequence or ""
    if _BACKSLASH not in raw:
        written = canonical((envelope.type, time, sequence, fact))
        if written.count(_QUOTE) - _ENVELOPE_QUOTES == bytes(envelope.data).count(_QUOTE):
            return content_hash(written)
    return content_of(envelope.type, time, sequence, parse(envelope.data), plan.cls)


def _plan(cls: type[Fact]) -> _Plan:
    shapes = fields_of(cls)
    kinds = {name: kind for name, shape in shapes.items() if (kind := kind_of(shape)) is not None}
    return _Plan(
        cls,
        Decoder(cls).decode,
        tuple((name, kind) for name, kind in kinds.items() if not kind.plain),
        tuple(name for name, shape in shapes.items() if isinstance(shape, inspect.StructType)),
        cls.fault is not Fact.fault,
    )


_PLANS = {topic: _plan(cls) for topic, cls in FACTS.items()}
