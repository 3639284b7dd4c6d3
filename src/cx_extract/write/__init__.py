"""Records to files: two tables, a list of failures, a manifest and the extracted texts."""
