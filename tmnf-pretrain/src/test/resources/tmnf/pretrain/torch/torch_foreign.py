"""Writes into the folder argv[1] checkpoints as other programs save them, with more in them than tensors."""
import collections, os, pathlib, sys
import numpy
import torch
from torch import nn

folder = pathlib.Path(sys.argv[1])


class Own:
    """Of a program that the reader does not have."""

    def __init__(self):
        self.weights = torch.ones(2)
        self.itself = self


class OwnDict(dict):
    pass


class OwnList(list):
    pass


class Evil:
    def __reduce__(self):
        return os.system, ("touch " + str(folder / "run"),)


torch.manual_seed(5)
model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
optimiser = torch.optim.AdamW(model.parameters())
schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=0.1, total_steps=10)
model(torch.rand(5, 3)).square().sum().backward()
optimiser.step()
schedule.step()
torch.save(model.state_dict(), folder / "plain.pt")

counts = collections.defaultdict(int)
counts["a"] = 1
checkpoint = {
    "epoch": 7, "path": pathlib.Path("some/where"), "device": torch.device("cpu"), "size": torch.Size([2, 3]),
    "type": torch.float32, "layout": torch.strided, "number": numpy.float64(0.5), "array": numpy.arange(3),
    "set": {1, 2}, "frozen": frozenset([3]), "bytes": b"some", "many": b"x" * 300, "changeable": bytearray(b"y"),
    "complex": 1j, "long": 1 << 400, "slice": slice(1, 2), "counts": counts, "own": Own(),
    "dict": OwnDict(a=1), "list": OwnList([1, 2]), "deque": collections.deque([1]), "class": Own,
    "known": collections.OrderedDict,
    "function": torch.relu, "evil": Evil(), "parameter": nn.Parameter(torch.ones(3)),
    "complexes": torch.ones(2, dtype=torch.cfloat),
    "sparse": torch.eye(2).to_sparse(), "deep": [{"path": pathlib.PurePath("x"), "is": True}],
    "keys": {None: 1, (1, 2): 2, pathlib.Path("a"): 3, pathlib.Path("b"): 4, torch.float16: 5, True: 6},
    "lr_schedulers": [schedule.state_dict()], "optimizer_states": [optimiser.state_dict()],
    "state_dict": model.state_dict(), "last": "still here"}
for protocol in (2, 3, 4, 5):
    torch.save(checkpoint, folder / ("protocol%d.ckpt" % protocol), pickle_protocol=protocol)
torch.save({"large": 1 << 2100}, folder / "large.ckpt")
torch.save(Evil(), folder / "evil.pt")
torch.save(model, folder / "whole.pt")
torch.save({"epoch": 1, "state_dict": Own()}, folder / "own.ckpt")
torch.save({"state_dict": {"0.weight": torch.ones(2), "0.bias": numpy.float32(1)}}, folder / "entry.ckpt")
