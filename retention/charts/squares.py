"""The squarified treemap: areas as close to squares as they go (Bruls, Huizing, van Wijk 2000)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle; `left` and `top` are measured from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


def squarified(values: Sequence[float], width: float, height: float) -> list[Box]:
    """One box a value, in order, together filling width × height; each area is proportional to
    its value. `values` are positive and descending."""
    scale = width * height / sum(values) if values else 0
    areas = [value * scale for value in values]
    free, boxes = Box(0, 0, width, height), []
    while areas:
        side = min(free.width, free.height)
        row = _row(areas, side)
        placed, free = _placed(row, free)
        boxes += placed
        areas = areas[len(row) :]
    return boxes


def _row(areas: list[float], side: float) -> list[float]:
    """The first areas that together make the best row along `side`."""
    row = areas[:1]
    for area in areas[1:]:
        if _worst([*row, area], side) > _worst(row, side):
            break
        row = [*row, area]
    return row


def _worst(row: list[float], side: float) -> float:
    """The most elongated of a row's boxes: the larger of width/height and height/width."""
    depth = sum(row) / side
    return max(max(area / depth / depth, depth * depth / area) for area in row)


def _placed(row: list[float], free: Box) -> tuple[list[Box], Box]:
    """The row's boxes along the shorter side, and the space that is left."""
    if free.width >= free.height:
        depth, top, boxes = sum(row) / free.height, free.top, []
        for area in row:
            boxes.append(Box(free.left, top, depth, area / depth))
            top += area / depth
        return boxes, Box(free.left + depth, free.top, free.width - depth, free.height)
    depth, left, boxes = sum(row) / free.width, free.left, []
    for area in row:
        boxes.append(Box(left, free.top, area / depth, depth))
        left += area / depth
    return boxes, Box(free.left, free.top + depth, free.width, free.height - depth)
