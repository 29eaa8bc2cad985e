"""Checkpoint files: one safetensors file with the tensors of all four networks."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from model import FIRST_WORD, TextEncoder, UNet, VaeDecoder, VaeEncoder


@dataclass
class Tiny:
    """The four networks, in evaluation mode, float32."""

    unet: UNet
    text: TextEncoder
    vae_encoder: VaeEncoder
    vae_decoder: VaeDecoder

    def by_prefix(self) -> dict[str, nn.Module]:
        """Networks by the prefix of their tensors in a checkpoint."""
        return {
            "unet.": self.unet,
            "text.": self.text,
            "vae.encoder.": self.vae_encoder,
            "vae.decoder.": self.vae_decoder,
        }


def create(vocabulary: dict[str, int]) -> Tiny:
    """Return untrained networks for a vocabulary (word to id, ids from 4)."""
    tiny = Tiny(UNet(), TextEncoder(len(vocabulary) + FIRST_WORD), VaeEncoder(), VaeDecoder())
    for network in tiny.by_prefix().values():
        network.eval()
    return tiny


def load(path: Path, vocabulary: dict[str, int]) -> Tiny:
    """Read a checkpoint of any float dtype.

    Raises: RuntimeError: a tensor is absent, unknown or of another shape.
    """
    tensors = load_file(path)
    tiny = create(vocabulary)
    for prefix, network in tiny.by_prefix().items():
        own = {k.removeprefix(prefix): v.float() for k, v in tensors.items() if k.startswith(prefix)}
        network.load_state_dict(own)
    return tiny


def save(path: Path, tiny: Tiny, title: str) -> None:
    """Write float16 tensors and the metadata that model libraries show."""
    tensors = {
        prefix + name: value.detach().half().contiguous().cpu()
        for prefix, network in tiny.by_prefix().items()
        for name, value in network.state_dict().items()
    }
    metadata = {
        "format": "pt",
        "modelspec.architecture": "tiny-latent-diffusion",
        "modelspec.title": title,
        "modelspec.prediction_type": "v",
    }
    save_file(tensors, path, metadata=metadata)


def read_configuration(path: Path) -> dict:
    """Read `tiny.json`: `vocabulary` (word to id) and `latent_scale`, as training wrote them."""
    return json.loads(path.read_text(encoding="utf-8"))


def device() -> torch.device:
    """The GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
