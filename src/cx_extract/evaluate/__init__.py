"""Scoring of extracted records against gold annotations; imports nothing of the extractor but its data model."""
