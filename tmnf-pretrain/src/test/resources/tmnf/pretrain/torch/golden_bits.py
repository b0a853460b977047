"""Lists the tensors of PyTorch files by NumPy and Python's own pickle: golden_bits.py FOLDER > golden-bits.txt

A line for each tensor: file, path of keys, type, shape, strides in elements, SHA-256 of the numbers in row order.
"""
import collections, hashlib, pickle, sys, zipfile
from pathlib import Path
import numpy as np

TYPES = {"FloatStorage": "<f4", "DoubleStorage": "<f8", "HalfStorage": "<f2", "LongStorage": "<i8",
         "IntStorage": "<i4", "ShortStorage": "<i2", "CharStorage": "i1", "ByteStorage": "u1", "BoolStorage": "?"}


class Reader(pickle.Unpickler):
    def __init__(self, archive):
        self.archive = archive
        self.folder = archive.namelist()[0].split("/")[0]
        super().__init__(archive.open(self.folder + "/data.pkl"))

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda data, offset, size, stride, grad, hooks: np.lib.stride_tricks.as_strided(
                data[offset:], size, [s * data.itemsize for s in stride])
        if name == "_rebuild_parameter":
            return lambda data, grad, hooks: data
        return TYPES[name]

    def persistent_load(self, pid):
        return np.frombuffer(self.archive.read(f"{self.folder}/data/{pid[2]}"), pid[1])


def walk(file, path, value):
    if isinstance(value, dict):
        for key, child in value.items():
            walk(file, path + [str(key)], child)
    elif isinstance(value, (list, tuple)):
        for i, child in enumerate(value):
            walk(file, path + [str(i)], child)
    elif isinstance(value, np.ndarray):
        strides = [s // value.itemsize for s in value.strides]
        digest = hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
        print(file, "/".join(path), value.dtype.str.strip("<|"), list(value.shape), strides, digest, sep="\t")


root = Path(sys.argv[1])
for found in sorted(p for p in root.rglob("*") if p.suffix in (".pt", ".torch")):
    walk(found.relative_to(root).as_posix(), [], Reader(zipfile.ZipFile(found)).load())
