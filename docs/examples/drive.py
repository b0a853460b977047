#!/usr/bin/env python3
"""Drives a game through its link plugin: a race by keys, with frames and a rewind, then the same by a script.

Written from docs/formats/tminterface.md and docs/formats/simulation-state.md alone, with nothing but Python's own
library, as an example of a client and as a check of that page. For a simulated game:

    tmnf sim game --game-dir game
    python3 docs/examples/drive.py --scripts game/Scripts

It prints one line of JSON, and ends with 1 if the game did something that the page does not say.
"""

import argparse
import json
import os
import socket
import struct
import sys

RUN_STEP, CHECKPOINT, LAP, FRAME, CONNECTED = 1, 2, 3, 4, 5
SET_SPEED, REWIND, GET_STATE, SET_INPUTS, GIVE_UP, SHUTDOWN = 6, 7, 9, 10, 11, 13
EXECUTE, SET_TIMEOUT, RACE_FINISHED, REQUEST_FRAME, SET_PERIOD = 14, 15, 16, 17, 19
TOGGLE_INTERFACE, IS_IN_MENUS, GET_INPUTS = 21, 22, 23

PERIOD_MS = 100
SPEED = 20.0
FRAME_SIZE = (32, 24)


class Unexpected(Exception):
    """The game did something that the page does not say."""


class Game:
    """A connection: the game opens a turn with a message, and stands still until it is acknowledged."""

    def __init__(self, port, seconds):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.turn = None  # id of the message that waits for its acknowledgement
        self.frame_bytes = 0

    # What goes over the wire.

    def read(self, count):
        data = bytearray()
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise Unexpected("the game has closed the connection")
            data += part
        return bytes(data)

    def read_int(self):
        return struct.unpack("<i", self.read(4))[0]

    def send(self, message, payload=b""):
        if self.turn is None:
            raise RuntimeError("the game reads nothing between two turns")
        self.socket.sendall(struct.pack("<i", message) + payload)

    # Turns.

    def next_turn(self):
        """The next message: its id, and what comes with it."""
        if self.turn is not None:
            raise RuntimeError("acknowledge turn %d first" % self.turn)
        self.turn = self.read_int()
        if self.turn == RUN_STEP:
            return self.turn, self.read_int()
        if self.turn in (CHECKPOINT, LAP):
            return self.turn, (self.read_int(), self.read_int())
        if self.turn == FRAME:
            return self.turn, self.read(self.frame_bytes)
        if self.turn == CONNECTED:
            return self.turn, None
        raise Unexpected("a message with the id %d" % self.turn)

    def acknowledge(self):
        turn, self.turn = self.turn, None
        self.socket.sendall(struct.pack("<i", turn))

    # Commands and queries, in turns only.

    def command(self, text):
        data = text.encode("utf-8")
        self.send(EXECUTE, struct.pack("<i", len(data)) + data)

    def speed(self, value):
        self.send(SET_SPEED, struct.pack("<f", value))

    def keys(self, left=False, right=False, accelerate=False, brake=False):
        self.send(SET_INPUTS, bytes([left, right, accelerate, brake]))

    def request_frame(self, width, height):
        self.frame_bytes = width * height * 4
        self.send(REQUEST_FRAME, struct.pack("<ii", width, height))

    def ask(self, query):
        self.send(query)
        return self.read_int()

    def state(self):
        return State(self.read(self.ask(GET_STATE)))

    def inputs(self):
        return self.read(self.ask(GET_INPUTS)).decode("utf-8")

    def rewind(self, state):
        self.send(REWIND, struct.pack("<i", len(state.data)) + state.data)


class State:
    """A simulation state: 8,356 bytes, and the checkpoints."""

    def __init__(self, data):
        self.data = data
        passed = self.int(8348)
        times = self.int(8352 + 4 * passed)
        if len(data) != 8356 + 4 * passed + 8 * times:
            raise Unexpected("a state of %d bytes for %d checkpoints" % (len(data), times))
        self.times = [self.int(8356 + 4 * passed + 8 * i) for i in range(times)]

    def int(self, offset):
        return struct.unpack_from("<i", self.data, offset)[0]

    @property
    def time(self):
        return self.int(16)

    @property
    def race_time(self):
        return self.int(7892)

    @property
    def position(self):
        return struct.unpack_from("<3f", self.data, 724)

    @property
    def velocity(self):
        return struct.unpack_from("<3f", self.data, 736)


def expect(condition, what):
    if not condition:
        raise Unexpected(what)


def acknowledge_until(game, race_time):
    """Goes on to the run step of that time and leaves its turn open."""
    while True:
        message, content = game.next_turn()
        if message == RUN_STEP and content == race_time:
            return
        game.acknowledge()


