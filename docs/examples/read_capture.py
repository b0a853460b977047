#!/usr/bin/env python3
"""Reads a frame dataset, checks its schema, counts and labels, and prints a summary.

    python3 read_capture.py DATASET [--frames N]

DATASET is a folder <track>/<replay>/ with loose frames or tar shards, as docs/formats/dataset.md describes it; or one
replay's folder. Needs nothing but Python 3.8. Where Pillow, or NumPy and OpenCV, are installed, the frames are decoded
too; otherwise their headers are read. Ends with 1 when something is wrong, with 2 when there is nothing to read.
"""

import argparse
import gzip
import hashlib
import io
import json
import math
import os
import re
import struct
import sys
import tarfile

try:
    from PIL import Image
except ImportError:
    Image = None
try:
    import cv2
    import numpy
except ImportError:
    cv2 = None

FRAME = re.compile(r"^frame_(\d{5,})_(-?\d+)ms\.jpeg$")
SHARD = re.compile(r"^frames-(\d{5})\.tar$")
ENTRY = {"file": str, "step": int, "time_ms": int}
KEYS = ("accelerate", "brake", "left", "right")
STATE = {"position": 3, "linear_speed": 3, "angular_speed": 3, "car_linear_speed": 3, "car_angular_speed": 3,
         "rotation": 9}
SNAPSHOT = {"position": 3, "velocity": 3, "orientation_flat": 9, "angular_velocity": 3}


