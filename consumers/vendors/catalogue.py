"""The vendors that Vouch knows."""

from consumers.vendors.ashby.vendor import ASHBY
from consumers.vendors.greenhouse.vendor import GREENHOUSE
from consumers.vendors.vendor import Vendor

VENDORS: dict[str, Vendor] = {each.name: each for each in (GREENHOUSE, ASHBY)}
"""Each by its name in the address of its deliveries and in the file of connections."""
