"""The reader that ships is the one that its card and its hash tell of."""

import hashlib
import json
from pathlib import Path

from dateline.annotate import reader_hash

MODELS = Path(__file__).parent.parent / "src" / "dateline" / "models"
FILES = ("reader.onnx", "relations.onnx", "labels.json", "tokenizer.json")


def test_the_hash_is_of_the_files_and_stands_on_the_card() -> None:
    digest = hashlib.sha256(b"".join((MODELS / name).read_bytes() for name in FILES)).hexdigest()
    assert digest == reader_hash()
    assert digest in (MODELS / "CARD.md").read_text("utf-8")


def test_the_labels_are_those_of_training() -> None:
    from training.data import NAMES, UPOS

    labels = json.loads((MODELS / "labels.json").read_text("utf-8"))
    assert (labels["upos"], labels["names"]) == (UPOS, NAMES)
    assert labels["bio"] == ["source", "cue", "content", "time"]
    assert len(labels["transitions"]) == 4
