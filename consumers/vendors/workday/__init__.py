"""Report files of Workday, and reports of any system that a map of columns describes (evidence C)."""
