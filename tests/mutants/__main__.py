"""`python -m tests.mutants [SAMPLE]`: tries all mutants, or a fixed sample; fails for a survivor that is not listed."""

import os
import sys
from hashlib import sha256
from math import sqrt

from tests.mutants.forking import Answer
from tests.mutants.mutant import ROOT, Mutant, find_mutants
from tests.mutants.results import Results
from tests.mutants.session import FOLDERS
from tests.mutants.survivors import LISTED, Survivor, listed, named, written
from tests.mutants.trying import text_at, try_quickly, try_slowly

AT_LEAST = {"rules and state": 0.95, "money and feed": 0.90}
"""The part of its mutants that each area's tests must notice."""


def main() -> int:
    """Try the mutants that have no verdict yet, then tell what survived and how many were killed."""
    os.chdir(ROOT)
    mutants = find_mutants()
    sample = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else len(mutants)
    whole = sample >= len(mutants)
    if not whole:
        mutants = sorted(sorted(mutants, key=_lot)[:sample])
    results = Results()
    if not whole:
        results.found.update(_believed(mutants))
    untried = [mutant for mutant in mutants if mutant not in results.found]
    print(f"{len(mutants)} mutants, {len(untried)} of them not tried yet")
    for area, folders in FOLDERS.items():
        _in_a_fork([mutant for mutant in untried if mutant.area == area], folders, results)
    results.read()
    found = {mutant: results.found[mutant] for mutant in mutants}
    slow = {mutant: answer["order"] for mutant, answer in found.items() if answer["verdict"] == "slowly"}
    print(f"{len(slow)} to be tried by a fresh import", flush=True)
    try_slowly(slow, results.tell)
    return _verdict(mutants, results, whole=whole)


def _lot(mutant: Mutant) -> str:
    """What decides whether a mutant is in a sample: a change of one file draws no others in the rest."""
    return sha256(f"{mutant.path} {mutant.operator} {mutant.occurrence}".encode()).hexdigest()


def _believed(mutants: list[Mutant]) -> dict[Mutant, Answer]:
    """The listed survivors among them: to see that one survives takes all tests, so only a whole run looks."""
    known = listed().keys()
    places = {survivor[:3] for survivor in known}
    likely = [mutant for mutant in mutants if (mutant.path, mutant.definition, mutant.operator) in places]
    texts = {mutant: text_at(mutant, mutant.source) for mutant in likely}
    return {each: {"verdict": "survived", "text": text} for each, text in texts.items() if named(each, text) in known}


def _in_a_fork(mutants: list[Mutant], folders: list[str], results: Results) -> None:
    """The quick way imports all that is under test; this process must not, for the slow one to begin anew."""
    sys.stdout.flush()
    if mutants and os.fork() == 0:
        try:
            try_quickly(mutants, folders, results)
        except BaseException as error:  # noqa: BLE001
            print(f"stopped: {error!r}", flush=True)
            os._exit(1)
        os._exit(0)
    elif mutants and os.wait()[1] != 0:
        raise SystemExit("the quick way was stopped")


def _verdict(mutants: list[Mutant], results: Results, *, whole: bool) -> int:
    """Tell the rates and what is missing in the list, or too much; 1 if that is to be mended."""
    known, failed = listed(), False
    survived: set[Survivor] = set()
    for area, at_least in AT_LEAST.items():
        verdicts = {each: results.found[each] for each in mutants if each.area == area}
        valid = [each for each, answer in verdicts.items() if answer["verdict"] != "invalid"]
        living = [each for each in valid if verdicts[each]["verdict"] == "survived"]
        survived |= {named(each, verdicts[each]["text"]) for each in living}
        rate = 1 - len(living) / len(valid) if valid else 1.0
        asked = at_least if whole else _less_the_draw(at_least, len(valid))
        print(f"{area}: {len(valid) - len(living)} of {len(valid)} killed, {rate:.1%}; at least {asked:.1%}")
        failed |= rate < asked
    missing, gone = survived - known.keys(), known.keys() - survived if whole else set()
    if missing:
        print(f"\nSurvivors that {LISTED.relative_to(ROOT)} does not list:\n\n{written(dict.fromkeys(missing, '?'))}")
    if gone:
        print(f"\nListed, but killed or no longer there:\n\n{written({each: known[each] for each in gone})}")
    return int(failed or bool(missing) or bool(gone))


def _less_the_draw(rate: float, tried: int) -> float:
    """Lower a rate by two standard deviations: so far off may a draw of so many be, where the rate is kept."""
    return rate - 2 * sqrt(rate * (1 - rate) / max(1, tried))


if __name__ == "__main__":
    raise SystemExit(main())
