"""Spreadsheets: any CSV or XLSX becomes facts by a mapping, which says what its columns mean."""
