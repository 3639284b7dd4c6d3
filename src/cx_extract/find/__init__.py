"""Recognisers: from a view to typed mentions."""
