"""A roofline estimate of how fast a chip serves a language model.

A step takes as long as the slower of its arithmetic and its memory traffic (Williams, Waterman
and Patterson, *Roofline*, Communications of the ACM 52(4), 2009). For a model of ``P`` active
parameters, ``W`` bytes of weights read a step, ``K`` bytes of KV cache a token:

decode
    one step makes one token for each of ``B`` requests at context ``L``: it reads ``W + B L K``
    bytes and does ``B (2 P + 4 n d L)`` operations, ``n d`` being layers times width of attention;
prefill
    ``B`` prompts of ``L`` tokens do ``B L (2 P + 2 n d L)`` operations and read the weights once.

The result is an upper bound: peak rate and peak bandwidth, nothing lost to kernels, scheduling or
links. Ratios of two chips hold better than either number.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from licet.catalog import catalog, find
from licet.catalog.figures import low_of
from licet.errors import BadInput
from licet.rules.values import Interval

BYTES = {"fp16": 2.0, "bf16": 2.0, "fp8": 1.0, "int8": 1.0, "fp6": 0.75, "fp4": 0.5, "int4": 0.5}


@dataclass(frozen=True, slots=True)
class Model:
    """A language model, as far as the estimate needs it.

    Attributes:
        name: Its name.
        parameters_bn: All parameters, in billions.
        active_bn: Parameters that work on one token, in billions.
        layers: Layers.
        attention_width: Query heads times head dimension.
        kv_width: What a layer keeps of a token: keys and values together, in numbers.
        format: The format of weights and arithmetic.
        kv_bytes: Bytes of one number of the cache.
    """

    name: str
    parameters_bn: float
    active_bn: float
    layers: int
    attention_width: int
    kv_width: int
    format: str = "fp16"
    kv_bytes: float = 2.0

    @property
    def weight_gb(self) -> float:
        """The weights in GB."""
        return self.parameters_bn * BYTES[self.format]

    @property
    def kv_bytes_a_token(self) -> float:
        """The cache of one token in bytes, over all layers."""
        return self.layers * self.kv_width * self.kv_bytes

    def says(self) -> str:
        """The model in a sentence."""
        return (
            f"{self.name}: {self.parameters_bn:g} billion parameters, {self.active_bn:g} billion "
            f"active, {self.format}, {self.kv_bytes_a_token / 1024:,.0f} KiB of cache a token"
        )


# Architectures as their authors published them.
MODELS = {
    "llama-8b": Model("Llama 3.1 8B", 8.03, 8.03, 32, 4096, 2048),
    "llama-70b": Model("Llama 3.1 70B", 70.6, 70.6, 80, 8192, 2048),
    "llama-70b-fp8": Model("Llama 3.1 70B, FP8", 70.6, 70.6, 80, 8192, 2048, "fp8", 1.0),
    "llama-405b-fp8": Model("Llama 3.1 405B, FP8", 405.9, 405.9, 126, 16384, 2048, "fp8", 1.0),
    # Latent attention keeps 512 + 64 numbers of a token in each layer.
    "deepseek-v3-fp8": Model("DeepSeek V3, FP8", 671.0, 37.0, 61, 24576, 576, "fp8"),
}


@dataclass(frozen=True, slots=True)
class Machine:
    """A chip as the estimate sees it: dense TOPS by format, GB/s, GB; None is not known."""

    name: str
    rates: dict[str, float]
    bandwidth_gb_s: float | None
    memory_gb: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a chip, or several that share a model, would reach at most."""

    item: str
    model: str
    decode_tokens_s: float | None
    decode_bound: str
    prefill_tokens_s: float | None
    fits: bool | None

    def as_dict(self) -> dict[str, Any]:
        """The estimate as JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def machines_of(name: str) -> list[Machine]:
    """The chip of a design file, or each chip of different figures that a catalog name fits.

    Raises:
        UnknownItem: No chip has the name.
        BadInput: No rates or bandwidth are published, or the design file is wrong.

    >>> [machine.bandwidth_gb_s for machine in machines_of("H20 96GB")]
    [4000.0]
    """
    if name.endswith(".toml"):
        from pathlib import Path

        from licet.design.derive import figures_of
        from licet.design.plan import load_design

        found = figures_of(load_design(Path(name)))
        rates = {fmt: rate for fmt, of in found.rates.items() if (rate := _float(of)) is not None}
        return [Machine(name, rates, _float(found.dram_bandwidth_gb_s), _float(found.memory_gb))]
    machines: dict[tuple[Any, ...], Machine] = {}
    for entry in find(name):
        if entry.has_figures:
            machine = _of_entry(entry)
            machines.setdefault(_key(machine), machine)
    known = [machine for machine in machines.values() if machine.bandwidth_gb_s and machine.rates]
    if not known:
        raise BadInput(f"`{name}`: no rates or bandwidth are published", hint="a design file")
    return known


def machine_of(name: str) -> Machine:
    """The one chip that a name fits.

    Raises:
        BadInput: The name fits chips of different figures; see `machines_of`.
    """
    known = machines_of(name)
    if len(known) > 1:
        hint = ", ".join(machine.name for machine in known[:6])
        raise BadInput(f"`{name}` fits {len(known)} chips of different figures", hint=hint)
    return known[0]


def _key(machine: Machine) -> tuple[Any, ...]:
    return tuple(sorted(machine.rates.items())), machine.bandwidth_gb_s, machine.memory_gb


def _of_entry(entry: Any) -> Machine:
    chip = catalog().ics(entry)[0][0] if entry.contains else entry
    rates = {name: _float(low_of(rate)) for name, rate in chip.rates.items()}
    memory = chip.values.get("memory_gb")
    return Machine(
        entry.id,
        {name: rate for name, rate in rates.items() if rate},
        _float(chip.dram_bandwidth_gb_s),
        None if memory is None else _float(low_of(memory)),
    )


def _float(value: Any) -> float | None:
    """A number; of a range its lower end, so that the estimate does not promise too much."""
    if isinstance(value, Interval):
        value = value.low
    return float(value) if isinstance(value, (Fraction, float, int)) else None


def estimate(
    machine: Machine, model: Model, *, batch: int = 1, context: int = 4096, chips: int = 1
) -> Estimate:
    """The upper bound of decode and prefill throughput, over all requests together.

    Args:
        machine: The chip.
        model: The model.
        batch: Requests that are decoded at once.
        context: Tokens of context of each, and tokens of a prompt.
        chips: Chips that share the model; links between them are taken as free.

    Raises:
        BadInput: A number is not above 0.
    """
    if min(batch, context, chips) < 1:
        raise BadInput("batch, context and chips start at 1", hint="whole numbers")
    rate = rate_for(machine, model.format)
    bandwidth = machine.bandwidth_gb_s
    attention = model.layers * model.attention_width * context
    read = model.weight_gb * 1e9 + batch * context * model.kv_bytes_a_token
    if model.active_bn < model.parameters_bn:
        # Of experts, only those that some request of the batch asks for are read.
        share = 1 - (1 - model.active_bn / model.parameters_bn) ** batch
        read += (share - 1) * model.weight_gb * 1e9
    decode = prefill = None
    bound = "unknown"
    if rate and bandwidth:
        arithmetic = batch * (2 * model.active_bn * 1e9 + 4 * attention) / (rate * 1e12 * chips)
        traffic = read / (bandwidth * 1e9 * chips)
        decode = batch / max(arithmetic, traffic)
        bound = "arithmetic" if arithmetic > traffic else "memory"
        prompts = batch * context
        work = prompts * (2 * model.active_bn * 1e9 + 2 * attention) / (rate * 1e12 * chips)
        prefill = prompts / max(work, model.weight_gb * 1e9 / (bandwidth * 1e9 * chips))
    fits = None
    if machine.memory_gb:
        needed = model.weight_gb + batch * context * model.kv_bytes_a_token / 1e9
        fits = needed <= machine.memory_gb * chips
    return Estimate(machine.name, model.name, decode, bound, prefill, fits)


def rate_for(machine: Machine, wanted: str) -> float | None:
    """The rate at a format; where the chip has none, that of the next wider one it has."""
    for names in (("fp4", "int4"), ("fp6",), ("fp8", "int8"), ("bf16", "fp16")):
        if BYTES[wanted] <= BYTES[names[0]]:
            found = [machine.rates[name] for name in names if name in machine.rates]
            if found:
                return max(found)
    return None
