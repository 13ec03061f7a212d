"""Reading a page: decoding, embedded JSON, structured markup, plain text, localised dates and numbers."""

from scrapers.reading.document import Document
from scrapers.reading.embedded import assigned_json, dig, script_json
from scrapers.reading.text import clean, plain

__all__ = ["Document", "assigned_json", "clean", "dig", "plain", "script_json"]
