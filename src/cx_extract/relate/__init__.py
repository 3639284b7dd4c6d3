"""Relation rules over collapsed sentences."""
