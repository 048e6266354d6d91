"""Who is who: which account, which candidate and which other number is which employee (spec/vendors.md §2)."""
