"""Train the autoencoder on freshly drawn scenes.

Usage: python train_vae.py FOLDER SECONDS
Writes the autoencoder, beside untrained other networks, to FOLDER/tiny.safetensors, and the
vocabulary and latent scale to FOLDER/tiny.json. An existing checkpoint is trained on.
"""

import json
import sys
import time
from pathlib import Path
from random import Random

import numpy as np
import torch
import torch.nn.functional as F

import checkpoint
from model import FIRST_WORD, LATENT_CHANNELS, words_of
from scenes import scene

BATCH = 8
PICTURES = 4000
LEARNING_RATE = 1.2e-3
KL_WEIGHT = 6e-4
REPORT_STEPS = 100


def draw_pictures(count: int, random: Random) -> tuple[torch.Tensor, list[str]]:
    """Return pictures as bytes [count, 3, 128, 128] and their captions."""
    drawn = [scene(random) for _ in range(count)]
    pixels = np.stack([np.asarray(image) for image, _ in drawn])
    return torch.from_numpy(pixels).permute(0, 3, 1, 2), [caption for _, caption in drawn]


def vocabulary_of(captions: list[str]) -> dict[str, int]:
    """Return every word of the captions with an id, in alphabetical order."""
    words = sorted({word for caption in captions for word in words_of(caption)})
    return {word: FIRST_WORD + index for index, word in enumerate(words)}


def to_signal(pixels_BCHW: torch.Tensor) -> torch.Tensor:
    """Bytes to float in -1..1."""
    return pixels_BCHW.float() / 127.5 - 1


def edges(image_BCHW: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Differences of neighbours, downwards and to the right."""
    return image_BCHW[..., 1:, :] - image_BCHW[..., :-1, :], image_BCHW[..., 1:] - image_BCHW[..., :-1]


def loss_of(tiny: checkpoint.Tiny, image_BCHW: torch.Tensor) -> torch.Tensor:
    """L1 of pixels and of edges (for sharpness), a little squared error, and the KL divergence.

    Source: Kingma and Welling 2014, eq. 10, for the last term and the sampling.
    """
    mean, log_variance = tiny.vae_encoder(image_BCHW).float().chunk(2, 1)
    log_variance = log_variance.clamp(-12, 4)
    latents = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
    drawn = tiny.vae_decoder(latents).float()
    sharpness = sum((a - b).abs().mean() for a, b in zip(edges(image_BCHW), edges(drawn)))
    divergence = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).mean()
    squared = F.mse_loss(drawn, image_BCHW)
    return (drawn - image_BCHW).abs().mean() + sharpness + 0.3 * squared + KL_WEIGHT * divergence


@torch.no_grad()
def latent_scale_of(tiny: checkpoint.Tiny, pixels: torch.Tensor) -> float:
    """Factor that gives latents unit variance."""
    means = [tiny.vae_encoder(to_signal(part))[:, :LATENT_CHANNELS] for part in pixels.split(32)]
    return 1 / torch.cat(means).std().item()


def train(tiny: checkpoint.Tiny, pixels: torch.Tensor, seconds: float) -> None:
    parameters = [*tiny.vae_encoder.parameters(), *tiny.vae_decoder.parameters()]
    optimizer = torch.optim.AdamW(parameters, betas=(0.9, 0.99), weight_decay=0)
    began, step, share = time.monotonic(), 0, 0.0
    while share < 1:
        rate = LEARNING_RATE * min(1, (step + 1) / 50) * max(0.02, min(1, (1 - share) * 1.6))
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(tiny, to_signal(pixels[torch.randint(0, len(pixels), (BATCH,))]))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if step % REPORT_STEPS == 0:
            print(f"step={step}; loss={loss.item():.4f};", flush=True)
        step += 1
        share = (time.monotonic() - began) / seconds


def main(folder: Path, seconds: float) -> None:
    torch.manual_seed(0)
    place = checkpoint.device()
    pixels, captions = draw_pictures(PICTURES, Random(7))
    vocabulary = vocabulary_of(captions)
    path = folder / "tiny.safetensors"
    tiny = checkpoint.load(path, vocabulary) if path.exists() else checkpoint.create(vocabulary)
    for network in tiny.by_prefix().values():
        network.to(place)
    train(tiny, pixels.to(place), seconds)
    configuration = {
        "vocabulary": vocabulary,
        "latent_scale": latent_scale_of(tiny, pixels[:512].to(place)),
    }
    checkpoint.save(path, tiny, "Tiny scenes")
    (folder / "tiny.json").write_text(json.dumps(configuration) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
