"""Captioned scenes that the tiny model learns from, drawn by our own code.

`scene(random)` gives a picture of 128 x 128 pixels and a caption such as "a red house on the left,
blue sky, green hills". The same random.Random gives the same scene.
"""

import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from things import COLORS, NATURAL_COLORS, THINGS, Color, Pen, shade

CANVAS = 256
PICTURE = 128

SKIES = {
    "blue sky": ((70, 150, 235), (190, 225, 250)),
    "sunset sky": ((96, 60, 140), (255, 160, 80)),
    "night sky": ((8, 12, 40), (38, 46, 100)),
    "cloudy sky": ((140, 148, 160), (205, 210, 216)),
}
SKY_SYNONYMS = {"blue sky": "day", "sunset sky": "sunset", "night sky": "night", "cloudy sky": "cloudy"}
GROUNDS = {
    "green hills": ((86, 170, 74), ("green hills", "grass")),
    "snow": ((236, 242, 250), ("snow", "snowy ground")),
    "desert": ((226, 188, 116), ("desert", "sand")),
    "sea": ((34, 112, 178), ("sea", "ocean")),
}
COLUMNS = {"left": (0.18, 0.30), "right": (0.70, 0.82), "center": (0.45, 0.55)}
SIZES = {"": 1.0, "small ": 0.68, "large ": 1.3}
STYLES = ("", "pixel art", "watercolor", "sketch")


def jitter(random: Random, color: Color, amount: int = 12) -> Color:
    return tuple(max(0, min(255, level + random.randint(-amount, amount))) for level in color)


def mix(first: Color, second: Color, share: float) -> Color:
    """`first` at share 0, `second` at share 1."""
    return tuple(int(a * (1 - share) + b * share) for a, b in zip(first, second))


def column(random: Random, place: str) -> float:
    return random.uniform(*COLUMNS[place]) * CANVAS


def where(place: str) -> str:
    return " in the center" if place == "center" else f" on the {place}"


def pick_size(random: Random) -> str:
    return random.choices(list(SIZES), [0.6, 0.2, 0.2])[0]


