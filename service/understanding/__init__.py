"""Text in, reading out: language, tone, themes, urgency, and whether somebody should answer. No I/O but its own lists."""

from service.understanding.interchange import read_lines
from service.understanding.reader import LEXICON_MODEL, MODEL, model_name, read_batch, why_not

__all__ = ["LEXICON_MODEL", "MODEL", "model_name", "read_batch", "read_lines", "why_not"]
