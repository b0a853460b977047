#!/usr/bin/env python3
"""Takes every file of a pretraining run away into PyTorch and NumPy, and checks each on the way.

    python3 check_pretrain.py RUN [--cache FOLDER] [--weights FOLDER] [--expected FOLDER]

RUN is the folder of a run, with encoder.pt, checkpoints, event files and metrics.csv. The cache is the folder with
frames.u8 (RUN/cache unless given, if it is there), the weights are those of tmnf init-iqn. EXPECTED holds .npy files
with what another program made of the same files; tmnf's tests write them:

    encoder_input.npy (B, C, H, W), encoder_output.npy (B, features)        what the encoder gets and makes
    iqn_pictures.npy (B, 1, H, W), iqn_floats.npy (B, floats), iqn_tau.npy (N * B, 1), iqn_values.npy (N * B, actions)
    bc_pictures.npy (B, C, H, W), bc_floats.npy (B, floats), bc_values.npy (B, actions)     of iqn_bc.pt
    frames.npy (count, H, W), uint8                                         the first frames of the cache

Needs PyTorch 1.13 or newer and NumPy; no TensorBoard. Prints a line for each check and ends with 1 when one fails, with
2 when there is nothing to check. The classes and functions up to main are meant to be copied.
"""

import argparse
import csv
import glob
import hashlib
import json
import math
import os
import pickle
import random
import struct
import sys
from collections import OrderedDict

import numpy as np
import torch
from torch import nn

SLOPE = 0.01
CONVOLUTIONS = ((16, 4, 2), (32, 4, 2), (64, 3, 2), (32, 3, 1))  # channels, kernel, stride
# What the encoder gets of a pixel of 0 to 1: factor and offset.
NORMALIZATIONS = {"01": (1, 0), "iqn": (2, -1), "rl": (255 / 128, -1)}


# Networks. Their state dicts have the names of the files, so load_state_dict needs no renaming.

