"""The demo's odd cases, for which the bonus rules were written.

Each case is a function that adds its facts to a scene; its name is the case, its docstring the story.
"""

from collections.abc import Callable

from api.demo.scene import Scene
from api.demo.stories import barred, founding, lost, odd, people, rivals, spells, unsettled, waiting

Story = Callable[[Scene], object]

# The founding story comes first, so that its referral is the first.
STORIES: tuple[Story, ...] = (
    founding.the_founding_story,
    *barred.STORIES,
    *rivals.STORIES,
    *lost.STORIES,
    *waiting.STORIES,
    *spells.STORIES,
    *odd.STORIES,
    *people.STORIES,
    *unsettled.STORIES,
)
