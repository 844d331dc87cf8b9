"""``licet design``: headroom, best, figures, roofline."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from licet.cli.law_commands import day
from licet.cli.output import print_json
from licet.errors import BadInput

EXAMPLES = """examples:
  licet design headroom H20 --to CN --on 2026-11-23
  licet design headroom my-chip.toml --to CN --robust
  licet design best --maximize tpp --subject-to 'applicable_die_area_mm2 <= 800' --to CN
  licet design roofline H20 H100 --model llama-70b
"""


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    design = commands.add_parser(
        "design",
        help="a chip against the lines of the law: headroom, best, figures, roofline",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    under = design.add_subparsers(metavar="COMMAND", required=True)

    room = under.add_parser("headroom", help="how far a chip stands from every line")
    room.add_argument("item", metavar="ITEM", help="a chip of the catalog, or a design file (TOML)")
    _place(room)
    room.add_argument("--robust", action="store_true", help="under every law and every draft")
    room.add_argument("--svg", metavar="FILE", help="write the bar chart")
    room.set_defaults(run=_headroom)

    top = under.add_parser("best", help="the best chip under the lines (needs licet[solve])")
    wish = top.add_mutually_exclusive_group(required=True)
    wish.add_argument("--maximize", metavar="FACT", help="such as tpp")
    wish.add_argument("--minimize", metavar="FACT", help="such as applicable_die_area_mm2")
    top.add_argument(
        "--subject-to", action="append", default=[], metavar="CONDITION",
        help="in the grammar of the law; repeatable",
    )  # fmt: skip
    top.add_argument("--verdict", default="no-license-required", help="the verdict it must get")
    top.add_argument(
        "--kind", choices=("computer", "ic", "hbm"), default="computer",
        help="the form in which it ships: on a card (default), as a bare IC, as a memory stack",
    )  # fmt: skip
    _place(top)
    top.set_defaults(run=_best)

    figures = under.add_parser("figures", help="what a design file comes to")
    figures.add_argument("file", metavar="FILE", help="a design file (TOML)")
    figures.add_argument("--json", action="store_true", help="print JSON")
    figures.set_defaults(run=_figures)

    roof = under.add_parser("roofline", help="decode and prefill throughput for a model")
    roof.add_argument("items", nargs="*", metavar="ITEM", help="catalog names or design files")
    roof.add_argument("--model", default="llama-70b", help="a model; --model list names them")
    roof.add_argument("--batch", type=int, default=1, help="requests decoded at once")
    roof.add_argument("--context", type=int, default=4096, help="tokens of context of each")
    roof.add_argument("--chips", type=int, default=1, help="chips that share the model")
    roof.add_argument("--json", action="store_true", help="print JSON")
    roof.set_defaults(run=_roofline)


def _place(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", required=True, metavar="CC", help="destination")
    command.add_argument("--on", metavar="DATE", help="the day (today)")
    command.add_argument("--exporter", metavar="NAME", help="who exports; letters bind by name")
    command.add_argument("--layer", choices=("text", "practice"), default="practice")
    command.add_argument("--law", action="append", default=[], metavar="FILE")
    command.add_argument("--json", action="store_true", help="print JSON")


def _law(arguments: argparse.Namespace) -> Any:
    from licet.law import with_files

    return with_files(Path(name) for name in arguments.law) if arguments.law else None


def item_given(text: str) -> Any:
    """A catalog name, or the item object of a design file."""
    if text.endswith(".toml"):
        from licet.design.derive import item_of_design
        from licet.design.plan import load_design

        return item_of_design(load_design(Path(text)))
    return text


def _headroom(arguments: argparse.Namespace) -> int:
    from licet.questions.headroom import survey
    from licet.questions.setting import ANYBODY, setting

    place = setting(
        item_given(arguments.item), to=arguments.to, on=day(arguments.on), law=_law(arguments),
        layer=arguments.layer, exporter=arguments.exporter or ANYBODY,
    )  # fmt: skip
    found = survey(place)
    if arguments.svg:
        from licet.questions.chart import headroom_svg

        title = f"{arguments.item} to {arguments.to} on {place.on}"
        Path(arguments.svg).write_text(headroom_svg(found.rows, title), encoding="utf-8")
    spans = _spans(place) if arguments.robust else ()
    if arguments.json:
        from licet.cli.design_render import unplaced_text

        rows = [each.as_dict() for each in found.rows]
        for text in unplaced_text(found):
            print(f"licet: {text}", file=sys.stderr)
        print_json(
            {"headroom": rows, "robustness": [span.as_dict() for span in spans]} if spans else rows
        )
        return 0
    from licet.cli.design_render import show_headroom, show_spans

    show_headroom(found, place, arguments.exporter)
    if spans:
        show_spans(spans, min(place.on, date.today()))
    return 0


def _spans(place: Any) -> Any:
    from licet.drafts import drafts
    from licet.law import with_files
    from licet.questions.robust import robustness

    return robustness(place, {f"draft: {d.title}": with_files([d.path]) for d in drafts()})


def _best(arguments: argparse.Namespace) -> int:
    from licet.design.best import best

    more = {"exporter": arguments.exporter} if arguments.exporter else {}
    found = best(
        arguments.maximize or arguments.minimize, arguments.subject_to, to=arguments.to,
        on=day(arguments.on), verdict=None if arguments.verdict == "any" else arguments.verdict,
        maximize=bool(arguments.maximize), law=_law(arguments), layer=arguments.layer,
        kind=arguments.kind, **more,
    )  # fmt: skip
    if arguments.json:
        print_json(found.as_dict())
        return 0
    from licet.cli.design_render import show_best

    show_best(found, arguments.exporter)
    return 0


def _figures(arguments: argparse.Namespace) -> int:
    from licet.design.derive import figures_of
    from licet.design.plan import load_design

    found = figures_of(load_design(Path(arguments.file)))
    from licet.cli.design_render import figures_table, show_figures

    rows = figures_table(found)
    if arguments.json:
        print_json({row["figure"]: row["number"] for row in rows})
    else:
        show_figures(rows)
    return 0


def _roofline(arguments: argparse.Namespace) -> int:
    from licet.design.roofline import MODELS, estimate, machines_of

    if arguments.model == "list":
        print_json({name: model.says() for name, model in MODELS.items()})
        return 0
    if arguments.model not in MODELS:
        raise BadInput(f"no such model: `{arguments.model}`", hint=", ".join(MODELS))
    if not arguments.items:
        raise BadInput("no item to estimate", hint="catalog names or design files, such as H20")
    model = MODELS[arguments.model]
    rows = [
        estimate(
            machine, model,
            batch=arguments.batch, context=arguments.context, chips=arguments.chips,
        ).as_dict()
        for name in arguments.items
        for machine in machines_of(name)
    ]  # fmt: skip
    if arguments.json:
        print_json(rows)
        return 0
    from licet.cli.design_render import show_roofline

    show_roofline(rows, model)
    return 0