def sides(side):
    """Lengths of a side before the first convolution and behind each."""
    lengths = [side]
    for _, kernel, stride in CONVOLUTIONS:
        lengths.append((lengths[-1] - kernel) // stride + 1)
    return lengths


def features(height, width):
    return CONVOLUTIONS[-1][0] * sides(height)[-1] * sides(width)[-1]


def make_encoder(channels):
    """Pictures (B, channels, H, W) to features (B, n). Fits every size from 34 up."""
    layers = []
    for out, kernel, stride in CONVOLUTIONS:
        layers += [nn.Conv2d(channels, out, kernel, stride), nn.LeakyReLU(SLOPE)]
        channels = out
    return nn.Sequential(*layers, nn.Flatten())


class Unfold(nn.ConvTranspose2d):
    """A transposed convolution whose output is longer by rest = (rows, columns) than its kernel reaches.

    The last row or column of its input is there twice then, and what is too much of the output is cut. With an output
    padding that border would be the same in every picture.
    """

    def __init__(self, inner, outer, kernel, stride, rest):
        super().__init__(inner, outer, kernel, stride)
        self.rest = rest

    def forward(self, x):
        more = [-(-rest // self.stride[0]) for rest in self.rest]
        height, width = ((side - 1) * self.stride[0] + self.kernel_size[0] + rest
                         for side, rest in zip(x.shape[2:], self.rest))
        x = nn.functional.pad(x, (0, more[1], 0, more[0]), mode="replicate")
        return super().forward(x)[:, :, :height, :width]


def make_spatial_decoder(channels, height, width):
    """The encoder mirrored."""
    heights, widths = sides(height), sides(width)
    layers = [("shape", nn.Unflatten(1, (CONVOLUTIONS[-1][0], heights[-1], widths[-1])))]
    for i in reversed(range(len(CONVOLUTIONS))):
        inner, kernel, stride = CONVOLUTIONS[i]
        outer = CONVOLUTIONS[i - 1][0] if i else channels
        rest = [lengths[i] - (lengths[i + 1] - 1) * stride - kernel for lengths in (heights, widths)]
        name = 2 * (len(CONVOLUTIONS) - 1 - i)
        layers += [(str(name), Unfold(inner, outer, kernel, stride, rest)),
                   (str(name + 1), nn.LeakyReLU(SLOPE) if i else nn.Sigmoid())]
    return nn.Sequential(OrderedDict(layers))


def make_linear_decoder(channels, height, width):
    """The decoder of the original pipeline, for squares of a multiple of 16 pixels."""
    base = height // 16
    return nn.Sequential(
        nn.Linear(features(height, width), 32 * base * base), nn.LeakyReLU(SLOPE), nn.Unflatten(1, (32, base, base)),
        nn.ConvTranspose2d(32, 64, 3, 2, 1, output_padding=1), nn.LeakyReLU(SLOPE),
        nn.ConvTranspose2d(64, 32, 3, 2, 1, output_padding=1), nn.LeakyReLU(SLOPE),
        nn.ConvTranspose2d(32, 16, 4, 2, 1), nn.LeakyReLU(SLOPE),
        nn.ConvTranspose2d(16, channels, 4, 2, 1), nn.Sigmoid())


class Autoencoder(nn.Module):
    """Stacks of frames (B, N, H, W) of 0 to 1, given back."""

    def __init__(self, frames, mode, height, width, spatial, normalization):
        super().__init__()
        self.fused = mode == "concat" and frames > 1
        self.encoder = make_encoder(1 if mode == "concat" else frames)
        if self.fused:
            self.fusion = nn.Linear(frames * features(height, width), features(height, width))
        self.decoder = (make_spatial_decoder if spatial else make_linear_decoder)(frames, height, width)
        self.factor, self.offset = NORMALIZATIONS[normalization]

    def forward(self, stacks):
        x = stacks * self.factor + self.offset
        if self.fused:
            each = self.encoder(x.reshape(-1, 1, *x.shape[2:]))
            return self.decoder(self.fusion(each.reshape(len(x), -1)))
        return self.decoder(self.encoder(x))


def make_head(inputs, hidden, actions):
    """Of the driver's actions, as in actions_head.pt."""
    return nn.Sequential(nn.Linear(inputs, hidden), nn.LeakyReLU(SLOPE), nn.Linear(hidden, actions))


class Iqn(nn.Module):
    """The driver's network: values of actions at quantiles, rows quantile-major."""

    def __init__(self, channels, floats, hidden, dense, embedding, actions, image_features):
        super().__init__()
        width = image_features + hidden
        self.img_head = make_encoder(channels)
        self.float_feature_extractor = nn.Sequential(nn.Linear(floats, hidden), nn.LeakyReLU(SLOPE),
                                                     nn.Linear(hidden, hidden), nn.LeakyReLU(SLOPE))
        self.A_head = make_head(width, dense, actions)
        self.V_head = make_head(width, dense, 1)
        self.iqn_fc = nn.Sequential(nn.Linear(embedding, width), nn.LeakyReLU(SLOPE))
        self.embedding = embedding

    @staticmethod
    def like(weights):
        """The network that a state dict is of."""
        hidden, floats = weights["float_feature_extractor.0.weight"].shape
        dense, width = weights["A_head.0.weight"].shape
        return Iqn(weights["img_head.0.weight"].shape[1], floats, hidden, dense, weights["iqn_fc.0.weight"].shape[1],
                   len(weights["A_head.2.bias"]), width - hidden)

    def forward(self, pictures, floats, tau):
        """pictures and floats normalised; tau (N * B, 1), row quantile * B + state."""
        state = torch.cat((self.img_head(pictures), self.float_feature_extractor(floats)), 1)
        quantiles = self.iqn_fc(torch.cos(tau * torch.arange(1, self.embedding + 1) * math.pi))
        mixed = state.repeat(len(tau) // len(state), 1) * quantiles
        advantage = self.A_head(mixed)
        return self.V_head(mixed) + advantage - advantage.mean(1, keepdim=True)


# Files.

def load_tensors(path):
    """A state dict, without running any code of the file."""
    return torch.load(path, map_location="cpu", weights_only=True)


def load_checkpoint(path):
    """Safely where PyTorch can: before version 2 its safe reader takes no numbers outside of tensors."""
    return torch.load(path, map_location="cpu", weights_only=not torch.__version__.startswith("1."))


def arch_hash(weights):
    """What names and shapes of an encoder's tensors are known by in pretrain_meta.json."""
    text = "|".join("%s:%s" % (name, tuple(weights[name].shape)) for name in sorted(weights))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def crc32c_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


CRC32C = crc32c_table()


def masked_crc(data):
    """CRC-32C, turned and shifted as TFRecord files want it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC32C[(crc ^ byte) & 255] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def read_records(path):
    """Messages of a TFRecord file, whose checksums are compared. One that a crash cut off at the end is left out."""
    with open(path, "rb") as file:
        while True:
            header = file.read(12)
            if len(header) < 12:
                return
            length, crc = struct.unpack("<QI", header)
            if crc != masked_crc(header[:8]):
                raise ValueError("%s: the checksum of a length is wrong" % path)
            rest = file.read(length + 4)
            if len(rest) < length + 4:
                return
            if masked_crc(rest[:-4]) != struct.unpack("<I", rest[-4:])[0]:
                raise ValueError("%s: the checksum of a record is wrong" % path)
            yield rest[:-4]


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value, at


def fields(message):
    """Numbers and values of the fields of a Protocol Buffers message: ints, or bytes."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == 0:
            value, at = varint(message, at)
        else:
            if key & 7 == 2:
                length, at = varint(message, at)
            else:
                length = {1: 8, 5: 4}[key & 7]
            value = message[at:at + length]
            at += length
        yield key >> 3, value


def read_scalars(folder):
    """Scalars below a folder: {tag: {step: value}}; and how many values of other kinds there are."""
    scalars, others = {}, 0
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "events.out.tfevents.*"))):
        for i, record in enumerate(read_records(path)):
            event = dict(fields(record))
            step = event.get(2, 0)
            if i == 0 and not event.get(3, b"").startswith(b"brain.Event:"):
                raise ValueError("%s does not begin with its version" % path)
            if 7 in event and dict(fields(event[7])).get(1) == 1:  # a run that goes on: forget what came later
                for points in scalars.values():
                    for old in [old for old in points if old >= step]:
                        del points[old]
            for number, value in fields(event.get(5, b"")):
                value = dict(fields(value))
                if 2 in value:
                    scalars.setdefault(value[1].decode(), {})[step] = struct.unpack("<f", value[2])[0]
                else:
                    others += 1
    return scalars, others


def read_metrics(path):
    """Rows of metrics.csv: {name: number}, those that are numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        return [{name: float(value) for name, value in row.items() if value and name != "stage"}
                for row in csv.DictReader(file)]


class Cache:
    """Decoded frames: a NumPy array on the disk, and which of them are whose."""

    def __init__(self, folder):
        with open(os.path.join(folder, "cache.json"), encoding="utf-8") as file:
            self.about = json.load(file)
        with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
            index = json.load(file)
        self.replays = index["replays"]
        self.unreadable = {each["frame"] for each in index["unreadable"]}
        height, width = self.about["height"], self.about["width"]
        self.frames = np.memmap(os.path.join(folder, "frames.u8"), np.uint8, "r").reshape(-1, height, width)

    def split(self, fraction, seed):
        """Tracks to learn from, and tracks to look at."""
        tracks = sorted({replay["track"] for replay in self.replays})
        if len(tracks) == 1 or not fraction:
            return tracks, []
        random.Random(seed).shuffle(tracks)
        count = max(1, int(len(tracks) * fraction))
        return tracks[count:], tracks[:count]

    def windows(self, length, tracks):
        """First frames of all windows of some frames in a row; none crosses a replay or an unreadable frame."""
        firsts = []
        for replay in self.replays:
            if replay["track"] in tracks:
                readable = 0
                for frame in range(replay["first"], replay["first"] + replay["count"]):
                    readable = 0 if frame in self.unreadable else readable + 1
                    if readable >= length:
                        firsts.append(frame - length + 1)
        return firsts

    def stacks(self, firsts, length):
        """Windows as a tensor (B, length, H, W) of 0 to 1."""
        return torch.from_numpy(np.stack([self.frames[first:first + length] for first in firsts])).float() / 255


# Checks.

class Failure(Exception):
    """Something in a file is wrong."""


def require(condition, text, *values):
    if not condition:
        raise Failure(text % values)


def largest_difference(actual, expected, what):
    """Fails where two arrays differ by more than float32 in another order of sums explains."""
    require(actual.shape == expected.shape, "%s has the shape %s for %s", what, actual.shape, expected.shape)
    difference = np.abs(actual.astype(np.float64) - expected)
    require((difference <= 1e-5 + 1e-4 * np.abs(expected)).all(), "%s differs by up to %g", what, difference.max())
    return float(difference.max()) if difference.size else 0.0


class Run:
    """All that is checked of a run; each method gives a line, fails, or gives None where there is nothing."""

    def __init__(self, folder, cache, weights, expected):
        self.folder = folder
        self.cache_folder = cache or os.path.join(folder, "cache")
        self.weights_folder = weights
        self.expected_folder = expected
        self.meta = {}
        if self.has("pretrain_meta.json"):
            with open(self.path("pretrain_meta.json"), encoding="utf-8") as file:
                self.meta = json.load(file)

    def path(self, name):
        return os.path.join(self.folder, name)

    def has(self, name):
        return os.path.exists(self.path(name))

    def expected(self, name):
        path = os.path.join(self.expected_folder or "", name + ".npy")
        return np.load(path) if self.expected_folder and os.path.exists(path) else None

    def encoder(self):
        if not self.has("encoder.pt"):
            return None
        weights = load_tensors(self.path("encoder.pt"))
        network = make_encoder(weights["0.weight"].shape[1])
        network.load_state_dict(weights, strict=True)
        require(all(torch.isfinite(tensor).all() for tensor in weights.values()), "not all weights are finite")
        require(self.meta.get("arch_hash", arch_hash(weights)) == arch_hash(weights), "arch_hash is of another encoder")
        text = "%d tensors, %d numbers" % (len(weights), sum(tensor.numel() for tensor in weights.values()))
        given = self.expected("encoder_input")
        if given is not None:
            with torch.no_grad():
                made = network(torch.from_numpy(given)).numpy()
            text += "; %d features of %d pictures differ by at most %.1e" % (
                made.shape[1], len(made), largest_difference(made, self.expected("encoder_output"), "the output"))
        return text

    def meta_file(self):
        if not self.meta:
            return None
        with open(self.path("encoder.pt"), "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        require(self.meta.get("encoder_sha256", digest) == digest, "encoder_sha256 is of another encoder.pt")
        size = self.meta["image_size"]  # None unless it is a square
        height, width = self.meta.get("image_height", size), self.meta.get("image_width", size)
        require(self.meta["enc_dim"] == features(height, width), "enc_dim is not that of %sx%s", width, height)
        return "%s, %d epochs, %d samples learned from" % (
            self.meta["task"], self.meta["epochs_trained"], self.meta["n_train_samples"])

    def checkpoints(self):
        paths = sorted(glob.glob(os.path.join(glob.escape(self.folder), "*", "*.ckpt")))
        if not paths:
            return None
        text = []
        for path in paths:
            checkpoint = load_checkpoint(path)
            weights = checkpoint["state_dict"]
            encoder = {name[8:]: tensor for name, tensor in weights.items() if name.startswith("encoder.")}
            make_encoder(encoder["0.weight"].shape[1]).load_state_dict(encoder, strict=True)
            optimiser = checkpoint["optimizer_states"][0]
            for i, (name, tensor) in enumerate(weights.items()):
                require(optimiser["state"][i]["exp_avg"].shape == tensor.shape, "%s: moments of %s have another shape",
                        path, name)
            parameters = [nn.Parameter(tensor.clone()) for tensor in weights.values()]
            torch.optim.Adam(parameters).load_state_dict(optimiser)
            exported = load_tensors(self.path("encoder.pt"))
            if checkpoint["epoch"] == self.meta.get("exported_epoch"):
                require(all(torch.equal(tensor, exported[name]) for name, tensor in encoder.items()),
                        "%s: another encoder than encoder.pt", path)
            text.append("%s: epoch %d, step %d" % (
                os.path.basename(path), checkpoint["epoch"], checkpoint["global_step"]))
        return "; ".join(text)

    def events(self):
        paths = glob.glob(os.path.join(glob.escape(self.folder), "*", "events.out.tfevents.*"))
        if not paths or not self.has("metrics.csv"):
            return None
        scalars, others = {}, 0
        for folder in sorted({os.path.dirname(path) for path in paths}):
            more, count = read_scalars(folder)
            scalars.update(more)
            others += count
        rows = read_metrics(self.path("metrics.csv"))
        compared = 0
        for row in rows:
            steps = [step for step, epoch in scalars.get("epoch", {}).items() if epoch == row["epoch"]]
            require(len(steps) == 1, "epoch %d is at steps %s", row["epoch"], steps)
            for name, value in row.items():
                at = scalars.get(name, {}).get(steps[0])
                require(at is not None, "no %s of epoch %d at step %d", name, row["epoch"], steps[0])
                require(np.float32(value) == np.float32(at) or math.isnan(value) and math.isnan(at),
                        "%s of epoch %d is %r in metrics.csv, %r in the events", name, row["epoch"], value, at)
                compared += 1
        require(len(scalars.get("epoch", {})) == len(rows), "%d epochs for %d rows of metrics.csv",
                len(scalars.get("epoch", {})), len(rows))
        return "%d files, %d tags, %d other values; %d numbers are those of metrics.csv" % (
            len(paths), len(scalars), others, compared)

    def cache(self):
        if not os.path.isdir(self.cache_folder):
            return None
        cache = Cache(self.cache_folder)
        count = 0
        for replay in cache.replays:
            require(replay["first"] == count, "%s/%s begins at %d, not at %d", replay["track"], replay["replay"],
                    replay["first"], count)
            count += replay["count"]
        require(count == len(cache.frames), "%d frames for %d in the index", len(cache.frames), count)
        expected = self.expected("frames")
        if expected is not None:
            require((cache.frames[:len(expected)] == expected).all(), "the first frames have other pixels")
        return "%d frames of %dx%d, %d of them unreadable, %d replays, mean %.2f" % (
            count, cache.frames.shape[2], cache.frames.shape[1], len(cache.unreadable), len(cache.replays),
            cache.frames.mean())

    def validation(self):
        """An autoencoder's loss on the tracks that it did not learn from, computed again."""
        if not os.path.isdir(self.cache_folder) or self.meta.get("task") != "ae" or not self.meta["n_val_samples"]:
            return None
        cache = Cache(self.cache_folder)
        meta, length = self.meta, self.meta["n_stack"]
        firsts = cache.windows(length, cache.split(meta["config"]["val_fraction"], meta["seed"])[1])
        require(len(firsts) == meta["n_val_samples"], "%d windows, the run had %d", len(firsts), meta["n_val_samples"])
        rows = {row["epoch"]: row for row in read_metrics(self.path("metrics.csv"))}
        text = []
        for path in sorted(glob.glob(os.path.join(glob.escape(self.folder), "*", "*.ckpt"))):
            checkpoint = load_checkpoint(path)
            weights = checkpoint["state_dict"]
            network = Autoencoder(length, meta["stack_mode"], *cache.frames.shape[1:],
                                  "decoder.9.weight" not in weights, meta["image_normalization"])
            network.load_state_dict(weights, strict=True)
            total = 0.0
            with torch.no_grad():
                for i in range(0, len(firsts), 256):
                    stacks = cache.stacks(firsts[i:i + 256], length)
                    total += nn.functional.mse_loss(network(stacks), stacks).item() * len(stacks)
            loss, told = total / len(firsts), rows[checkpoint["epoch"]]["val_loss"]
            require(abs(loss - told) <= 1e-6 + 1e-4 * told, "%s: val_loss is %g, metrics.csv has %g", path, loss, told)
            text.append("%s: %.6f" % (os.path.basename(path), loss))
        return "of %d samples as in metrics.csv: %s" % (len(firsts), "; ".join(text)) if text else None

    def cloned(self):
        """What behavioural cloning leaves beside the encoder."""
        text = []
        parts = {name: load_tensors(self.path(name)) for name in ("iqn_bc.pt", "float_head.pt", "actions_head.pt")
                 if self.has(name)}
        whole = parts.get("iqn_bc.pt")
        if whole:
            text.append(self.cloned_network(whole))
        if "float_head.pt" in parts:
            head = parts["float_head.pt"]
            hidden, floats = head["0.weight"].shape
            nn.Sequential(nn.Linear(floats, hidden), nn.LeakyReLU(SLOPE), nn.Linear(hidden, hidden)).load_state_dict(
                head, strict=True)
            for name, tensor in head.items() if whole else ():
                require(torch.equal(whole["float_feature_extractor." + name], tensor),
                        "float_head.pt: %s is another than in iqn_bc.pt", name)
            text.append("float_head.pt of %d numbers" % floats)
        if "actions_head.pt" in parts:
            heads = parts["actions_head.pt"]
            heads = heads if "offset_0" in heads else {"one": heads}
            for head in heads.values():
                hidden, width = head["0.weight"].shape
                make_head(width, hidden, len(head["2.bias"])).load_state_dict(head, strict=True)
            last = whole["A_head.2.weight"] if whole else None
            require(last is None or any(torch.equal(last, head["2.weight"]) for head in heads.values()),
                    "actions_head.pt has not the head of iqn_bc.pt")
            text.append("actions_head.pt with %d heads" % len(heads))
        return "; ".join(text) if text else None

    def cloned_network(self, whole):
        mean, std = whole.pop("float_inputs_mean"), whole.pop("float_inputs_std")
        others = [name for name in whole if name.startswith("A_head_offset_")]
        for name in others:
            require(whole.pop(name).shape == whole["A_head." + name.split(".", 1)[1]].shape, "%s has another shape than"
                    " that of A_head", name)
        network = Iqn.like(whole)
        network.load_state_dict(whole, strict=True)
        for name, tensor in (load_tensors(self.path("encoder.pt")) if self.has("encoder.pt") else {}).items():
            require(torch.equal(whole["img_head." + name], tensor), "iqn_bc.pt: img_head.%s is not the encoder's", name)
        text = "iqn_bc.pt: %d tensors, %d other heads" % (len(whole), len(others) // 4)
        pictures = self.expected("bc_pictures")
        if pictures is not None:
            floats = (torch.from_numpy(self.expected("bc_floats")) - mean) / std
            with torch.no_grad():
                made = network(torch.from_numpy(pictures), floats, torch.full((len(pictures), 1), 0.5)).numpy()
            text += ", %dx%d values differ by at most %.1e" % (*made.shape, largest_difference(
                made, self.expected("bc_values"), "the output"))
        return text

    def driver(self):
        if not self.weights_folder:
            return None
        online, target = (load_tensors(os.path.join(self.weights_folder, name))
                          for name in ("weights1.torch", "weights2.torch"))
        network = Iqn.like(online)
        network.load_state_dict(online, strict=True)
        Iqn.like(online).load_state_dict(target, strict=True)
        alike = all(torch.equal(tensor, target[name]) for name, tensor in online.items())
        text = "%d tensors, %d numbers, target %s" % (
            len(online), sum(tensor.numel() for tensor in online.values()), "the same" if alike else "another")
        encoder = load_tensors(self.path("encoder.pt")) if self.has("encoder.pt") else {}
        for name, tensor in encoder.items():  # the first layer may have been combined or folded
            if not name.startswith("0."):
                require(torch.equal(online["img_head." + name], tensor), "img_head.%s is not the encoder's", name)
        pictures = self.expected("iqn_pictures")
        if pictures is not None:
            given = [torch.from_numpy(self.expected(name)) for name in ("iqn_floats", "iqn_tau")]
            with torch.no_grad():
                made = network(torch.from_numpy(pictures), *given).numpy()
            text += "; %dx%d values differ by at most %.1e" % (*made.shape, largest_difference(
                made, self.expected("iqn_values"), "the output"))
        return text


def main():
    parser = argparse.ArgumentParser(description="Check the files of a pretraining run with PyTorch.")
    parser.add_argument("run")
    parser.add_argument("--cache", help="folder with frames.u8 (default: RUN/cache)")
    parser.add_argument("--weights", help="folder with weights1.torch and weights2.torch")
    parser.add_argument("--expected", help="folder of .npy files to compare with")
    options = parser.parse_args()
    if not os.path.isdir(options.run):
        print("nothing to check in %s" % options.run, file=sys.stderr)
        return 2
    run = Run(options.run, options.cache, options.weights, options.expected)
    checks = (("encoder.pt", run.encoder), ("pretrain_meta.json", run.meta_file), ("checkpoints", run.checkpoints),
              ("event files", run.events), ("cache", run.cache), ("validation loss", run.validation),
              ("cloned parts", run.cloned), ("weights of the driver", run.driver))
    bad = done = 0
    for name, check in checks:
        try:
            text = check()
        except (Failure, OSError, EOFError, ValueError, KeyError, IndexError, TypeError, RuntimeError, struct.error,
                pickle.UnpicklingError) as e:
            bad += 1
            print("%-22s WRONG  %s" % (name, e if isinstance(e, Failure) else "%s: %s" % (type(e).__name__, e)))
        else:
            done += text is not None
            print("%-22s %s" % (name, "ok     " + text if text is not None else "-      not there"))
    if not done and not bad:
        return 2
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
