"""The base's beliefs in the formats of other tools."""
