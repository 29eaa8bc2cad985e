"""Train the UNet and the text encoder on latents of drawn scenes.

Usage: python train_unet.py FOLDER SECONDS [--pictures N] [--rate R] [--noisy]
FOLDER holds `tiny.safetensors` and `tiny.json` of train_vae.py or of an earlier run, and gets the
averaged weights. `--noisy` spends most steps on high noise, where composition is decided.
"""

import argparse
import copy
import time
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F
from torch import nn

import checkpoint
from model import LATENT_CHANNELS, TIMESTEPS, alphas_cumprod, tokenize
from train_vae import draw_pictures, to_signal

BATCH = 32
CAPTION_DROPOUT = 0.12
WARMUP_STEPS = 100
CONSTANT_SHARE = 0.55
AVERAGE = 0.999
REPORT_STEPS = 50


@torch.no_grad()
def encode(tiny: checkpoint.Tiny, configuration: dict, count: int, seed: int):
    """Return latents [count, 4, 16, 16] of unit variance and token ids [count, 32]."""
    place = next(tiny.unet.parameters()).device
    random, latents, ids = Random(seed), [], []
    for begin in range(0, count, BATCH):
        pixels, captions = draw_pictures(min(BATCH, count - begin), random)
        mean = tiny.vae_encoder(to_signal(pixels.to(place)))[:, :LATENT_CHANNELS]
        latents.append(mean * configuration["latent_scale"])
        ids += [tokenize(caption, configuration["vocabulary"]) for caption in captions]
    return torch.cat(latents), torch.tensor(ids, device=place)


def pick_timesteps(noisy: bool, device: torch.device) -> torch.Tensor:
    """Integers [BATCH]; with `noisy`, the square root leans them towards the last timestep."""
    share = torch.rand(BATCH, device=device)
    return ((share**0.5 if noisy else share) * TIMESTEPS).long()


def loss_of(tiny, latents_BCHW, ids_BL, timestep_B, signal):
    """Mean squared error of the predicted v. Source: Salimans and Ho 2022, section 4."""
    a = signal[timestep_B][:, None, None, None]
    noise = torch.randn_like(latents_BCHW)
    noisy = a.sqrt() * latents_BCHW + (1 - a).sqrt() * noise
    velocity = a.sqrt() * noise - (1 - a).sqrt() * latents_BCHW
    with torch.autocast(latents_BCHW.device.type, torch.bfloat16):
        predicted = tiny.unet(noisy, timestep_B, tiny.text(ids_BL))
    return F.mse_loss(predicted.float(), velocity)


def rate_at(share: float, step: int, peak: float) -> float:
    """Warm up, hold, then fall in a line; most of the quality comes in the fall."""
    fall = 1 if share < CONSTANT_SHARE else max(0.03, (1 - share) / (1 - CONSTANT_SHARE))
    return peak * min(1, (step + 1) / WARMUP_STEPS) * fall


def train(tiny: checkpoint.Tiny, averaged: list, latents, ids, arguments, empty) -> None:
    parameters = [*tiny.unet.parameters(), *tiny.text.parameters()]
    optimizer = torch.optim.AdamW(parameters, betas=(0.9, 0.99), weight_decay=0.01)
    signal = alphas_cumprod().to(latents.device)
    began, step, share = time.monotonic(), 0, 0.0
    while share < 1:
        for group in optimizer.param_groups:
            group["lr"] = rate_at(share, step, arguments.rate)
        chosen = torch.randint(0, len(latents), (BATCH,), device=latents.device)
        chosen_ids = ids[chosen].clone()
        chosen_ids[torch.rand(BATCH, device=ids.device) < CAPTION_DROPOUT] = empty
        timesteps = pick_timesteps(arguments.noisy, latents.device)
        loss = loss_of(tiny, latents[chosen], chosen_ids, timesteps, signal)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(averaged, parameters, 1 - min(AVERAGE, (1 + step) / (10 + step)))
        if step % REPORT_STEPS == 0:
            print(f"step={step}; loss={loss.item():.4f};", flush=True)
        share = (time.monotonic() - began) / arguments.seconds


def frozen_copy(network: nn.Module) -> nn.Module:
    return copy.deepcopy(network).requires_grad_(False)


def main(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    if checkpoint.device().type == "cpu":
        torch.set_num_threads(1)
    configuration = checkpoint.read_configuration(arguments.folder / "tiny.json")
    path = arguments.folder / "tiny.safetensors"
    tiny = checkpoint.load(path, configuration["vocabulary"])
    for network in tiny.by_prefix().values():
        network.to(checkpoint.device())
    latents, ids = encode(tiny, configuration, arguments.pictures, arguments.seed)
    empty = torch.tensor(tokenize("", configuration["vocabulary"]), device=ids.device)
    unet, text = frozen_copy(tiny.unet), frozen_copy(tiny.text)
    averaged = [*unet.parameters(), *text.parameters()]
    train(tiny, averaged, latents, ids, arguments, empty)
    tiny.unet, tiny.text = unet, text
    checkpoint.save(path, tiny, "Tiny scenes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--pictures", type=int, default=48_000)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--noisy", action="store_true")
    main(parser.parse_args())
