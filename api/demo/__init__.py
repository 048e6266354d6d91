"""The demo's feed: a believable organisation over twelve months, in which every odd case of the rules comes up."""

from api.demo.organisation import believable_year
from api.demo.stories.founding import founding_referral

__all__ = ["believable_year", "founding_referral"]