class Replay:
    """One replay's folder. Collects what is wrong with it instead of stopping."""

    def __init__(self, folder):
        self.folder = folder
        self.problems = []
        self.frames = 0
        self.bytes = 0
        self.snapshots = 0
        self.states = 0
        self.decoded = 0

    def wrong(self, text):
        self.problems.append(text)

    def load(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def check(self, most_decoded):
        manifest = self.load("manifest.json")
        if isinstance(manifest, list):  # old captures
            manifest = {"entries": manifest}
        metadata = self.load("metadata.json") if os.path.exists(os.path.join(self.folder, "metadata.json")) else {}
        ours = "schema_version" in metadata
        entries = manifest.get("entries", [])
        self.frames = len(entries)
        if not entries:
            self.wrong("no entries")
        self.check_metadata(metadata, entries, ours)
        self.check_entries(entries, metadata, ours)
        self.check_actions(manifest.get("actions"), entries, metadata, ours)
        self.check_inputs(manifest.get("input_stream"), metadata)
        self.check_snapshots(manifest.get("meta", []), entries, metadata)
        self.check_frames(entries, metadata, most_decoded)
        self.check_full_states(metadata)

    def check_metadata(self, metadata, entries, ours):
        if "total_frames" in metadata and metadata["total_frames"] != len(entries):
            self.wrong("metadata: total_frames is %s, the manifest has %d" % (metadata["total_frames"], len(entries)))
        if not ours:
            return
        if metadata["schema_version"] != 1:
            self.wrong("metadata: schema_version %s is not known" % metadata["schema_version"])
        if metadata.get("status") != "complete":
            self.wrong("metadata: status is %r" % metadata.get("status"))
        expected = 0
        while tick(expected * 1000 / metadata["fps"]) <= metadata["race_time_ms"]:
            expected += 1
        if len(entries) + metadata.get("removed_frames", 0) != expected:
            self.wrong("%d frames, but %s fps and %s ms make %d"
                       % (len(entries), metadata["fps"], metadata["race_time_ms"], expected))

    def check_entries(self, entries, metadata, ours):
        last = None
        for i, entry in enumerate(entries):
            for key, kind in ENTRY.items():
                if type(entry.get(key)) is not kind:
                    self.wrong("entry %d: %r is %r" % (i, key, entry.get(key)))
                    return
            name = FRAME.match(entry["file"])
            if not name or int(name.group(1)) != entry["step"] or int(name.group(2)) != entry["time_ms"]:
                self.wrong("entry %d: %s is not the name of step %d at %d ms"
                           % (i, entry["file"], entry["step"], entry["time_ms"]))
            if last and (entry["step"] <= last["step"] or entry["time_ms"] <= last["time_ms"]):
                self.wrong("entry %d: step and time do not grow" % i)
            last = entry
            if ours:
                self.check_label(i, entry, metadata)
            if "state" in entry:
                self.check_state(i, entry["state"])
            if "inputs" in entry and not all(type(entry["inputs"].get(key)) is bool for key in KEYS):
                self.wrong("entry %d: inputs are %r" % (i, entry["inputs"]))

    def check_label(self, i, entry, metadata):
        requested = entry["requested_time_ms"]
        number = round(requested * metadata["fps"] / 1000)
        if abs(requested - number * 1000 / metadata["fps"]) > 1e-6 \
                or (number != entry["step"] and not metadata.get("removed_frames")):
            self.wrong("entry %d: no frame %d was due at %s ms" % (i, entry["step"], requested))
        if entry["time_ms"] != tick(requested):
            self.wrong("entry %d: %d ms is not the first tick at or after %s ms" % (i, entry["time_ms"], requested))

    def check_state(self, i, state):
        where = "entry %d, state" % i
        if self.check_vectors(where, state, STATE):
            columns = [[state["rotation"][3 * row + column] for row in range(3)] for column in range(3)]
            self.check_rotation(where, columns)
            self.check_turned(where, columns, state["linear_speed"], state["car_linear_speed"])
            self.check_turned(where, columns, state["angular_speed"], state["car_angular_speed"])
        if state["current_checkpoint"] != len(state["cp_times_ms"]):
            self.wrong("%s: %d checkpoints, %d times"
                       % (where, state["current_checkpoint"], len(state["cp_times_ms"])))

    def check_vectors(self, where, values, lengths):
        for key, length in lengths.items():
            vector = values.get(key)
            if not isinstance(vector, list) or len(vector) != length or not all(map(math.isfinite, vector)):
                self.wrong("%s: %s is not %d numbers" % (where, key, length))
                return False
        return True

    def check_rotation(self, where, axes):
        for a in range(3):
            for b in range(3):
                if abs(dot(axes[a], axes[b]) - (a == b)) > 1e-3:
                    self.wrong("%s: the matrix is no rotation" % where)
                    return

    def check_turned(self, where, axes, world, car):
        for axis in range(3):
            if abs(dot(axes[axis], world) - car[axis]) > 1e-3 * (1 + abs(car[axis])):
                self.wrong("%s: speeds of world and car differ by more than the rotation" % where)
                return

    def check_actions(self, actions, entries, metadata, ours):
        if actions is None:
            return
        if not all(type(action) is int and 0 <= action < 12 for action in actions):
            self.wrong("actions: not all are 0 to 11")
        step_ms = metadata.get("step_ms", 10)
        for i, entry in enumerate(entries if ours and actions else []):
            at = min(max(round(entry["time_ms"] / step_ms), 0), len(actions) - 1)
            if "action_idx" in entry and entry["action_idx"] != actions[at]:
                self.wrong("entry %d: action_idx is %d, actions[%d] is %d"
                           % (i, entry["action_idx"], at, actions[at]))

    def check_inputs(self, inputs, metadata):
        if inputs is None:
            return
        if inputs["tick_ms"] != 10:
            self.wrong("input_stream: tick_ms is %r" % inputs["tick_ms"])
        if not all(type(keys) is int and 0 <= keys < 32 for keys in inputs["keys"]):
            self.wrong("input_stream: keys are not sums of 1, 2, 4, 8 and 16")
        for axis in ("steer", "gas"):
            values = inputs.get(axis, [])
            if values and len(values) != len(inputs["keys"]):
                self.wrong("input_stream: %d of %s for %d ticks" % (len(values), axis, len(inputs["keys"])))
            if any(abs(value) > 65536 for value in values):
                self.wrong("input_stream: %s is outside -65536 to 65536" % axis)

    def check_snapshots(self, snapshots, entries, metadata):
        self.snapshots = len(snapshots)
        if metadata.get("total_snapshots", len(snapshots)) != len(snapshots):
            self.wrong("metadata: total_snapshots is %d, the manifest has %d"
                       % (metadata["total_snapshots"], len(snapshots)))
        states = {entry["time_ms"]: entry["state"] for entry in entries if "state" in entry}
        last = None
        for i, snapshot in enumerate(snapshots):
            where = "snapshot %d" % i
            if last is not None and snapshot["time_ms"] <= last:
                self.wrong("%s: its time does not grow" % where)
            last = snapshot["time_ms"]
            if not self.check_vectors(where, snapshot, SNAPSHOT):
                continue
            if len(snapshot.get("gear_and_wheels", [])) < 16:
                self.wrong("%s: gear_and_wheels is too short" % where)
            flat = snapshot["orientation_flat"]
            axes = [flat[0:3], flat[3:6], flat[6:9]]
            self.check_rotation(where, axes)
            if "car_velocity" in snapshot:
                self.check_turned(where, axes, snapshot["velocity"], snapshot["car_velocity"])
                self.check_turned(where, axes, snapshot["angular_velocity"], snapshot["car_angular_velocity"])
            if last in states and states[last]["position"] != snapshot["position"]:
                self.wrong("%s: another position than in the entry of the same time" % where)

    def check_frames(self, entries, metadata, most_decoded):
        store = Shards(self.folder) if shards(self.folder) else Files(self.folder)
        digest = hashlib.sha1()
        with store:
            for problem in store.problems:
                self.wrong(problem)
            for i, entry in enumerate(entries):
                try:
                    jpeg = store.read(entry["file"])
                except (OSError, KeyError) as e:
                    self.wrong("entry %d: cannot read its frame: %s" % (i, e))
                    continue
                digest.update(jpeg)
                self.bytes += len(jpeg)
                self.check_picture(i, jpeg, metadata, i < most_decoded)
                sidecar = store.sidecar(entry["file"])
                if sidecar is not None and sidecar != entry:
                    self.wrong("entry %d: its JSON file says something else" % i)
        if metadata.get("frames_sha1", digest.hexdigest()) != digest.hexdigest():
            self.wrong("metadata: frames_sha1 is not that of the frames")

    def check_picture(self, i, jpeg, metadata, decode):
        size = picture_size(jpeg)
        if size is None or jpeg[-2:] != b"\xff\xd9":
            self.wrong("entry %d: its frame is no whole JPEG" % i)
            return
        width, height, channels = size
        if "width" in metadata and (width, height) != (metadata["width"], metadata["height"]):
            self.wrong("entry %d: its frame is %dx%d" % (i, width, height))
        if channels != {"grey": 1, "rgb": 3}.get(metadata.get("colour"), channels):
            self.wrong("entry %d: its frame has %d channels" % (i, channels))
        if not decode:
            return
        decoded = decoded_size(jpeg)
        if decoded is not None:
            self.decoded += 1
            if decoded != (width, height):
                self.wrong("entry %d: its frame decodes to %s" % (i, decoded or "nothing"))

    def check_full_states(self, metadata):
        path = os.path.join(self.folder, "states.bin.gz")
        last = None
        if os.path.exists(path):
            with gzip.open(path) as file:
                while True:
                    header = file.read(8)
                    if not header:
                        break
                    time_ms, length = struct.unpack("<ii", header)
                    if length < 0 or len(file.read(length)) != length:
                        self.wrong("states: the record after %s ms is cut" % last)
                        break
                    if last is not None and time_ms <= last:
                        self.wrong("states: the time does not grow at %d ms" % time_ms)
                    last = time_ms
                    self.states += 1
        if metadata.get("total_full_states", self.states) != self.states:
            self.wrong("metadata: total_full_states is %d, there are %d"
                       % (metadata["total_full_states"], self.states))


class Files:
    """Frames as files of their own."""

    problems = ()

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def read(self, name):
        with open(os.path.join(self.folder, os.path.basename(name)), "rb") as file:
            return file.read()

    def sidecar(self, name):
        path = os.path.join(self.folder, name[:-5] + ".json")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            return json.load(file)


class Shards:
    """Frames in tar shards: found by the index, which is compared with the archives themselves."""

    def __init__(self, folder):
        self.problems = []
        self.slots = {}
        self.json = {}
        self.shards = {}
        with open(os.path.join(folder, "frames-index.tsv"), encoding="utf-8") as index:
            if index.readline() != "file\tshard\toffset\tlength\n":
                self.problems.append("frames-index.tsv: unknown columns")
            for line in index:
                name, shard, offset, length = line.rstrip("\n").split("\t")
                self.slots[name] = (int(shard), int(offset), int(length))
        found = {}
        for shard, path in shards(folder).items():
            with tarfile.open(path) as tar:
                for member in tar:
                    if member.name.endswith(".json"):
                        self.json[member.name] = json.loads(tar.extractfile(member).read())
                    else:
                        found[member.name] = (shard, member.offset_data, member.size)
            self.shards[shard] = open(path, "rb")
        if found != self.slots:
            self.problems.append("frames-index.tsv: does not fit the shards")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for shard in self.shards.values():
            shard.close()

    def read(self, name):
        shard, offset, length = self.slots[name]
        self.shards[shard].seek(offset)
        return self.shards[shard].read(length)

    def sidecar(self, name):
        return self.json.get(name[:-5] + ".json")


def shards(folder):
    """The shards of a replay by their numbers, which need not begin at 0: frames may have been cleaned away."""
    return {int(name[7:12]): os.path.join(folder, name) for name in sorted(os.listdir(folder)) if SHARD.match(name)}


def tick(requested):
    """The first tick at or after the time at which a frame is due, in ms."""
    return math.ceil((requested - 1e-6) / 10) * 10


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def picture_size(jpeg):
    """Width, height and channels from the header of a JPEG; None when it is none."""
    if jpeg[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2:at + 4])[0]
        if marker in (0xC0, 0xC1, 0xC2):
            height, width, channels = struct.unpack(">HHB", jpeg[at + 5:at + 10])
            return width, height, channels
        at += 2 + length
    return None


