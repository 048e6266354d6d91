"""The table: on the terminal, and as Markdown between two markers of docs/benchmarks.md."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.outcome import Outcome, Target

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEADINGS = ("figure", "store", "limit", "Vouch", "ratio", "in the rounds", "target", "")

Cells = tuple[str, ...]


def cells(outcome: Outcome) -> Cells:
    """An outcome as a line of the table."""
    low, high = outcome.spread
    return (
        outcome.figure,
        outcome.store,
        _value(outcome.limit, outcome.unit),
        _value(outcome.ours, outcome.unit),
        _ratio(outcome.ratio),
        f"{_ratio(low)} to {_ratio(high)}" if len(outcome.pairs) > 1 else "once",
        _target(outcome.target),
        "pass" if outcome.passed else "**fail**",
    )


def plain(lines: Sequence[Cells]) -> str:
    """The lines for a terminal."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def markdown(lines: Sequence[Cells]) -> str:
    """The lines as a Markdown table."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (HEADINGS, ("---",) * len(HEADINGS), *lines))


def write(lines: Sequence[Cells], facts: Sequence[str]) -> None:
    """Put the table and the facts about the machine between the markers."""
    document = DOCUMENT.read_text()
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    said = "\n".join(f"- {fact}" for fact in facts)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{markdown(lines)}\n\n{said}\n{END}{after}")


def _value(value: float, unit: str) -> str:
    match unit:
        case "events/s":
            return f"{value:,.0f}/s"
        case "s":
            return f"{value:.3f} s"
        case "MB":
            return f"{value:.0f} MB"
        case _:
            return f"{value:.2f}"


def _ratio(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.3f}"


def _target(target: Target) -> str:
    return f"{'at most' if target.at_most else 'at least'} {target.ratio:g}"
