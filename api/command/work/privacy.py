"""Privacy from the command line: how far erasures are, carrying them out, new keys."""

from datetime import datetime

from msgspec import Struct

from api.bootstrap import Vouch
from api.command.output import count_of, put, put_json
from api.command.work.opening import catch_up, open_to_work
from consumers.erasure.erasing import Erasing
from consumers.erasure.finding import find_erasures
from domain.store.instants import from_micros
from domain.store.keys import destroying


class Certified(Struct, frozen=True):
    """One erasure: of whom, as of when, on which request; how many streams and letters it reaches, how many wait."""

    of: str
    erased_at: datetime
    request: str | None
    streams: int
    letters: int
    pending: int


def show_status(*, store: str | None, as_json: bool) -> None:
    """List the erasures, by the id of whom they are of; no name is known any more."""
    with open_to_work(store) as vouch:
        found = _certify(vouch)
    if as_json:
        put_json(found)
        return
    for each in found:
        state = f"{count_of(each.pending, 'stream')} pending" if each.pending else "done"
        reached = f"{count_of(each.streams, 'stream')}, {count_of(each.letters, 'dead letter')}"
        request = f", request {each.request}" if each.request else ""
        put(f"{each.of}: erased as of {each.erased_at:%Y-%m-%dT%H:%M:%SZ}{request}: {reached}; {state}.")
    if not found:
        put("Nobody is erased, and nothing is pending.")


def _certify(vouch: Vouch) -> list[Certified]:
    keys = vouch.store.seam.keys
    waiting = {grave.stream for grave in destroying.read_graves(keys, done=False)}
    dug = {grave.stream: (grave.erasure, grave.erased_at, grave.request) for grave in destroying.read_graves(keys)}
    lacking = {
        stream: (each.of, round(each.time.timestamp() * 1_000_000), each.request)
        for stream, each in find_erasures(vouch.store).items()
        if stream not in dug
    }
    by_erasure: dict[tuple[str, int, str | None], list[str]] = {}
    for stream, erasure in {**dug, **lacking}.items():
        by_erasure.setdefault(erasure, []).append(stream)
    return [
        Certified(
            of,
            from_micros(at),
            request,
            sum(not stream.startswith("letter/") for stream in streams),
            sum(stream.startswith("letter/") for stream in streams),
            sum(stream in lacking or stream in waiting for stream in streams),
        )
        for (of, at, request), streams in sorted(by_erasure.items(), key=lambda pair: (pair[0][1], pair[0][0]))
    ]


def carry_out(*, store: str | None) -> None:
    """Carry out what is pending, and fold the read models again."""
    with open_to_work(store) as vouch:
        done = Erasing(vouch.engine).round()
        catch_up(vouch)
    put(f"{count_of(done.destroyed, 'key')} barred or destroyed, {count_of(done.cleaned, 'stream')} cleaned up.")


def rotate_keys(*, store: str | None) -> None:
    """Make new keys, and the read models anew: addresses in them are digested with a key of the keyring."""
    with open_to_work(store) as vouch:
        buckets = destroying.rotate(vouch.store.seam.keys)
        destroying.renew_own_keys(vouch.store.seam.keys)
        vouch.engine.begin_again()
        catch_up(vouch)
    put(f"{count_of(buckets, 'bucket')} wrapped anew; back up the keyring and the key store again.")
