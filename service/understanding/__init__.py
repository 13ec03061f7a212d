"""Text in, reading out: language, tone, themes, urgency, and whether somebody should answer. No I/O but its own lists."""

from service.understanding.interchange import read_lines
from service.understanding.reader import MODEL, read_batch

__all__ = ["MODEL", "read_batch", "read_lines"]
