"""What the same step of training costs in PyTorch, eager.

PyTorch is no dependency: make an environment, install torch 2.13.0 and numpy, and call its Python.

Usage: python tests/benchmarks/pytorch_step.py [THREADS]
"""

import statistics
import sys

import torch
from timing import time_in_turns
from torch import nn

BATCH = 128


def build_generator():
    layers, inputs = [], 1
    for outputs, kernel in ((8, 32), (32, 32), (64, 64)):
        layers += [nn.ConvTranspose1d(inputs, outputs, kernel), nn.ReLU()]
        layers += [nn.BatchNorm1d(outputs, eps=1e-3, momentum=0.01)]
        inputs = outputs
    return nn.Sequential(*layers, nn.ConvTranspose1d(64, 1, 64), nn.Tanh())


def build_discriminator():
    layers, inputs = [], 1
    for outputs in (32, 8, 4):
        layers += [nn.Conv1d(inputs, outputs, 32, padding="same")]
        layers += [nn.BatchNorm1d(outputs, eps=1e-3, momentum=0.01)]
        layers += [nn.LeakyReLU(0.2), nn.Dropout(0.2)]
        inputs = outputs
    dense = [nn.Flatten(), nn.Linear(1200, 128), nn.LeakyReLU(0.2), nn.Linear(128, 1)]
    return nn.Sequential(*layers, *dense)


def make_step(bfloat16):
    """Build the step: the discriminator learns, then the generator through it, frozen."""
    generator, discriminator = build_generator(), build_discriminator()
    adam = {"betas": (0.5, 0.999), "eps": 1e-7}
    generator_optimizer = torch.optim.Adam(generator.parameters(), lr=1e-3, **adam)
    discriminator_optimizer = torch.optim.Adam(discriminator.parameters(), lr=2e-4, **adam)
    cross_entropy = nn.BCEWithLogitsLoss()
    beats = torch.rand(3000, 1, 300) * 2 - 1
    targets = torch.cat([torch.full((BATCH, 1), 0.9), torch.zeros(BATCH, 1)])

    def infer(network, kinds):
        for module in network.modules():
            if isinstance(module, kinds):
                module.eval()

    def step():
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            generator.eval()
            with torch.no_grad():
                fake = generator(torch.randn(BATCH, 1, 112))
            discriminator.train()
            both = torch.cat([beats[torch.randint(3000, (BATCH,))], fake.float()])
            judged = discriminator(both)
        discriminator_optimizer.zero_grad()
        cross_entropy(judged.float(), targets).backward()
        discriminator_optimizer.step()
        discriminator.requires_grad_(False)
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            generator.train()
            infer(discriminator, nn.BatchNorm1d)
            judged = discriminator(generator(torch.randn(BATCH, 1, 112)))
        generator_optimizer.zero_grad()
        cross_entropy(judged.float(), torch.ones(BATCH, 1)).backward()
        generator_optimizer.step()
        discriminator.requires_grad_(True)

    return step


if __name__ == "__main__":
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    torch.set_num_threads(threads)
    print(f"PyTorch {torch.__version__}, {threads} threads")
    ways = {"float32": make_step(False), "bfloat16": make_step(True)}
    for name, found in time_in_turns(ways).items():
        low, middle, high = (1e3 * of(found) for of in (min, statistics.median, max))
        print(f"{name:10s} {middle:6.1f} ms ({low:.1f} to {high:.1f})")
