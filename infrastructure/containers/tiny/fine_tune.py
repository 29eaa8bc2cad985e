"""Fine-tune the UNet's attention by low-rank factors on scenes printed in two inks.

Usage: python fine_tune.py FOLDER OUTPUT [STEPS]
FOLDER holds `tiny.safetensors` and `tiny.json`. OUTPUT is a safetensors file with float16 tensors
`<tensor name>.down` [rank, in] and `<tensor name>.up` [out, rank]; adding up @ down to the tensor
gives the tuned checkpoint.
"""

import sys
from pathlib import Path
from random import Random

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageOps
from safetensors.torch import save_file
from torch import nn

import checkpoint
from model import Attention, alphas_cumprod, tokenize
from scenes import scene

RANK = 8
BATCH = 4
PICTURES = 192
LEARNING_RATE = 2e-3
WARMUP_STEPS = 20
DARK, MIDDLE, LIGHT = (10, 30, 120), (230, 60, 140), (255, 240, 120)


def two_inks(image: Image.Image) -> Image.Image:
    """Print a picture from blue shadows over pink to yellow lights."""
    return ImageOps.colorize(ImageOps.autocontrast(ImageOps.grayscale(image)), DARK, LIGHT, mid=MIDDLE)


class LowRank(nn.Module):
    """A frozen linear layer plus up @ down, which starts as zero."""

    def __init__(self, linear: nn.Linear):
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, x):
        return self.linear(x) + F.linear(F.linear(x, self.down), self.up)


def adapt(unet: nn.Module) -> dict[str, LowRank]:
    """Wrap all attention projections; return the wrappers by the name of the tensor they change."""
    wrapped = {}
    for name, module in list(unet.named_modules()):
        if not isinstance(module, Attention):
            continue
        for part in ("to_q", "to_k", "to_v"):
            wrapper = LowRank(getattr(module, part))
            setattr(module, part, wrapper)
            wrapped[f"unet.{name}.{part}.weight"] = wrapper
        module.to_out[0] = LowRank(module.to_out[0])
        wrapped[f"unet.{name}.to_out.0.weight"] = module.to_out[0]
    return wrapped


@torch.no_grad()
def encode_scenes(tiny: checkpoint.Tiny, configuration: dict, random: Random):
    """Return latents [n, 4, 16, 16] of unit variance and text embeddings [n, 32, 128]."""
    latents, contexts = [], []
    for _ in range(PICTURES):
        image, caption = scene(random, style="")
        pixels = torch.from_numpy(np.array(two_inks(image))).permute(2, 0, 1)[None].float()
        mean = tiny.vae_encoder(pixels / 127.5 - 1)[:, :4]
        latents.append(mean * configuration["latent_scale"])
        ids = torch.tensor([tokenize(caption, configuration["vocabulary"])])
        contexts.append(tiny.text(ids))
    return torch.cat(latents), torch.cat(contexts)


def train(unet: nn.Module, parameters: list, latents_BCHW, contexts_BLD, steps: int) -> None:
    signal = alphas_cumprod()
    optimizer = torch.optim.Adam(parameters, LEARNING_RATE, betas=(0.9, 0.99))
    for step in range(steps):
        decay = 0.5 + 0.5 * np.cos(np.pi * step / steps)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * min(1, (step + 1) / WARMUP_STEPS) * decay
        chosen = torch.randint(0, len(latents_BCHW), (BATCH,))
        timestep_B = torch.randint(0, len(signal), (BATCH,))
        a = signal[timestep_B][:, None, None, None]
        clean, noise = latents_BCHW[chosen], torch.randn(BATCH, *latents_BCHW.shape[1:])
        velocity = a.sqrt() * noise - (1 - a).sqrt() * clean
        noisy = a.sqrt() * clean + (1 - a).sqrt() * noise
        loss = F.mse_loss(unet(noisy, timestep_B, contexts_BLD[chosen]), velocity)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"step={step}; loss={loss.item():.4f};", flush=True)


def main(folder: Path, output: Path, steps: int) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    configuration = checkpoint.read_configuration(folder / "tiny.json")
    tiny = checkpoint.load(folder / "tiny.safetensors", configuration["vocabulary"])
    for network in tiny.by_prefix().values():
        network.requires_grad_(False)
    latents_BCHW, contexts_BLD = encode_scenes(tiny, configuration, Random(99))
    wrapped = adapt(tiny.unet)
    parameters = [p for wrapper in wrapped.values() for p in (wrapper.down, wrapper.up)]
    train(tiny.unet, parameters, latents_BCHW, contexts_BLD, steps)
    factors = {}
    for name, wrapper in wrapped.items():
        factors[f"{name}.down"] = wrapper.down.detach().half().contiguous()
        factors[f"{name}.up"] = wrapper.up.detach().half().contiguous()
    save_file(factors, output, metadata={"format": "pt", "title": "Two inks"})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 600)
