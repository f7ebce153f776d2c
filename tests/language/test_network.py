"""The network in numpy against the reference, and files that are not what they should be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from zhupi.core.errors import ZhupiError
from zhupi.core.model import Span
from zhupi.core.paths import resources
from zhupi.language import LacRecogniser
from zhupi.language.network import Network
from zhupi.language.recogniser import LAC_SHA256, LAC_WEIGHTS

MODEL = resources() / "models" / LAC_WEIGHTS
REFERENCE = json.loads((Path(__file__).parent / "lac_reference.json").read_text("utf-8"))


def load(*, strict: bool = True) -> Network:
    with np.load(MODEL, allow_pickle=False) as arrays:
        return Network({name: arrays[name] for name in arrays.files}, strict=strict)


def test_tags_are_those_of_the_original_weights_under_onnxruntime() -> None:
    """8-bit weights may change one tag in a hundred, no more."""
    sentences = [case["text"] for case in REFERENCE]
    same = total = 0
    for case, ours in zip(REFERENCE, load(strict=False).tag(sentences), strict=True):
        assert len(case["tags"]) == len(ours.tags) == len(case["text"])
        same += int((np.array(case["tags"]) == ours.tags).sum())
        total += len(ours.tags)
    assert same / total >= 0.99


def test_a_sentence_gets_the_same_tags_alone_and_in_company() -> None:
    network = load()
    sentences = [case["text"] for case in REFERENCE]
    together = network.tag(sentences)
    for sentence, shared in zip(sentences, together, strict=True):
        (alone,) = network.tag([sentence])
        assert alone.tags.tolist() == shared.tags.tolist()
        assert alone.probabilities == pytest.approx(shared.probabilities, abs=1e-3)


def test_no_word_continues_another_kind_of_word() -> None:
    network = load()
    for result in network.tag([case["text"] for case in REFERENCE]):
        before = ""
        for tag in result.tags:
            name = network.tags[tag]
            if name.endswith("-I"):
                assert before.rpartition("-")[0] == name.rpartition("-")[0]
            before = name


def test_probabilities_are_probabilities() -> None:
    for result in load().tag([case["text"] for case in REFERENCE]):
        assert (result.probabilities >= 0).all()
        assert (result.probabilities <= 1.0001).all()


def test_empty_sentences_keep_their_place() -> None:
    results = load().tag(["", "中国", ""])
    assert [len(result.tags) for result in results] == [0, 2, 0]


def test_simplified_text_is_never_taken_for_something_else() -> None:
    variants = load().variants
    assert "國務總統２".translate(variants) == "国务总统2"
    assert "三策参乾隆著名皇后".translate(variants) == "三策参乾隆著名皇后"


def test_the_checksum_in_the_program_is_that_of_the_file() -> None:
    assert hashlib.sha256(MODEL.read_bytes()).hexdigest() == LAC_SHA256
    assert LAC_SHA256 in (MODEL.parent / "README.md").read_text("utf-8")


def test_a_damaged_model_is_reported_in_words(tmp_path: Path) -> None:
    damaged = tmp_path / "lac.npz"
    damaged.write_bytes(MODEL.read_bytes()[:-100])
    with pytest.raises(ZhupiError, match="is damaged"):
        Network.load(damaged, LAC_SHA256)


def test_a_missing_model_is_reported_in_words(tmp_path: Path) -> None:
    recogniser = LacRecogniser(tmp_path / "none.npz")
    with pytest.raises(ZhupiError, match="cannot be read"):
        recogniser.recognise("中国", [Span(0, 2)], None)