class Landscape:
    """Sky, ground and what stands on it; `phrases` grows as things are drawn."""

    def __init__(self, random: Random):
        self.random = random
        self.image = Image.new("RGB", (CANVAS, CANVAS))
        self.draw = ImageDraw.Draw(self.image)
        self.sky = random.choice(list(SKIES))
        self.ground = random.choice(list(GROUNDS))
        self.horizon = random.uniform(0.52, 0.64) * CANVAS
        self.is_night = self.sky == "night sky"
        self.phrases: list[str] = []

    def paint(self) -> tuple[Image.Image, str]:
        self.paint_sky()
        if self.sky != "cloudy sky" and self.random.random() < 0.65:
            self.paint_moon() if self.is_night else self.paint_sun()
        if self.sky == "cloudy sky" or (not self.is_night and self.random.random() < 0.3):
            self.paint_clouds()
        if self.sky == "blue sky" and self.random.random() < 0.12:
            self.paint_rainbow()
        if self.random.random() < 0.38:
            self.paint_mountains()
        self.paint_ground()
        things = self.paint_things()
        return self.image, ", ".join([*things, *self.surroundings()])

    def surroundings(self) -> list[str]:
        """Words for all but the things; some are left out, so that captions may be short."""
        says = self.random.random
        words = [self.sky if says() < 0.9 else SKY_SYNONYMS[self.sky]] * (says() < 0.9)
        words += [self.random.choice(GROUNDS[self.ground][1])] * (says() < 0.9)
        words += [phrase for phrase in self.phrases if says() < 0.9]
        self.random.shuffle(words)
        return words

    def paint_sky(self):
        top, bottom = (jitter(self.random, color, 8) for color in SKIES[self.sky])
        end = int(self.horizon) + 30
        for y in range(end):
            self.draw.line([(0, y), (CANVAS, y)], fill=mix(top, bottom, y / end))
        if self.is_night:
            for _ in range(self.random.randint(15, 35)):
                x, y = self.random.uniform(0, CANVAS), self.random.uniform(0, self.horizon - 10)
                self.disc(x, y, self.random.choice((1, 1, 1.6)), (255, 255, 230))

    def disc(self, x: float, y: float, radius: float, color: Color):
        self.draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=color)

    def place_in_sky(self) -> tuple[float, float, float, str]:
        """Center, radius, and the words for the place, which are left out now and then."""
        place = self.random.choice(list(COLUMNS))
        x, y = column(self.random, place), self.random.uniform(0.13, 0.24) * CANVAS
        radius = self.random.uniform(0.07, 0.11) * CANVAS
        return x, y, radius, "" if self.random.random() < 0.3 else where(place)

    def paint_moon(self):
        x, y, radius, place = self.place_in_sky()
        behind = self.image.getpixel((int(x), int(max(0, y - radius - 2))))
        self.disc(x, y, radius, (250, 246, 215))
        if self.random.random() < 0.5:
            shadow = [x - radius * 0.3, y - radius * 1.1, x + radius * 1.5, y + radius * 0.8]
            self.draw.ellipse(shadow, fill=behind)
            self.phrases.append(f"a crescent moon{place}")
        else:
            self.phrases.append(f"a full moon{place}")

    def paint_sun(self):
        x, y, radius, place = self.place_in_sky()
        color = (255, 214, 50) if self.sky == "blue sky" else (255, 110, 60)
        halo = mix(self.image.getpixel((int(x), int(y))), color, 0.45)
        self.disc(x, y, radius * 1.35, halo)
        self.disc(x, y, radius, color)
        self.phrases.append(f"the sun{place}")

    def paint_clouds(self):
        is_cloudy = self.sky == "cloudy sky"
        color = (228, 230, 234) if is_cloudy else (250, 250, 252)
        for _ in range(self.random.randint(2, 4)):
            x = self.random.uniform(0, CANVAS)
            y = self.random.uniform(0.06, 0.34) * CANVAS
            for dx, dy, r in ((-22, 4, 13), (0, -3, 18), (22, 4, 13)):
                box = [x + dx - r, y + dy - r * 0.8, x + dx + r, y + dy + r * 0.8]
                self.draw.ellipse(box, fill=color)
        if not is_cloudy:
            self.phrases.append("white clouds")

    def paint_rainbow(self):
        for band, name in enumerate(("red", "orange", "yellow", "green", "blue", "purple")):
            r = 0.46 * CANVAS - band * 6
            middle = CANVAS / 2
            box = [middle - r, self.horizon - r * 0.95, middle + r, self.horizon + r * 1.05]
            self.draw.arc(box, 180, 360, fill=COLORS[name], width=7)
        self.phrases.append("a rainbow")

    def paint_mountains(self):
        color = shade((112, 118, 140), 0.55 if self.is_night else 1)
        foot = self.horizon + 8
        x = self.random.uniform(-30, 20)
        while x < CANVAS:
            width, height = self.random.uniform(80, 130), self.random.uniform(50, 85)
            peak = (x + width / 2, self.horizon - height)
            slopes = [(x, foot), peak, (x + width, foot)]
            self.draw.polygon(slopes, fill=jitter(self.random, color, 10))
            snow_foot = peak[1] + (height + 8) * 0.32
            half = width / 2 * 0.32
            snow = [(peak[0] - half, snow_foot), peak, (peak[0] + half, snow_foot)]
            self.draw.polygon(snow, fill=(240, 244, 250))
            x += width * self.random.uniform(0.55, 0.8)
        self.phrases.append("mountains")

    def paint_ground(self):
        color = jitter(self.random, GROUNDS[self.ground][0], 10)
        color = shade(color, 0.5) if self.is_night else color
        if self.ground == "sea":
            self.paint_sea(color)
            return
        for ridge in range(3 if self.ground == "desert" else 2):
            height, waves = self.random.uniform(4, 14), self.random.uniform(0.8, 1.8)
            phase, top = self.random.uniform(0, 2 * math.pi), self.horizon + ridge * 22
            line = [
                (x, top + height * math.sin(x / CANVAS * 2 * math.pi * waves + phase))
                for x in range(0, CANVAS + 8, 8)
            ]
            self.draw.polygon([*line, (CANVAS, CANVAS), (0, CANVAS)], fill=shade(color, 1 - 0.09 * ridge))

    def paint_sea(self, color: Color):
        self.draw.rectangle([0, self.horizon, CANVAS, CANVAS], fill=color)
        crest = tuple(min(255, level + 38) for level in color)
        for _ in range(14):
            x, y = self.random.uniform(0, CANVAS), self.random.uniform(self.horizon + 6, CANVAS)
            half = self.random.uniform(10, 30)
            self.draw.line([(x - half, y), (x + half, y)], fill=crest, width=2)

    def fitting_things(self) -> list[str]:
        if self.ground == "sea":
            return ["boat", "balloon"]
        dry = [name for name in THINGS if name != "boat"]
        return [name for name in dry if name != "cactus" or self.ground == "desert"]

    def paint_things(self) -> list[str]:
        count = self.random.choices([0, 1, 2], [0.08, 0.55, 0.37])[0]
        places = ["left", "right"] if count == 2 else [self.random.choice(list(COLUMNS))]
        self.random.shuffle(places)
        names = self.random.sample(self.fitting_things(), count)
        return [self.paint_thing(name, place) for name, place in zip(names, places)]

    def paint_thing(self, name: str, place: str) -> str:
        color_name = self.random.choice(NATURAL_COLORS.get(name, tuple(COLORS)))
        drawing, share = THINGS[name]
        size = pick_size(self.random)
        if name == "balloon":
            foot = self.random.uniform(0.42, 0.55)
        else:
            foot = self.random.uniform(0.74, 0.84) if self.ground == "sea" else self.random.uniform(0.8, 0.9)
        color = jitter(self.random, COLORS[color_name], 8)
        units = CANVAS * share * SIZES[size] * self.random.uniform(0.94, 1.06)
        pen = Pen(self.draw, column(self.random, place), foot * CANVAS, units)
        drawing(pen, shade(color, 0.78) if self.is_night else color)
        full_name = name if name in ("cactus", "pine tree") else f"{color_name} {name}"
        return f"a {size}{full_name}" + (where(place) if self.random.random() < 0.75 else "")


