"""The demo's feed: a believable organisation over twelve months, in which every odd case of the rules comes up."""

from api.demo.organisation import make_believable_year
from api.demo.stories.founding import find_founding_referral

__all__ = ["find_founding_referral", "make_believable_year"]
