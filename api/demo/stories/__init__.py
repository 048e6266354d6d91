"""The demo's odd cases, one function each: what the bonus rules were written for."""

from collections.abc import Callable

from api.demo.scene import Scene
from api.demo.stories import barred, founding, lost, odd, rivals, spells, waiting

Story = Callable[[Scene], object]

# The founding story comes first, so that its referral is the first of its month.
STORIES: tuple[Story, ...] = (
    founding.the_founding_story,
    *barred.STORIES,
    *rivals.STORIES,
    *lost.STORIES,
    *waiting.STORIES,
    *spells.STORIES,
    *odd.STORIES,
)