SHAPES = ("circle", "square", "triangle", "star", "heart", "ring")
SHAPE_PLACES = {
    "left": (0.27, 0.5),
    "right": (0.73, 0.5),
    "center": (0.5, 0.5),
    "top": (0.5, 0.27),
    "bottom": (0.5, 0.73),
}
SHAPE_WORDS = {
    "left": " on the left",
    "right": " on the right",
    "center": " in the center",
    "top": " at the top",
    "bottom": " at the bottom",
}
SHAPE_SIZES = {"": 1.0, "small ": 0.62, "large ": 1.32}
SHAPE_BACKGROUNDS = ("white", "black", "grey", "yellow", "blue", "pink", "green")


def star_points() -> list[tuple[float, float]]:
    radii = (1.1, 0.45)
    angles = [(radii[tip % 2], tip * math.pi / 5) for tip in range(10)]
    return [(r * math.sin(angle), r * math.cos(angle)) for r, angle in angles]


def heart_points() -> list[tuple[float, float]]:
    angles = [step / 20 * math.pi for step in range(40)]
    return [
        (
            0.96 * math.sin(t) ** 3,
            0.06 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
        )
        for t in angles
    ]


def draw_shape(pen: Pen, shape: str, color: Color):
    """Draw a shape around the pen's foot, one size to each side."""
    if shape == "circle":
        pen.ellipse(-1, -1, 1, 1, color)
    elif shape == "square":
        pen.rectangle(-0.9, -0.9, 0.9, 0.9, color)
    elif shape == "triangle":
        pen.polygon([(0, 1), (1, -0.85), (-1, -0.85)], color)
    elif shape == "ring":
        width = max(4, int(pen.size * 0.35))
        pen.draw.ellipse(pen.box(-1, -1, 1, 1), outline=color, width=width)
    else:
        pen.polygon(star_points() if shape == "star" else heart_points(), color)


