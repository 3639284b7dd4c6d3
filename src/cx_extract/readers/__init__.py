"""Files to articles: encodings, main text, and what is known about each article."""

from cx_extract.readers.encoding import decode
from cx_extract.readers.folder import Failure, Source, Survey, discover, load, survey
from cx_extract.readers.header import Header, parse_header
from cx_extract.readers.metadata import Metadata
from cx_extract.readers.stated_date import parse_date

__all__ = [
    "Failure",
    "Header",
    "Metadata",
    "Source",
    "Survey",
    "decode",
    "discover",
    "load",
    "parse_date",
    "parse_header",
    "survey",
]
