"""The benchmark's command line: everything, or single figures; the table of everything goes into docs/."""

import argparse
from datetime import UTC, datetime

from tests.bench import machine, table
from tests.bench.registry import FIGURES
from tests.bench.stores import kinds

ROUNDS = 5


def main() -> None:
    """Measure what is asked for; ends with 1 if a target is missed."""
    asked = _asked()
    lines: list[table.Cells] = []
    with kinds(asked.store or ["sqlite", "postgres"]) as found:
        about = machine.facts(found)
        for name in asked.figures or FIGURES:
            for outcome in FIGURES[name](found, asked.rounds):
                lines.append(table.cells(outcome))
                print(" | ".join(lines[-1]), flush=True)
    print("", table.plain([table.HEADINGS, *lines]), *about, sep="\n")
    everything = not asked.figures and not asked.store
    if everything if asked.write is None else asked.write:
        table.write(lines, [*about, _measured(asked.rounds)])
    raise SystemExit(1 if any("fail" in line[-1] for line in lines) else 0)


def _measured(rounds: int) -> str:
    day = datetime.now(UTC).date().isoformat()
    return f"Measured on {day} in {rounds} rounds; at the end {machine.busy()}"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"of {', '.join(FIGURES)}; default: all")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of limit and Vouch in turn (default: %(default)s)")
    parser.add_argument("--store", action="append", choices=("sqlite", "postgres"), help="default: both")
    write = "put the table into docs/benchmarks.md (default: where everything is measured)"
    parser.add_argument("--write", action=argparse.BooleanOptionalAction, help=write)
    asked = parser.parse_args()
    if unknown := [name for name in asked.figures if name not in FIGURES]:
        parser.error(f"there is no figure {unknown[0]}")
    return asked


if __name__ == "__main__":
    main()
