"""Acting: what people ask for is decided on all that is recorded, and recorded, in one transaction, once for a key."""
