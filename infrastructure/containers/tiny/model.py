"""The three networks of the tiny latent diffusion model.

Tensor names follow diffusers (`UNet2DConditionModel`) and transformers (`CLIPTextModel`), so their
loaders read the same file. Shape suffixes: B batch, C channels, H and W latent rows and columns
(pixels / 8), N = H * W, L tokens, D width, T time embedding.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

LATENT_CHANNELS = 4
PIXELS_PER_LATENT = 8
TEXT_WIDTH = 128
TOKENS = 32
TIMESTEPS = 1000
BETA_START = 0.00085
BETA_END = 0.012

PAD, BOS, EOS, UNKNOWN = 0, 1, 2, 3
FIRST_WORD = 4


def alphas_cumprod() -> torch.Tensor:
    """Return the signal power left at each timestep, float32 [1000], falling from 1 towards 0.

    Source: Ho et al. 2020, DDPM, eq. 4, with Stable Diffusion's scaled-linear betas.
    """
    betas = torch.linspace(BETA_START**0.5, BETA_END**0.5, TIMESTEPS, dtype=torch.float64) ** 2
    return torch.cumprod(1 - betas, 0).float()


def words_of(caption: str) -> list[str]:
    """Split a caption into lower-case words; a comma is a word."""
    return caption.lower().replace(",", " , ").split()


def tokenize(caption: str, vocabulary: dict[str, int]) -> list[int]:
    """Return exactly 32 ids: BOS, up to 30 words, EOS, padding."""
    words = [vocabulary.get(word, UNKNOWN) for word in words_of(caption)][: TOKENS - 2]
    ids = [BOS, *words, EOS]
    return ids + [PAD] * (TOKENS - len(ids))


# --- variational autoencoder -----------------------------------------------------------------


class Residual(nn.Module):
    """x + conv(silu(conv(silu(x)))), the identity before training. Keeps [B, C, H, W]."""

    def __init__(self, channels: int):
        super().__init__()
        self.a = nn.Conv2d(channels, channels, 3, padding=1)
        self.b = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.b.bias)

    def forward(self, x_BCHW):
        return x_BCHW + self.b(F.silu(self.a(F.silu(x_BCHW))))


def upscale(channels_in: int, channels_out: int) -> nn.Sequential:
    """Twice the rows and columns, by convolution and pixel shuffle."""
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out * 4, 3, padding=1), nn.PixelShuffle(2)
    )


class VaeEncoder(nn.Module):
    """RGB in -1..1 [B, 3, 8H, 8W] to mean and log-variance [B, 8, H, W]."""

    def __init__(self):
        super().__init__()
        self.n = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, 48, 3, padding=1),
            Residual(48),
            Residual(48),
            nn.Conv2d(48, 96, 4, stride=2, padding=1),
            Residual(96),
            Residual(96),
            nn.SiLU(),
            nn.Conv2d(96, 2 * LATENT_CHANNELS, 3, padding=1),
        )

    def forward(self, image_B3HW):
        return self.n(image_B3HW)


class VaeDecoder(nn.Module):
    """Latents as the encoder made them (not scaled) [B, 4, H, W] to RGB about -1..1."""

    def __init__(self):
        super().__init__()
        self.n = nn.Sequential(
            nn.Conv2d(LATENT_CHANNELS, 96, 3, padding=1),
            Residual(96),
            Residual(96),
            Residual(96),
            upscale(96, 64),
            Residual(64),
            Residual(64),
            Residual(64),
            upscale(64, 32),
            Residual(32),
            Residual(32),
            nn.SiLU(),
            nn.Conv2d(32, 12, 3, padding=1),
            nn.PixelShuffle(2),
        )

    def forward(self, latents_BCHW):
        return self.n(latents_BCHW)


# --- attention ---------------------------------------------------------------------------------


def split_heads(x_BLD, heads: int):
    """[B, L, D] to [B, heads, L, D / heads]."""
    batch, length, width = x_BLD.shape
    return x_BLD.reshape(batch, length, heads, width // heads).transpose(1, 2)


def join_heads(x_BhLd):
    """Undo `split_heads`."""
    batch, heads, length, width = x_BhLd.shape
    return x_BhLd.transpose(1, 2).reshape(batch, length, heads * width)


def attend(query_BLD, key_BLD, value_BLD, heads: int, mask_LL=None):
    """Scaled dot-product attention, [B, L, D] in and out; `mask_LL` is added to the scores."""
    query, key, value = (split_heads(x, heads) for x in (query_BLD, key_BLD, value_BLD))
    scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
    if mask_LL is not None:
        scores = scores.float() + mask_LL
    return join_heads(scores.softmax(-1).to(value.dtype) @ value)


# --- text encoder ------------------------------------------------------------------------------


class TextAttention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x_BLD, mask_LL):
        mixed = attend(self.q_proj(x_BLD), self.k_proj(x_BLD), self.v_proj(x_BLD), self.heads, mask_LL)
        return self.out_proj(mixed)


class TextLayer(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.self_attn = TextAttention(width, heads)
        self.layer_norm1 = nn.LayerNorm(width)
        self.mlp = nn.ModuleDict(
            {"fc1": nn.Linear(width, 4 * width), "fc2": nn.Linear(4 * width, width)}
        )
        self.layer_norm2 = nn.LayerNorm(width)

    def forward(self, x_BLD, mask_LL):
        x_BLD = x_BLD + self.self_attn(self.layer_norm1(x_BLD), mask_LL)
        hidden = self.mlp["fc1"](self.layer_norm2(x_BLD))
        return x_BLD + self.mlp["fc2"](hidden * torch.sigmoid(1.702 * hidden))


class TextEncoder(nn.Module):
    """Token ids, int64 [B, 32], to embeddings [B, 32, 128]: a causal CLIP of two layers."""

    def __init__(self, vocabulary_size: int, width: int = TEXT_WIDTH, layers: int = 2, heads: int = 4):
        super().__init__()
        embeddings = nn.ModuleDict(
            {
                "token_embedding": nn.Embedding(vocabulary_size, width),
                "position_embedding": nn.Embedding(TOKENS, width),
            }
        )
        encoder = nn.ModuleDict({"layers": nn.ModuleList(TextLayer(width, heads) for _ in range(layers))})
        self.text_model = nn.ModuleDict(
            {"embeddings": embeddings, "encoder": encoder, "final_layer_norm": nn.LayerNorm(width)}
        )
        nn.init.normal_(embeddings["token_embedding"].weight, std=0.05)
        nn.init.normal_(embeddings["position_embedding"].weight, std=0.02)

    def forward(self, ids_BL):
        embeddings = self.text_model["embeddings"]
        length = ids_BL.shape[1]
        x_BLD = embeddings["token_embedding"](ids_BL) + embeddings["position_embedding"].weight[:length]
        mask_LL = torch.full((length, length), -1e4, device=x_BLD.device).triu(1)
        for layer in self.text_model["encoder"]["layers"]:
            x_BLD = layer(x_BLD, mask_LL)
        return self.text_model["final_layer_norm"](x_BLD)


# --- UNet --------------------------------------------------------------------------------------


class ResnetBlock(nn.Module):
    """[B, C, H, W] and time embedding [B, T] to [B, C', H, W]."""

    def __init__(self, channels_in: int, channels_out: int, time_width: int):
        super().__init__()
        self.norm1 = nn.GroupNorm(16, channels_in, 1e-5)
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, padding=1)
        self.time_emb_proj = nn.Linear(time_width, channels_out)
        self.norm2 = nn.GroupNorm(16, channels_out, 1e-5)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, padding=1)
        if channels_in != channels_out:
            self.conv_shortcut = nn.Conv2d(channels_in, channels_out, 1)

    def forward(self, x_BCHW, time_BT):
        hidden = self.conv1(F.silu(self.norm1(x_BCHW)))
        hidden = hidden + self.time_emb_proj(F.silu(time_BT))[:, :, None, None]
        hidden = self.conv2(F.silu(self.norm2(hidden)))
        return hidden + (self.conv_shortcut(x_BCHW) if hasattr(self, "conv_shortcut") else x_BCHW)


