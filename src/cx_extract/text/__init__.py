"""Folded views, sentences and words."""
