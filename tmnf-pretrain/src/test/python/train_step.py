"""The autoencoder's training step in PyTorch, for TrainStepComparison, which says when.

usage: train_step.py FRAMES.npy   (uint8, (frames, 64, 64))

Reads lines "DECODER BATCH STEPS" (spatial or linear) and answers each with "SECONDS CPU_SECONDS LOSS" of
so many steps: shuffled frames out of the memory map, to float, forward, mean squared error, backward, norm
cut to 1, Adam. Eager, float32, two threads.
"""

import sys
import time

import numpy
import torch
from torch import nn


def encoder():
    return nn.Sequential(
        nn.Conv2d(1, 16, 4, 2), nn.LeakyReLU(), nn.Conv2d(16, 32, 4, 2), nn.LeakyReLU(),
        nn.Conv2d(32, 64, 3, 2), nn.LeakyReLU(), nn.Conv2d(64, 32, 3), nn.LeakyReLU(), nn.Flatten())


class Unfold(nn.ConvTranspose2d):
    """Twice as long and a kernel's rest, to an odd side more than it reaches: the input's end is there twice."""

    def forward(self, x):
        x = nn.functional.pad(x, (0, 1, 0, 1), mode="replicate")
        return super().forward(x)[:, :, :-1, :-1]


def decoder(kind):
    if kind == "spatial":
        return nn.Sequential(
            nn.Unflatten(1, (32, 4, 4)),
            nn.ConvTranspose2d(32, 64, 3), nn.LeakyReLU(),
            Unfold(64, 32, 3, 2), nn.LeakyReLU(),
            Unfold(32, 16, 4, 2), nn.LeakyReLU(),
            nn.ConvTranspose2d(16, 1, 4, 2), nn.Sigmoid())
    return nn.Sequential(
        nn.Linear(512, 512), nn.LeakyReLU(), nn.Unflatten(1, (32, 4, 4)),
        nn.ConvTranspose2d(32, 64, 3, 2, 1, 1), nn.LeakyReLU(),
        nn.ConvTranspose2d(64, 32, 3, 2, 1, 1), nn.LeakyReLU(),
        nn.ConvTranspose2d(32, 16, 4, 2, 1), nn.LeakyReLU(),
        nn.ConvTranspose2d(16, 1, 4, 2, 1), nn.Sigmoid())


class Run:
    """Trains one model on shuffled frames."""

    def __init__(self, frames, kind):
        torch.manual_seed(1)
        self.frames = frames
        self.model = nn.Sequential(encoder(), decoder(kind))
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.random = numpy.random.default_rng(1)
        self.order = numpy.zeros(0, int)

    def step(self, batch):
        if len(self.order) < batch:
            self.order = self.random.permutation(len(self.frames))
        taken, self.order = self.order[:batch], self.order[batch:]
        pictures = torch.from_numpy(self.frames[taken]).unsqueeze(1).float().div_(255)
        loss = nn.functional.mse_loss(self.model(pictures), pictures)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return loss.item()


def main():
    torch.set_num_threads(2)
    frames = numpy.load(sys.argv[1], mmap_mode="r")
    runs = {}
    print("torch", torch.__version__, flush=True)
    for line in sys.stdin:
        kind, batch, steps = line.split()
        if kind not in runs:
            runs[kind] = Run(frames, kind)
        wall, cpu = time.perf_counter(), time.process_time()
        loss = [runs[kind].step(int(batch)) for _ in range(int(steps))][-1]
        print(time.perf_counter() - wall, time.process_time() - cpu, loss, flush=True)


if __name__ == "__main__":
    main()