class Attention(nn.Module):
    """Queries from [B, N, D]; keys and values from `context` (the text), or from the input itself."""

    def __init__(self, width: int, context_width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context_width, width, bias=False)
        self.to_v = nn.Linear(context_width, width, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x_BND, context_BLD=None):
        context = x_BND if context_BLD is None else context_BLD
        return self.to_out[0](attend(self.to_q(x_BND), self.to_k(context), self.to_v(context), self.heads))


class GatedGelu(nn.Module):
    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.proj = nn.Linear(width, hidden * 2)

    def forward(self, x_BND):
        value, gate = self.proj(x_BND).chunk(2, -1)
        return value * F.gelu(gate)


class FeedForward(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.net = nn.ModuleList(
            [GatedGelu(width, width * 4), nn.Identity(), nn.Linear(width * 4, width)]
        )

    def forward(self, x_BND):
        return self.net[2](self.net[0](x_BND))


class TransformerBlock(nn.Module):
    def __init__(self, width: int, context_width: int, heads: int):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn1 = Attention(width, width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.attn2 = Attention(width, context_width, heads)
        self.norm3 = nn.LayerNorm(width)
        self.ff = FeedForward(width)

    def forward(self, x_BND, context_BLD):
        x_BND = x_BND + self.attn1(self.norm1(x_BND))
        x_BND = x_BND + self.attn2(self.norm2(x_BND), context_BLD)
        return x_BND + self.ff(self.norm3(x_BND))


class SpatialTransformer(nn.Module):
    """Attention over the positions of a [B, D, H, W] map."""

    def __init__(self, width: int, context_width: int, heads: int):
        super().__init__()
        self.norm = nn.GroupNorm(16, width, 1e-6)
        self.proj_in = nn.Linear(width, width)
        self.transformer_blocks = nn.ModuleList([TransformerBlock(width, context_width, heads)])
        self.proj_out = nn.Linear(width, width)

    def forward(self, x_BDHW, context_BLD):
        batch, width, rows, columns = x_BDHW.shape
        flat = self.norm(x_BDHW).permute(0, 2, 3, 1).reshape(batch, rows * columns, width)
        hidden = self.proj_out(self.transformer_blocks[0](self.proj_in(flat), context_BLD))
        return x_BDHW + hidden.reshape(batch, rows, columns, width).permute(0, 3, 1, 2)


class DownBlock(nn.Module):
    """One resnet, with attention or with a halving convolution after it; appends to `skips`."""

    def __init__(self, channels_in, channels_out, time_width, context_width, heads, *, halves, attends):
        super().__init__()
        self.resnets = nn.ModuleList([ResnetBlock(channels_in, channels_out, time_width)])
        if attends:
            self.attentions = nn.ModuleList([SpatialTransformer(channels_out, context_width, heads)])
        if halves:
            conv = nn.Conv2d(channels_out, channels_out, 3, stride=2, padding=1)
            self.downsamplers = nn.ModuleList([nn.ModuleDict({"conv": conv})])

    def forward(self, x_BCHW, time_BT, context_BLD, skips: list):
        x_BCHW = self.resnets[0](x_BCHW, time_BT)
        if hasattr(self, "attentions"):
            x_BCHW = self.attentions[0](x_BCHW, context_BLD)
        skips.append(x_BCHW)
        if hasattr(self, "downsamplers"):
            x_BCHW = self.downsamplers[0]["conv"](x_BCHW)
            skips.append(x_BCHW)
        return x_BCHW


class UpBlock(nn.Module):
    """Resnets that each take one of `skips`, with attention and a doubling at the end if asked."""

    def __init__(self, inputs, channels_out, time_width, context_width, heads, *, doubles, attends):
        super().__init__()
        self.resnets = nn.ModuleList(
            ResnetBlock(channels, channels_out, time_width) for channels in inputs
        )
        if attends:
            self.attentions = nn.ModuleList(
                SpatialTransformer(channels_out, context_width, heads) for _ in inputs
            )
        if doubles:
            conv = nn.Conv2d(channels_out, channels_out, 3, padding=1)
            self.upsamplers = nn.ModuleList([nn.ModuleDict({"conv": conv})])

    def forward(self, x_BCHW, time_BT, context_BLD, skips: list):
        for index, resnet in enumerate(self.resnets):
            x_BCHW = resnet(torch.cat([x_BCHW, skips.pop()], 1), time_BT)
            if hasattr(self, "attentions"):
                x_BCHW = self.attentions[index](x_BCHW, context_BLD)
        if hasattr(self, "upsamplers"):
            x_BCHW = F.interpolate(x_BCHW, scale_factor=2.0, mode="nearest")
            x_BCHW = self.upsamplers[0]["conv"](x_BCHW)
        return x_BCHW


class MidBlock(nn.Module):
    def __init__(self, width: int, time_width: int, context_width: int, heads: int):
        super().__init__()
        self.resnets = nn.ModuleList(ResnetBlock(width, width, time_width) for _ in range(2))
        self.attentions = nn.ModuleList([SpatialTransformer(width, context_width, heads)])

    def forward(self, x_BCHW, time_BT, context_BLD):
        x_BCHW = self.attentions[0](self.resnets[0](x_BCHW, time_BT), context_BLD)
        return self.resnets[1](x_BCHW, time_BT)


def time_features(timestep_B, width: int):
    """Cosines, then sines, of the timestep at `width / 2` frequencies: [B] to [B, width].

    Source: Vaswani et al. 2017, section 3.5, in the order that diffusers uses.
    """
    half = width // 2
    frequencies = torch.exp(
        -math.log(10000) * torch.arange(half, device=timestep_B.device).float() / half
    )
    angles = timestep_B.float()[:, None] * frequencies
    return torch.cat([angles.cos(), angles.sin()], 1)


class UNet(nn.Module):
    """Predict v from noisy latents.

    Args of `forward`:
        latents_BCHW: float [B, 4, H, W], unit variance in all; H and W are even.
        timestep_B: int or float [B], 0 to 999.
        context_BLD: text embeddings [B, L, 128]; L is any multiple of 32.
    Returns: v = sqrt(a) * noise - sqrt(1 - a) * clean, same shape.
    Source: Salimans and Ho 2022, Progressive Distillation, section 4.
    """

    def __init__(self, channels=(64, 160), head_width=32, context_width=TEXT_WIDTH):
        super().__init__()
        fine, coarse = channels
        time = fine * 4
        self.fine = fine
        self.conv_in = nn.Conv2d(LATENT_CHANNELS, fine, 3, padding=1)
        self.time_embedding = nn.ModuleDict(
            {"linear_1": nn.Linear(fine, time), "linear_2": nn.Linear(time, time)}
        )
        args = (time, context_width)
        heads = coarse // head_width
        self.down_blocks = nn.ModuleList(
            [
                DownBlock(fine, fine, *args, heads, halves=True, attends=False),
                DownBlock(fine, coarse, *args, heads, halves=False, attends=True),
            ]
        )
        self.mid_block = MidBlock(coarse, *args, heads)
        self.up_blocks = nn.ModuleList(
            [
                UpBlock((2 * coarse, coarse + fine), coarse, *args, heads, doubles=True, attends=True),
                UpBlock((coarse + fine, 2 * fine), fine, *args, heads, doubles=False, attends=False),
            ]
        )
        self.conv_norm_out = nn.GroupNorm(16, fine, 1e-5)
        self.conv_out = nn.Conv2d(fine, LATENT_CHANNELS, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)
        nn.init.zeros_(self.conv_out.bias)

    def forward(self, latents_BCHW, timestep_B, context_BLD):
        features = time_features(timestep_B, self.fine).to(latents_BCHW.dtype)
        time_BT = self.time_embedding["linear_2"](F.silu(self.time_embedding["linear_1"](features)))
        x_BCHW = self.conv_in(latents_BCHW)
        skips = [x_BCHW]
        for block in self.down_blocks:
            x_BCHW = block(x_BCHW, time_BT, context_BLD, skips)
        x_BCHW = self.mid_block(x_BCHW, time_BT, context_BLD)
        for block in self.up_blocks:
            x_BCHW = block(x_BCHW, time_BT, context_BLD, skips)
        return self.conv_out(F.silu(self.conv_norm_out(x_BCHW)))
