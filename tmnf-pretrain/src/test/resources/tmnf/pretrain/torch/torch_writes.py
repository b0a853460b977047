"""Writes files as PyTorch writes them, into the folder argv[1], and lists their tensors as golden_bits.py does."""
import collections, hashlib, sys
from pathlib import Path
import torch
from torch import nn

TYPES = {torch.float64: "f8", torch.float32: "f4", torch.float16: "f2", torch.bfloat16: "bf2", torch.int64: "i8",
         torch.int32: "i4", torch.int16: "i2", torch.int8: "i1", torch.uint8: "u1", torch.bool: "b1"}
BITS = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


def walk(file, path, value):
    if isinstance(value, dict):
        for key, child in value.items():
            walk(file, path + [str(key)], child)
    elif isinstance(value, (list, tuple)):
        for i, child in enumerate(value):
            walk(file, path + [str(i)], child)
    elif isinstance(value, torch.Tensor):
        bits = value.detach().contiguous().reshape(-1).view(BITS[value.element_size()]).numpy().tobytes()
        print(file, "/".join(path), TYPES[value.dtype], list(value.shape), list(value.stride()),
              hashlib.sha256(bits).hexdigest(), sep="\t")


def save(name, value, **how):
    torch.save(value, Path(sys.argv[1]) / name, **how)
    walk(name, [], value)


torch.manual_seed(3)
head = nn.Sequential(nn.Conv2d(3, 5, 4), nn.LeakyReLU(), nn.Conv2d(5, 4, 3), nn.BatchNorm2d(4))
head(torch.rand(2, 3, 9, 9))
save("plain.pt", head.state_dict())
save("channels_last.pt", head.to(memory_format=torch.channels_last).state_dict())
save("parameters.pt", dict(head.named_parameters()))
save("compiled.pt", collections.OrderedDict(("_orig_mod." + k, v) for k, v in head.state_dict().items()))
save("half.pt", {k: v.half() for k, v in head.state_dict().items()})
save("bfloat16.pt", {k: v.bfloat16() for k, v in head.state_dict().items()})

base = torch.rand(4, 6)
save("shared.pt", {"whole": base, "rows": base[1:3], "columns": base.t(), "step": base[:, ::2], "one": base[2, 3],
                   "spread": base[0, :1].expand(3, 2), "empty": base[:0]})
numbers = torch.tensor([-3, 0, 7, 100])
save("types.pt", {"t%d" % i: numbers.to(kind) for i, kind in enumerate(TYPES)})

optimiser = torch.optim.AdamW(head.parameters(), lr=5e-4, weight_decay=0.01)
head(torch.rand(2, 3, 9, 9)).square().sum().backward()
optimiser.step()
save("lightning.ckpt", {
    "epoch": 12, "global_step": 5200, "pytorch-lightning_version": "2.5.1",
    "state_dict": collections.OrderedDict(("encoder." + k, v) for k, v in head.state_dict().items()),
    "loops": {"fit_loop": {"state_dict": {}, "epoch_progress": {"total": {"ready": 13, "completed": 12}}}},
    "callbacks": {"EarlyStopping{'monitor': 'val_loss', 'mode': 'min'}": {
        "wait_count": 2, "stopped_epoch": 0, "best_score": torch.tensor(0.0113), "patience": 10}},
    "optimizer_states": [optimiser.state_dict()], "lr_schedulers": [],
    "MixedPrecision": {"scale": 65536.0, "growth_factor": 2.0, "_growth_tracker": 3}})
