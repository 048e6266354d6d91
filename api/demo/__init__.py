"""The demo's feed: a believable organisation over twelve months, in which every odd case of the rules comes up."""

from api.demo.organisation import make_believable_year, make_unreadable_event
from api.demo.stories.founding import FOUNDING_REFERRAL

__all__ = ["FOUNDING_REFERRAL", "make_believable_year", "make_unreadable_event"]
