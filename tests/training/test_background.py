"""What was looked at among real reviews: labels alone are kept, none of them where limits are set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.domain.review import Urgency
from training.background import LOOKED_AT, held_back, key_of, labels_of

KINDS = {kind.value for kind in Urgency}


@pytest.mark.parametrize("path", sorted(LOOKED_AT.iterdir()), ids=lambda path: path.stem)
def test_no_text_is_kept(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        key, kinds = line.split("\t")
        assert re.fullmatch(r"[0-9a-f]{16}", key)
        assert kinds == "-" or set(kinds.split(",")) <= KINDS


@pytest.mark.shared
def test_limits_are_set_on_what_nobody_looked_at(shared: Path) -> None:
    for language, reviews in held_back(shared / "data").items():
        labels = labels_of(language)
        unseen = [passage for passages in reviews for passage in passages if len(passage.split()) > 8]
        assert len(unseen) > 800
        assert sum(key_of(passage) in labels for passage in unseen) <= len(labels) // 100, "people copy, but few"
