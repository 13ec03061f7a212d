"""Answers before they go out: a safe first draft, and the check that nothing embarrassing is said. Pure, no I/O but lists."""

from service.answering.check import Context, Finding, Severity, blocks, check, promises_in
from service.answering.draft import draft
from service.answering.parts import LANGUAGES

__all__ = ["LANGUAGES", "Context", "Finding", "Severity", "blocks", "check", "draft", "promises_in"]
