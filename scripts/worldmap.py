"""Makes src/licet/charts/data/world.json: territories as outlines in pixels, one file, no server.

Input: the 1:50m countries of the npm package `world-atlas` (TopoJSON; made from Natural Earth,
public domain) and the codes of Debian's `iso-codes`::

    python scripts/worldmap.py countries-50m.json /usr/share/iso-codes/json/iso_3166-1.json

Projection: Equal Earth (Savric, Patterson, Jenny 2018), an equal-area projection. Antarctica is
left out. A territory too small to be seen gets a point, which the map draws as a dot.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
TARGET = Path(__file__).parent.parent / "src/licet/charts/data/world.json"
WIDTH = 960.0
SMALL = 8.0  # square pixels
UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
LEFT_OUT = {"AQ"}
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = 2 * math.sqrt(3) / 3 * math.pi / A1


def projected(longitude: float, latitude: float) -> Point:
    """A point in pixels; the map is WIDTH wide, north at the top."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    lower = 3 * (9 * A4 * t2 * t6 + 7 * A3 * t6 + 3 * A2 * t2 + A1)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / lower
    y = theta * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1)
    scale = WIDTH / (2 * HALF)
    return x * scale + WIDTH / 2, -y * scale


def arcs_of(topology: Any) -> list[Ring]:
    """The arcs as points in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def ring_of(indexes: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc if not points else arc[1:]
    return points


def unwrapped(ring: Ring) -> Ring:
    """The ring without jumps across the date line; it may then reach beyond 180 degrees."""
    found = [ring[0]]
    for x, y in ring[1:]:
        last = found[-1][0]
        while x - last > 180:
            x -= 360
        while x - last < -180:
            x += 360
        found.append((x, y))
    return found


def halved(ring: Ring, limit: float, sign: int) -> Ring:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    found = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        one, two = sign * (x1 - limit) <= 0, sign * (x2 - limit) <= 0
        if one:
            found.append((x1, y1))
        if one is not two:
            found.append((limit, y1 + (y2 - y1) * (limit - x1) / (x2 - x1)))
    return found


def cut(ring: Ring) -> Iterator[Ring]:
    """The parts of a ring, each within 180 degrees of the middle of the map."""
    whole = unwrapped(ring)
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in whole]
        part = halved(moved, 180, 1)
        part = halved(part, -180, -1) if part else part
        if len(part) > 2:
            yield part


def polygons(geometry: Any) -> Any:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def area(points: Ring) -> float:
    turns = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turns) / 2


def path_of(ring: Ring) -> str:
    """The ring as a path of relative steps of a tenth of a pixel, without needless points."""
    steps = [(round(x * 10), round(y * 10)) for x, y in ring]
    kept = [steps[0]]
    for point in steps[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 6:
            kept.append(point)
    if len(set(kept)) < 3:
        return ""
    text = f"M{kept[0][0] / 10:g} {kept[0][1] / 10:g}l"
    moves = [f"{(x2 - x1) / 10:g} {(y2 - y1) / 10:g}" for (x1, y1), (x2, y2) in pairwise(kept)]
    whole = f"{text}{' '.join(moves)}z".replace(" -", "-")
    return re.sub(r"(?<!\d)0\.", ".", whole)


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    codes = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))["3166-1"]
    alpha = {row["numeric"]: row["alpha_2"] for row in codes}
    arcs = arcs_of(topology)
    found: dict[str, Any] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = alpha.get(geometry.get("id", ""), UNNUMBERED.get(name))
        if code is None or code in LEFT_OUT:
            print("left out:", name)
            continue
        entry = found.setdefault(code, {"paths": [], "area": 0.0, "largest": 0.0, "at": None})
        for rings in polygons(geometry):
            parts = [part for ring in rings for part in cut(ring_of(ring, arcs))]
            drawn = [[projected(*p) for p in part] for part in parts]
            size = abs(area(drawn[0]))
            entry["area"] += size
            if size >= entry["largest"]:
                xs, ys = zip(*drawn[0], strict=True)
                entry["at"] = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
                entry["largest"] = size
            if size > 0.25:
                entry["paths"] += [path_of(ring) for ring in drawn]
    top = projected(0, 84)[1]
    bottom = projected(0, -57)[1]
    table = {"width": WIDTH, "height": round(bottom - top, 1), "places": {}}
    for code in sorted(found):
        entry = found[code]
        place = {"d": "".join(entry["paths"])}
        if entry["area"] < SMALL:
            x, y = entry["at"]
            place["dot"] = [round(x, 1), round(y - top, 1)]
        table["places"][code] = place
    table["top"] = round(top, 1)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    small = [code for code, place in table["places"].items() if "dot" in place]
    print(f"{len(table['places'])} territories, {TARGET.stat().st_size:,} bytes; dots: {small}")


if __name__ == "__main__":
    main()
