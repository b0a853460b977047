"""The learner's step and its decisions in PyTorch, for LearnerComparison, which says when.

Reads lines "learn BATCH COUNT" and "decide BATCH COUNT" and answers each with "SECONDS CPU_SECONDS VALUE" of
so many steps or decisions: the shipped network (64x64, 1,051,805 weights), double DQN, RAdam, decay and soft
update; decisions with 32 drawn quantiles for each of BATCH states. Eager, float32, two threads; weights and
pictures channels-last, as upstream has them.
"""

import math
import sys
import time

import numpy
import torch
from torch import nn

N, K, KAPPA, LR = 8, 32, 0.005, 1e-3


class Iqn(nn.Module):
    """Upstream's network."""

    def __init__(self):
        super().__init__()
        self.img_head = nn.Sequential(
            nn.Conv2d(1, 16, 4, 2), nn.LeakyReLU(), nn.Conv2d(16, 32, 4, 2), nn.LeakyReLU(),
            nn.Conv2d(32, 64, 3, 2), nn.LeakyReLU(), nn.Conv2d(64, 32, 3), nn.LeakyReLU(), nn.Flatten())
        self.float_head = nn.Sequential(nn.Linear(184, 256), nn.LeakyReLU(), nn.Linear(256, 256), nn.LeakyReLU())
        self.a_head = nn.Sequential(nn.Linear(768, 512), nn.LeakyReLU(), nn.Linear(512, 12))
        self.v_head = nn.Sequential(nn.Linear(768, 512), nn.LeakyReLU(), nn.Linear(512, 1))
        self.iqn_fc = nn.Sequential(nn.Linear(128, 768), nn.LeakyReLU())
        self.mean = torch.zeros(184)
        self.std = torch.ones(184)

    def forward(self, picture, numbers, count):
        batch = len(numbers)
        trunk = torch.cat((self.img_head(picture), self.float_head((numbers - self.mean) / self.std)), 1)
        half = (torch.arange(count // 2).repeat_interleave(batch).unsqueeze(1)
                + torch.rand(batch * count // 2, 1)) / count
        tau = torch.cat((half, 1 - half))
        features = torch.cos(torch.arange(1, 129) * math.pi * tau.expand(-1, 128))
        mixed = trunk.repeat(count, 1) * self.iqn_fc(features)
        advantage = self.a_head(mixed)
        return self.v_head(mixed) + advantage - advantage.mean(1, keepdim=True), tau


def loss_of(targets, outputs, tau):
    difference = targets[:, :, None, :] - outputs[:, None, :, :]
    length = difference.abs()
    huber = torch.where(length < KAPPA, 0.5 / KAPPA * difference ** 2, length - 0.5 * KAPPA)
    tau = tau.reshape(N, -1).T[:, None, :, None]
    return (torch.where(difference < 0, 1 - tau, tau) * huber).sum(2).mean(1)[:, 0]


class Run:
    """One agent."""

    def __init__(self):
        torch.manual_seed(1)
        self.online = Iqn().to(memory_format=torch.channels_last)
        self.target = Iqn().to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.RAdam(self.online.parameters(), lr=LR, eps=1e-4)
        self.random = numpy.random.default_rng(1)
        self.typical = self.clamped = torch.tensor(0.01)

    def batch(self, size):
        return (self.random.integers(0, 256, (size, 1, 64, 64), numpy.uint8),
                self.random.standard_normal((size, 184), numpy.float32))

    @staticmethod
    def picture(pixels):
        return ((torch.from_numpy(pixels).float() - 128) / 128).to(memory_format=torch.channels_last)

    def learn(self, now, following, actions, rewards, gammas):
        size = len(actions)
        with torch.no_grad():
            pixels, numbers = self.picture(following[0]), torch.from_numpy(following[1])
            next_q, next_tau = self.target(pixels, numbers, N)
            best = self.online(pixels, numbers, N)[0].reshape(N, size, 12).mean(0).argmax(1, keepdim=True)
            targets = rewards + gammas * next_q.gather(1, best.repeat(N, 1)).reshape(N, size, 1).transpose(0, 1)
        q, tau = self.online(self.picture(now[0]), torch.from_numpy(now[1]), N)
        outputs = q.gather(1, actions.repeat(N, 1)).reshape(N, size, 1).transpose(0, 1)
        loss = loss_of(targets, outputs, tau)
        own = torch.sqrt(loss_of(targets, targets, next_tau))
        self.typical = 0.99 * self.typical + 0.01 * own.mean()
        own = own.clamp(min=self.typical / 4)
        self.clamped = 0.99 * self.clamped + 0.01 * own.mean()
        total = (loss * self.clamped / own).sum()
        self.optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(self.online.parameters(), 30)
        nn.utils.clip_grad_value_(self.online.parameters(), 1000)
        self.optimizer.step()
        with torch.no_grad():
            for weight in self.online.parameters():
                weight.mul_(1 - 0.1 * LR)
            for to, weight in zip(self.target.parameters(), self.online.parameters()):
                to.copy_(0.98 * to + 0.02 * weight)
        return total.item()

    def decide(self, pixels, numbers):
        with torch.no_grad():
            q = self.online(self.picture(pixels), torch.from_numpy(numbers), K)[0]
            return q.reshape(K, len(numbers), 12).mean(0).numpy().argmax(1)[0]


def main():
    torch.set_num_threads(2)
    run = Run()
    print("torch", torch.__version__, flush=True)
    for line in sys.stdin:
        what, size, count = line.split()
        size = int(size)
        now, following = run.batch(size), run.batch(size)
        actions = torch.from_numpy(run.random.integers(0, 12, (size, 1)))
        rewards, gammas = -torch.rand(size, 1, 1), torch.full((size, 1, 1), 0.99)
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(int(count)):
            value = run.learn(now, following, actions, rewards, gammas) if what == "learn" \
                else run.decide(*now)
        print(time.perf_counter() - wall, time.process_time() - cpu, float(value), flush=True)


if __name__ == "__main__":
    main()
