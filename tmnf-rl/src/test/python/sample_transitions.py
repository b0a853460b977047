"""Sampling and collating transitions that are a list of objects, for SampleComparison, which says when.

usage: sample_transitions.py TRANSITIONS BATCH PIXELS FLOATS

Reads lines with a number of batches and answers each with "SECONDS CPU_SECONDS". A transition holds the arrays
of its frames and observations, shared with its neighbours; a batch is drawn evenly with replacement, each is
given a time in the mini-race, and all is stacked into new arrays. Images stay uint8.
"""

import random
import sys
import time

import numpy

STEPS, HORIZON, LONG, MOST = 3, 140, 40, 5


class Transition:
    """One transition of up to three steps."""

    __slots__ = ("image", "floats", "potential", "action", "steps", "rewards", "next_image", "next_floats",
                 "next_potential", "gammas", "remaining")

    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)


def made(count, pixels, floats):
    generator = numpy.random.default_rng(1)
    images = [generator.integers(0, 256, (1, pixels), dtype=numpy.uint8) for _ in range(count + STEPS)]
    numbers = [generator.random(floats, dtype=numpy.float32) for _ in range(count + STEPS)]
    gammas = (0.999 ** numpy.arange(1, STEPS + 1)).astype(numpy.float32)
    return [Transition(
        image=images[i], floats=numbers[i], potential=-0.2, action=i % 12, steps=STEPS,
        rewards=generator.random(STEPS).astype(numpy.float32), next_image=images[i + STEPS],
        next_floats=numbers[i + STEPS], next_potential=-0.3, gammas=gammas, remaining=numpy.inf)
        for i in range(count)]


def collated(item):
    start = max(0, abs(random.randrange(MOST - LONG, HORIZON + MOST)) - MOST)
    end = start + item.steps
    counted = item.steps - max(0, end - HORIZON)
    terminal = counted >= item.remaining or end >= HORIZON
    gamma = 0.0 if terminal else item.gammas[counted - 1]
    reward = item.rewards[counted - 1] - item.potential
    if not terminal:
        reward += gamma * item.next_potential
    floats = item.floats.copy()
    floats[0] = start
    next_floats = item.next_floats.copy()
    next_floats[0] = end
    return item.image, floats, item.action, reward, item.next_image, next_floats, gamma


def batch(items, size):
    parts = list(zip(*[collated(items[random.randrange(len(items))]) for _ in range(size)]))
    return (numpy.stack(parts[0]), numpy.stack(parts[1]), numpy.array(parts[2]),
            numpy.array(parts[3], dtype=numpy.float32), numpy.stack(parts[4]), numpy.stack(parts[5]),
            numpy.array(parts[6], dtype=numpy.float32))


def main():
    count, size, pixels, floats = map(int, sys.argv[1:])
    items = made(count, pixels, floats)
    print("NumPy", numpy.__version__, flush=True)
    for line in sys.stdin:
        start, cpu = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            batch(items, size)
        print(time.perf_counter() - start, time.process_time() - cpu, flush=True)


main()
