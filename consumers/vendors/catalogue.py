"""The vendors that Vouch knows."""

from consumers.vendors.ashby.vendor import ASHBY
from consumers.vendors.bamboohr.vendor import BAMBOOHR
from consumers.vendors.finch.vendor import FINCH
from consumers.vendors.greenhouse.vendor import GREENHOUSE
from consumers.vendors.gusto.vendor import GUSTO
from consumers.vendors.hibob.vendor import HIBOB
from consumers.vendors.lever.vendor import LEVER
from consumers.vendors.merge.vendor import MERGE
from consumers.vendors.personio.vendor import PERSONIO
from consumers.vendors.radancy.vendor import RADANCY
from consumers.vendors.rippling.vendor import RIPPLING
from consumers.vendors.smartrecruiters.vendor import SMARTRECRUITERS
from consumers.vendors.teamtailor.vendor import TEAMTAILOR
from consumers.vendors.vendor import Vendor
from consumers.vendors.workable.vendor import WORKABLE
from consumers.vendors.workday.vendor import WORKDAY

FIRST = (GREENHOUSE, BAMBOOHR, WORKDAY, ASHBY, MERGE, GUSTO)
SECOND = (LEVER, FINCH, PERSONIO, HIBOB, WORKABLE, SMARTRECRUITERS, RIPPLING, TEAMTAILOR, RADANCY)

VENDORS: dict[str, Vendor] = {each.name: each for each in (*FIRST, *SECOND)}
"""Each by its name in the address of its deliveries and in the file of connections."""