def shapes(random: Random) -> tuple[Image.Image, str]:
    """One or two flat shapes on a plain background."""
    background = random.choice(SHAPE_BACKGROUNDS)
    image = Image.new("RGB", (CANVAS, CANVAS), jitter(random, COLORS[background], 8))
    draw = ImageDraw.Draw(image)
    pairs = (("left", "right"), ("right", "left"), ("top", "bottom"), ("bottom", "top"))
    alone = random.random() < 0.5
    places = [random.choice(list(SHAPE_PLACES))] if alone else list(random.choice(pairs))
    phrases = []
    for place in places:
        shape, size = random.choice(SHAPES), pick_size(random)
        color = random.choice([name for name in COLORS if name != background])
        x, y = (share * CANVAS + random.uniform(-8, 8) for share in SHAPE_PLACES[place])
        units = CANVAS * 0.17 * SHAPE_SIZES[size] * random.uniform(0.95, 1.05)
        draw_shape(Pen(draw, x, y, units), shape, jitter(random, COLORS[color], 8))
        says_place = not alone or random.random() < 0.8
        phrases.append(f"a {size}{color} {shape}" + (SHAPE_WORDS[place] if says_place else ""))
    caption = (" and " if random.random() < 0.5 else ", ").join(phrases)
    return image, caption + (f", {background} background" if random.random() < 0.9 else "")


def portrait(random: Random) -> tuple[Image.Image, str]:
    """One thing, large, on a plain background."""
    background = random.choice([*SHAPE_BACKGROUNDS, "purple"])
    image = Image.new("RGB", (CANVAS, CANVAS), jitter(random, COLORS[background], 8))
    name = random.choice(["cat", "robot", "flower", "house", "boat", "balloon", "tree"])
    colors = [c for c in NATURAL_COLORS.get(name, tuple(COLORS)) if c != background]
    color = random.choice(colors or ["green"])
    size = CANVAS * 0.66 * random.uniform(0.9, 1.05)
    x = CANVAS * random.uniform(0.46, 0.54)
    pen = Pen(ImageDraw.Draw(image), x, CANVAS * 0.9, size)
    THINGS[name][0](pen, jitter(random, COLORS[color], 8))
    opening = random.choice(["a", "a portrait of a", "close up of a"])
    return image, f"{opening} {color} {name}, {background} background"


def landscape(random: Random) -> tuple[Image.Image, str]:
    return Landscape(random).paint()


def watercolor(image: Image.Image) -> Image.Image:
    paper = Image.new("RGB", image.size, (255, 250, 238))
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(4.5)), paper, 0.34)
    vignette = Image.radial_gradient("L").resize(image.size).point(lambda v: max(0, v - 150) * 2)
    return Image.composite(Image.new("RGB", image.size, (252, 248, 238)), image, vignette)


def sketch(image: Image.Image) -> Image.Image:
    grey = ImageOps.grayscale(image)
    edges = grey.filter(ImageFilter.GaussianBlur(1.2)).filter(ImageFilter.FIND_EDGES)
    lines = ImageOps.invert(edges.point(lambda level: min(255, level * 7)))
    image = Image.blend(lines, ImageOps.autocontrast(grey), 0.22)
    ImageDraw.Draw(image).rectangle([0, 0, CANVAS - 1, CANVAS - 1], outline=235, width=4)
    return image.convert("RGB")


def in_style(image: Image.Image, style: str) -> Image.Image:
    """Return the picture in its final size and style."""
    if style == "pixel art":
        coarse = image.resize((PICTURE // 4, PICTURE // 4), Image.BOX)
        return coarse.resize((PICTURE, PICTURE), Image.NEAREST)
    if style == "watercolor":
        image = watercolor(image)
    if style == "sketch":
        image = sketch(image)
    return image.resize((PICTURE, PICTURE), Image.BOX)


def scene(random: Random, style: str | None = None) -> tuple[Image.Image, str]:
    """Draw one scene, in a style if given, else mostly in none.

    Returns: an RGB picture of 128 x 128 pixels, and its caption.
    """
    kind = random.choices([landscape, shapes, portrait], [0.62, 0.20, 0.18])[0]
    image, caption = kind(random)
    if style is None:
        style = random.choices(STYLES, [0.70, 0.12, 0.09, 0.09])[0]
    if style:
        caption = f"{style}, {caption}" if random.random() < 0.6 else f"{caption}, {style}"
    return in_style(image, style), caption