def decoded_size(jpeg):
    """Width and height of a frame after decoding; () when that fails, None when there is no library for it."""
    if Image is not None:
        try:
            picture = Image.open(io.BytesIO(jpeg))
            picture.load()
            return picture.size
        except (OSError, SyntaxError):
            return ()
    if cv2 is not None:
        pixels = cv2.imdecode(numpy.frombuffer(jpeg, numpy.uint8), cv2.IMREAD_UNCHANGED)
        return () if pixels is None else (pixels.shape[1], pixels.shape[0])
    return None


def replays(root):
    """Folders of replays: the root itself, or <track>/<replay> below it without hidden ones."""
    if os.path.exists(os.path.join(root, "manifest.json")):
        return [root]
    found = []
    for track in sorted(os.listdir(root)):
        folder = os.path.join(root, track)
        if track.startswith(".") or not os.path.isdir(folder):
            continue
        for replay in sorted(os.listdir(folder)):
            if not replay.startswith(".") and os.path.exists(os.path.join(folder, replay, "manifest.json")):
                found.append(os.path.join(folder, replay))
    return found


def main():
    parser = argparse.ArgumentParser(description="Check and summarise a frame dataset.")
    parser.add_argument("dataset")
    parser.add_argument("--frames", type=int, default=100, metavar="N",
                        help="decode the first N frames of each replay (default 100), if a library can")
    options = parser.parse_args()
    if not os.path.isdir(options.dataset) or not replays(options.dataset):
        print("nothing to read in %s" % options.dataset, file=sys.stderr)
        return 2
    all_replays = []
    for folder in replays(options.dataset):
        replay = Replay(folder)
        try:
            replay.check(options.frames)
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, tarfile.TarError,
                struct.error) as e:
            replay.wrong("%s: %s" % (type(e).__name__, e))
        for problem in replay.problems[:10]:
            print("%s: %s" % (os.path.relpath(folder, options.dataset), problem))
        if len(replay.problems) > 10:
            print("%s: ... %d problems" % (os.path.relpath(folder, options.dataset), len(replay.problems)))
        all_replays.append(replay)
    bad = sum(1 for replay in all_replays if replay.problems)
    print("%d replays, %d frames (%d decoded), %.1f MB, %d snapshots, %d full states: %s" % (
        len(all_replays), sum(r.frames for r in all_replays), sum(r.decoded for r in all_replays),
        sum(r.bytes for r in all_replays) / 1e6, sum(r.snapshots for r in all_replays),
        sum(r.states for r in all_replays), "%d replays with problems" % bad if bad else "all well"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