def connect(port, seconds, map_name):
    game = Game(port, seconds)
    message, _ = game.next_turn()
    expect(message == CONNECTED, "message %d before the connect turn" % message)
    game.send(SET_TIMEOUT, struct.pack("<I", 10000))
    game.send(SET_PERIOD, struct.pack("<i", PERIOD_MS))
    game.speed(SPEED)
    for command in ("set skip_map_load_screens true", "set disable_forced_camera true", "set countdown_speed 20",
                    "set unfocused_fps_limit false", "unload", "cam 2", 'map "%s"' % map_name):
        game.command(command)
    game.acknowledge()
    return game


def frame_turn(game):
    """Stops the game, takes the frame of this very tick, and goes on."""
    game.speed(0)
    game.request_frame(*FRAME_SIZE)
    game.acknowledge()
    message, pixels = game.next_turn()
    expect(message == FRAME, "message %d at speed 0 instead of the frame" % message)
    expect(len(set(pixels)) > 8, "a frame of one colour")
    game.speed(SPEED)
    game.acknowledge()
    return pixels


def drive(game, report):
    """A race by keys from the run step of 0 on. Gives the time of the finish."""
    start = game.state()
    expect(start.race_time == 0, "a race time of %d in the state of 0" % start.race_time)
    game.keys(accelerate=True)
    game.acknowledge()
    kept = None
    rewound = False
    while True:
        message, content = game.next_turn()
        if message == CHECKPOINT:
            current, target = content
            if current == target:
                return finish(game, report)
            game.acknowledge()
        elif message == LAP:
            game.acknowledge()
        elif content == 2500 and not rewound:
            rewound = True
            game.rewind(kept)
            game.acknowledge()
            message, content = game.next_turn()
            expect((message, content) == (RUN_STEP, 1600), "turn %d %s after a rewind to 1500"
                   % (message, content))
            report["rewinds"] += 1
            game.acknowledge()
        elif content % 500 == 0 and content > 0:
            state = game.state()
            expect(state.time == content, "a state of %d at %d" % (state.time, content))
            kept = state if content == 1500 else kept
            report["frames"].append(frame_turn(game))
        else:
            game.acknowledge()


def finish(game, report):
    """In the turn of the finish."""
    expect(game.ask(RACE_FINISHED) == 0, "a finished race in the turn of the finish")
    state = game.state()
    expect(all(time >= 0 for time in state.times), "a checkpoint without a time: %s" % state.times)
    report["speed_at_finish"] = round(sum(v * v for v in state.velocity) ** 0.5, 3)
    game.acknowledge()
    message, _ = game.next_turn()
    while message != RUN_STEP:
        game.acknowledge()
        message, _ = game.next_turn()
    expect(game.ask(RACE_FINISHED) == 1, "a race that is not finished after its finish")
    return state.times[-1]


def drive_by_script(game, script):
    """The same race by a script: what is set at the run step 0 acts as the line 10."""
    game.command("load " + script)
    game.send(GIVE_UP)
    game.acknowledge()
    # The console works in frames: only a restart after the script was read has it from its beginning.
    acknowledge_until(game, 0)
    game.send(GIVE_UP)
    game.acknowledge()
    while True:
        message, content = game.next_turn()
        if message == CHECKPOINT and content[0] == content[1]:
            time = game.state().times[-1]
            game.command("unload")
            game.acknowledge()
            return time
        if message == RUN_STEP and content == 1000:
            expect(game.inputs() == "0.01 press up\n", "the inputs %r" % game.inputs())
        game.acknowledge()


def save(frames, folder):
    """Frames are BGRA, rows from the top; a PPM is RGB."""
    os.makedirs(folder, exist_ok=True)
    for number, pixels in enumerate(frames):
        with open(os.path.join(folder, "%03d.ppm" % number), "wb") as file:
            file.write(b"P6 %d %d 255\n" % FRAME_SIZE)
            for i in range(0, len(pixels), 4):
                file.write(bytes((pixels[i + 2], pixels[i + 1], pixels[i])))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8478)
    parser.add_argument("--map", default="straight.Challenge.Gbx", help="a track that holding accelerate finishes")
    parser.add_argument("--scripts", default="Scripts", help="the Scripts folder of the game")
    parser.add_argument("--frames", help="a folder for the frames")
    parser.add_argument("--seconds", type=float, default=20.0, help="the longest wait for the game")
    options = parser.parse_args()

    with open(os.path.join(options.scripts, "example_drive.txt"), "w", encoding="ascii", newline="\n") as file:
        file.write("10 press up\n")
    report = {"frames": [], "rewinds": 0}
    try:
        game = connect(options.port, options.seconds, options.map)
        acknowledge_until(game, 0)
        by_keys = drive(game, report)
        by_script = drive_by_script(game, "example_drive.txt")
        game.next_turn()
        game.send(SHUTDOWN)
    except (Unexpected, OSError) as error:
        print("drive.py: %s" % error, file=sys.stderr)
        return 1
    if options.frames:
        save(report["frames"], options.frames)
    report["frames"] = len(report["frames"])
    report["by_keys_ms"] = by_keys
    report["by_script_ms"] = by_script
    print(json.dumps(report, sort_keys=True))
    return 0 if by_keys == by_script else 1


if __name__ == "__main__":
    sys.exit(main())
