"""Settings: every one of them is documented."""

import re
from pathlib import Path

from api.settings import PREFIX, Settings

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbook.md"


def test_the_runbook_tells_of_every_setting_and_of_no_other() -> None:
    table = [line for line in RUNBOOK.read_text().splitlines() if line.startswith(f"| `{PREFIX}")]
    told = re.findall(rf"`{PREFIX}(\w+)`", "".join(line.split("|")[1] for line in table))
    assert sorted(told) == sorted(name.upper() for name in Settings.__struct_fields__)
