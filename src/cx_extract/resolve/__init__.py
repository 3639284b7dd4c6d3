"""From mentions to values: full names, dates, consortia, modality."""
