"""Export a checkpoint as ONNX graphs whose weights stay outside, in the checkpoint.

Every parameter becomes an initializer with external data in a file called `weights`, so the engine
can hand in the bytes of any checkpoint: `tiny.json` lists, per graph, which tensor stands where.

Usage: python export.py FOLDER
FOLDER holds `tiny.safetensors` and `tiny.json`; the graphs are written beside them.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn
from torch.export import Dim
from torch.func import functional_call

import checkpoint
from model import BETA_END, BETA_START, LATENT_CHANNELS, TEXT_WIDTH, TIMESTEPS, TOKENS

OPSET = 18
EXTERNAL_FILE = "weights"
TOLERANCE = 2e-4


class WithWeightsAsInputs(nn.Module):
    """A network whose tensors arrive as one more argument, so export keeps them apart and whole."""

    def __init__(self, network: nn.Module):
        super().__init__()
        # A tuple hides the network from torch, which would otherwise export its tensors twice.
        self.hidden = (network,)
        self.names = list(network.state_dict())

    def forward(self, inputs: tuple, weights: tuple):
        return functional_call(self.hidden[0], dict(zip(self.names, weights)), inputs)


@dataclass
class Graph:
    """What to export: `shapes` maps an axis of an input to the name of its free size."""

    name: str
    prefix: str
    network: nn.Module
    inputs: dict[str, torch.Tensor]
    shapes: list[dict[int, object]]
    output: str


def random_inputs(batch: int, rows: int, columns: int, chunks: int = 1):
    """Inputs of the UNet for latents of a size; `chunks` prompts of 32 tokens in a row."""
    return {
        "latents": torch.randn(batch, LATENT_CHANNELS, rows, columns),
        "timestep": torch.rand(batch) * (TIMESTEPS - 1),
        "context": torch.randn(batch, TOKENS * chunks, TEXT_WIDTH),
    }


def graphs_of(tiny: checkpoint.Tiny, words: int) -> list[Graph]:
    """The three graphs that make a picture. The UNet halves its input once: sizes are even."""
    batch = Dim("batch", min=1, max=64)
    half_rows, half_columns = Dim("half_rows", min=2, max=64), Dim("half_columns", min=2, max=64)
    latents = {0: batch, 2: 2 * half_rows, 3: 2 * half_columns}
    context = {0: batch, 1: Dim("tokens", min=2, max=8192)}
    sample = random_inputs(2, 24, 20, 3)
    ids = {"ids": torch.randint(0, words, (2, TOKENS))}
    rows, columns = Dim("rows", min=2, max=128), Dim("columns", min=2, max=128)
    decoder_input = {"latents": torch.randn(2, LATENT_CHANNELS, 24, 20)}
    decoder_shape = {0: batch, 2: rows, 3: columns}
    return [
        Graph("text", "text.", tiny.text, ids, [{0: batch}], "embeddings"),
        Graph("unet", "unet.", tiny.unet, sample, [latents, {0: batch}, context], "velocity"),
        Graph(
            "vae_decoder", "vae.decoder.", tiny.vae_decoder, decoder_input, [decoder_shape], "image"
        ),
    ]


def trace(graph: Graph) -> onnx.ModelProto:
    """Return the graph with its weights as inputs, named by their tensors in the checkpoint."""
    weights = dict(graph.network.state_dict())
    program = torch.onnx.export(
        WithWeightsAsInputs(graph.network),
        (tuple(graph.inputs.values()), tuple(weights.values())),
        dynamo=True,
        opset_version=OPSET,
        input_names=[*graph.inputs, *(graph.prefix + name for name in weights)],
        output_names=[graph.output],
        dynamic_shapes=(tuple(graph.shapes), tuple({} for _ in weights)),
        external_data=False,
        optimize=True,
        verbose=False,
    )
    return program.model_proto


def move_weights_out(model: onnx.ModelProto, graph: Graph) -> list[dict]:
    """Turn weight inputs into external initializers and return their layout, in file order.

    Returns: name, shape and offset in bytes of each tensor that the graph uses, float32.
    """
    used = {name for node in model.graph.node for name in node.input}
    kept = [value for value in model.graph.input if value.name in graph.inputs]
    weights = [value for value in model.graph.input if value.name not in graph.inputs]
    del model.graph.input[:]
    model.graph.input.extend(kept)
    layout, offset = [], 0
    for value in weights:
        if value.name not in used:
            continue
        shape = [axis.dim_value for axis in value.type.tensor_type.shape.dim]
        length = 4 * int(np.prod(shape))
        model.graph.initializer.append(external_tensor(value.name, shape, offset, length))
        layout.append({"name": value.name, "shape": shape, "offset": offset})
        offset += length
    return layout


def external_tensor(name: str, shape: list[int], offset: int, length: int) -> onnx.TensorProto:
    """A float32 initializer whose bytes stand in the external file."""
    tensor = onnx.TensorProto(
        name=name, dims=shape, data_type=onnx.TensorProto.FLOAT, data_location=onnx.TensorProto.EXTERNAL
    )
    for key, value in (("location", EXTERNAL_FILE), ("offset", offset), ("length", length)):
        tensor.external_data.add(key=key, value=str(value))
    return tensor


def strip_descriptions(model: onnx.ModelProto) -> None:
    """Drop names of Python files and other export notes: they would make most of the graph."""
    model.graph.doc_string = ""
    del model.graph.value_info[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    for node in model.graph.node:
        node.doc_string = ""
        node.name = ""
        del node.metadata_props[:]
    for value in [*model.graph.input, *model.graph.output]:
        value.doc_string = ""
        del value.metadata_props[:]


def check(path: Path, graph: Graph, layout: list[dict], cases: list[dict]) -> None:
    """Compare the written graph with torch.

    Raises: ValueError: an output differs by more than 2e-4.
    """
    state = graph.network.state_dict()
    weights = b"".join(state[t["name"].removeprefix(graph.prefix)].numpy().tobytes() for t in layout)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_external_initializers_from_files_in_memory([EXTERNAL_FILE], [weights], [len(weights)])
    session = onnxruntime.InferenceSession(path.read_bytes(), options)
    for inputs in cases:
        with torch.no_grad():
            expected = graph.network(*inputs.values()).numpy()
        found = session.run(None, {name: value.numpy() for name, value in inputs.items()})[0]
        difference = float(np.abs(found - expected).max())
        shapes = [list(value.shape) for value in inputs.values()]
        print(f"{graph.name} {shapes}: largest difference from torch {difference:.1e}")
        if difference > TOLERANCE:
            raise ValueError(f"{graph.name} differs from torch by {difference}")


def cases_for(graph: Graph, words: int) -> list[dict]:
    """Inputs of 128 x 128, 64 x 64, 192 x 256 and 136 x 72 pixels, single and together."""
    if graph.name == "text":
        return [{"ids": torch.randint(0, words, (batch, TOKENS))} for batch in (1, 3)]
    sizes = [(2, 16, 16, 1), (2, 8, 8, 1), (2, 24, 32, 2), (8, 18, 10, 1), (1, 32, 32, 1)]
    cases = [random_inputs(*size) for size in sizes]
    if graph.name == "vae_decoder":
        return [{"latents": case["latents"]} for case in cases]
    return cases


def main(folder: Path) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    configuration = checkpoint.read_configuration(folder / "tiny.json")
    vocabulary = configuration["vocabulary"]
    tiny = checkpoint.load(folder / "tiny.safetensors", vocabulary)
    words = len(vocabulary) + 4
    layouts = {}
    for graph in graphs_of(tiny, words):
        model = trace(graph)
        layouts[graph.name] = move_weights_out(model, graph)
        strip_descriptions(model)
        path = folder / f"{graph.name}.onnx"
        onnx.save(model, path)
        print(f"{path.name}: {len(model.graph.node)} nodes, {path.stat().st_size / 1000:.0f} kB")
        check(path, graph, layouts[graph.name], cases_for(graph, words))
    configuration["betas"] = {"start": BETA_START, "end": BETA_END, "timesteps": TIMESTEPS}
    configuration["graphs"] = layouts
    (folder / "tiny.json").write_text(json.dumps(configuration) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
