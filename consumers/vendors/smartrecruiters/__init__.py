"""SmartRecruiters: pointers whose event stands in the headers (signature P, shapes L)."""
