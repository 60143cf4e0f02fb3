"""Makes the fonts of other scripts in resources/fonts anew: python tests/make_fonts.py FOLDER.

They come from the npm packages `@expo-google-fonts/…` (version 0.4: Noto with TrueType outlines), got in FOLDER with

    npm pack @expo-google-fonts/noto-sans        # and so on, for each of PACKAGES
    mkdir noto-sans && tar xzf expo-google-fonts-noto-sans-[0-9]*.tgz -C noto-sans

Arabic comes from Debian's `fonts-noto-core` of 2020, in which a letter and its dots are one glyph: a PDF can then say
for each what it stands for. It is unpacked there with

    apt-get download fonts-noto-core && dpkg-deb -x fonts-noto-core_*.deb fonts-noto-core

Hints, glyph names and what else a PDF has no use for go; all characters and all features of the layout stay, except
for Chinese, Japanese and Korean, where the common characters are kept (GB 2312, Big5, Shift JIS, all of Hangul).
"""

import argparse
import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"

_REGULAR, _BOLD = "400Regular", "700Bold"
PACKAGES = {
    "noto-sans": (_REGULAR, _BOLD),
    "noto-sans-hebrew": (_REGULAR, _BOLD),
    **dict.fromkeys(
        (
            *(f"noto-sans-{script}" for script in ("armenian", "bengali", "devanagari", "ethiopic", "georgian")),
            *(f"noto-sans-{script}" for script in ("gujarati", "gurmukhi", "kannada", "khmer", "lao", "malayalam")),
            *(f"noto-sans-{script}" for script in ("myanmar", "sinhala", "syriac", "tamil", "telugu", "thaana")),
            *(f"noto-sans-{script}" for script in ("thai", "tifinagh", "symbols", "symbols-2", "math", "sc", "kr")),
            "noto-emoji",
        ),
        (_REGULAR,),
    ),
}
"""Each package and the weights taken from it; what has no bold one is made bolder when it is printed."""

_HANGUL = ((0x1100, 0x1200), (0x3130, 0x3190), (0xA960, 0xA980), (0xAC00, 0xD800))
_KEPT: dict[str, Callable[[], Iterable[int]]] = {
    "noto-sans-sc": lambda: [*_between((0x2E80, 0x3400), (0xFE30, 0xFE70), (0xFF00, 0xFFF0)), *_common_characters()],
    "noto-sans-kr": lambda: _between(*_HANGUL),
    "noto-sans-math": lambda: _between((0x2100, 0x2400), (0x27C0, 0x2C00)),
}
"""Of these only the characters that are given."""


def _between(*ranges: tuple[int, int]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last)]


def _common_characters() -> Iterator[int]:
    for name in ("gb2312", "big5", "shift_jis"):
        for first, second in itertools.product(range(0x81, 0xFF), range(0x40, 0xFF)):
            yield from (code for code in map(ord, bytes((first, second)).decode(name, "ignore")) if code >= 0x3400)


def make(source: Path, target: Path, package: str = "") -> None:
    """Write one font."""
    font = TTFont(source)
    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, layout_features=["*"])
    options.drop_tables += ["STAT", "DSIG", "vhea", "vmtx", "VORG", "BASE", "meta"]
    chosen = _KEPT.get(package)
    if chosen is not None:
        # Forms for vertical lines, old types and other countries make these fonts twice as large.
        options.layout_features = ["ccmp", "ljmo", "vjmo", "tjmo", "mark", "mkmk"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap() if chosen is None else chosen())
    cutter.subset(font)
    font.save(target)
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(font.getGlyphOrder()):,} glyphs")


def main() -> None:
    """Make all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    folder = parser.parse_args().folder
    for package, weights in PACKAGES.items():
        for weight in weights:
            (source,) = (folder / package / "package" / weight).glob("*.ttf")
            make(source, TARGET / f"{source.name.split('_')[0]}-{weight.strip('0123456789')}.ttf", package)
    for source in (folder / "fonts-noto-core").rglob("NotoSansArabic-*.ttf"):
        if source.stem.endswith(("-Regular", "-Bold")):
            make(source, TARGET / source.name)


if __name__ == "__main__":
    main()
