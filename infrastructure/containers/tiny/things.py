"""Drawings of the things in a scene: each stands on (x, y) and is about `size` canvas units tall."""

import math

from PIL import ImageDraw

Color = tuple[int, int, int]

COLORS: dict[str, Color] = {
    "red": (214, 48, 49),
    "blue": (41, 98, 214),
    "green": (46, 160, 67),
    "yellow": (250, 204, 21),
    "orange": (243, 132, 37),
    "purple": (142, 68, 173),
    "pink": (244, 114, 182),
    "white": (245, 245, 245),
    "black": (30, 30, 34),
    "brown": (121, 79, 47),
    "grey": (128, 132, 140),
    "cyan": (34, 197, 214),
}
TRUNK: Color = (101, 67, 33)


def shade(color: Color, factor: float) -> Color:
    """A darker color: `factor` 1 keeps it, 0 is black."""
    return tuple(int(level * factor) for level in color)


class Pen:
    """Draws in units of a thing's size, from its foot: x to the right, y upwards."""

    def __init__(self, draw: ImageDraw.ImageDraw, x: float, y: float, size: float):
        self.draw, self.x, self.y, self.size = draw, x, y, size

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.size, self.y - y * self.size

    def box(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        return [*self.at(left, top), *self.at(right, bottom)]

    def rectangle(self, left, bottom, right, top, color: Color, round_by: float = 0):
        radius = round_by * self.size
        self.draw.rounded_rectangle(self.box(left, bottom, right, top), radius, fill=color)

    def ellipse(self, left, bottom, right, top, color: Color):
        self.draw.ellipse(self.box(left, bottom, right, top), fill=color)

    def polygon(self, points: list[tuple[float, float]], color: Color):
        self.draw.polygon([self.at(*point) for point in points], fill=color)

    def line(self, begin, end, color: Color, width: float):
        self.draw.line([self.at(*begin), self.at(*end)], fill=color, width=max(2, int(width)))


def house(pen: Pen, color: Color):
    roof = shade(color, 0.55) if sum(color) > 120 else (90, 90, 96)
    pen.rectangle(-0.5, 0, 0.5, 0.75, color)
    pen.polygon([(-0.62, 0.75), (0.62, 0.75), (0, 1.25)], roof)
    pen.rectangle(-0.1, 0, 0.1, 0.375, (74, 46, 30))
    for side in (-0.34, 0.34):
        pen.rectangle(side - 0.09, 0.34, side + 0.09, 0.54, (255, 236, 150))


def pine_tree(pen: Pen, color: Color):
    pen.rectangle(-0.06, 0, 0.06, 0.35, TRUNK)
    for layer in range(3):
        foot, width = 0.25 + layer * 0.26, 0.42 - 0.09 * layer
        tone = shade(color, 1 - 0.1 * (2 - layer))
        pen.polygon([(-width, foot), (width, foot), (0, foot + 0.42)], tone)


def tree(pen: Pen, color: Color):
    pen.rectangle(-0.06, 0, 0.06, 0.5, TRUNK)
    for x, y, radius in ((-0.2, 0.62, 0.24), (0.2, 0.62, 0.24), (0, 0.8, 0.28)):
        pen.ellipse(x - radius, y - radius, x + radius, y + radius, color)


def boat(pen: Pen, color: Color):
    pen.polygon([(-0.55, 0.2), (0.55, 0.2), (0.35, -0.05), (-0.35, -0.05)], (110, 70, 40))
    pen.line((0, 0.2), (0, 1.05), (70, 45, 30), 4)
    pen.polygon([(0.04, 1.02), (0.5, 0.3), (0.04, 0.3)], color)
    pen.polygon([(-0.06, 0.9), (-0.42, 0.3), (-0.06, 0.3)], shade(color, 0.8))


def cat(pen: Pen, color: Color):
    pen.ellipse(-0.32, 0, 0.32, 0.6, color)
    tail = pen.box(0.1, 0.02, 0.62, 0.55)
    pen.draw.arc(tail, 300, 110, fill=color, width=max(3, int(pen.size * 0.1)))
    pen.ellipse(-0.3, 0.45, 0.3, 0.99, color)
    for side in (-1, 1):
        pen.polygon([(side * 0.29, 0.8), (side * 0.27, 1.18), (side * 0.05, 0.96)], color)
        eye = side * 0.13
        pen.ellipse(eye - 0.06, 0.66, eye + 0.06, 0.8, (190, 230, 80))
        pen.ellipse(eye - 0.02, 0.67, eye + 0.02, 0.79, (10, 10, 10))
    pen.polygon([(-0.04, 0.64), (0.04, 0.64), (0, 0.59)], (240, 120, 140))


def robot(pen: Pen, color: Color):
    joint = shade(color, 0.6)
    for side in (-1, 1):
        pen.rectangle(side * 0.16 - 0.07, 0, side * 0.16 + 0.07, 0.22, joint)
        pen.rectangle(side * 0.36 - 0.05, 0.3, side * 0.36 + 0.05, 0.62, joint)
    pen.rectangle(-0.3, 0.2, 0.3, 0.66, color, 0.06)
    pen.rectangle(-0.24, 0.7, 0.24, 1.08, color, 0.06)
    pen.line((0, 1.08), (0, 1.22), joint, 3)
    pen.ellipse(-0.05, 1.18, 0.05, 1.28, (255, 80, 80))
    for side in (-1, 1):
        pen.ellipse(side * 0.11 - 0.06, 0.86, side * 0.11 + 0.06, 0.98, (240, 250, 255))
    pen.rectangle(-0.12, 0.76, 0.12, 0.8, (30, 30, 30))


def flower(pen: Pen, color: Color):
    pen.line((0, 0), (0, 0.7), (40, 140, 50), max(3, pen.size * 0.06))
    pen.ellipse(0, 0.28, 0.25, 0.4, (50, 160, 60))
    for petal in range(6):
        angle = petal * math.pi / 3
        x, y = math.cos(angle) * 0.2, 0.75 - math.sin(angle) * 0.2
        pen.ellipse(x - 0.14, y - 0.14, x + 0.14, y + 0.14, color)
    heart = (255, 215, 60) if color[2] > 60 or color[1] < 150 else (120, 70, 30)
    pen.ellipse(-0.11, 0.64, 0.11, 0.86, heart)


def cactus(pen: Pen, color: Color):
    pen.rectangle(-0.1, 0, 0.1, 1, color, 0.1)
    pen.rectangle(-0.38, 0.4, -0.24, 0.75, color, 0.07)
    pen.rectangle(-0.38, 0.38, 0, 0.5, color, 0.05)
    pen.rectangle(0.24, 0.5, 0.38, 0.85, color, 0.07)
    pen.rectangle(0, 0.48, 0.38, 0.6, color, 0.05)


def balloon(pen: Pen, color: Color):
    for side in (-0.15, 0.15):
        pen.line((side * 1.6, 0.5), (side * 0.7, 0.1), (80, 60, 40), 2)
    pen.rectangle(-0.11, 0, 0.11, 0.14, (130, 90, 50))
    pen.ellipse(-0.42, 0.32, 0.42, 1.15, color)
    pen.ellipse(-0.16, 0.32, 0.16, 1.15, shade(color, 0.75))


THINGS = {
    "house": (house, 0.36),
    "pine tree": (pine_tree, 0.46),
    "tree": (tree, 0.42),
    "boat": (boat, 0.34),
    "cat": (cat, 0.40),
    "robot": (robot, 0.36),
    "flower": (flower, 0.42),
    "cactus": (cactus, 0.36),
    "balloon": (balloon, 0.36),
}
"""Name to drawing and usual size, as a share of the canvas."""

NATURAL_COLORS = {
    "pine tree": ("green",),
    "tree": ("green", "orange", "pink"),
    "cactus": ("green",),
    "cat": ("black", "white", "orange", "grey"),
}
"""Things that do not come in every color."""
