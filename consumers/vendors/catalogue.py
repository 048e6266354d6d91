"""The vendors that Vouch knows."""

from consumers.vendors.ashby.vendor import ASHBY
from consumers.vendors.bamboohr.vendor import BAMBOOHR
from consumers.vendors.greenhouse.vendor import GREENHOUSE
from consumers.vendors.gusto.vendor import GUSTO
from consumers.vendors.lever.vendor import LEVER
from consumers.vendors.merge.vendor import MERGE
from consumers.vendors.vendor import Vendor
from consumers.vendors.workday.vendor import WORKDAY

VENDORS: dict[str, Vendor] = {each.name: each for each in (GREENHOUSE, BAMBOOHR, WORKDAY, ASHBY, MERGE, GUSTO, LEVER)}
"""Each by its name in the address of its deliveries and in the file of connections."""
