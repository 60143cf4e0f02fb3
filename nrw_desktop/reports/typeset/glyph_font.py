"""The glyphs of one typeface that a document uses, as a font of the PDF in which each code says what it stands for."""

from collections.abc import Sequence

import uharfbuzz as harfbuzz

from nrw_desktop.reports.typeset.pdf_writer import stream
from nrw_desktop.reports.typeset.typefaces import Typeface

PARTS = 6
"""So many objects it takes: the font, its descendant, descriptor, file, text and glyphs of its codes."""

_LEAN = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE | harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "gasp")
_MOST_MAPPINGS = 100
"""So many codes may stand in one block of a CMap."""


class GlyphFont:
    """Gives codes to glyphs. One that stands for other letters elsewhere has another code there."""

    def __init__(self, face: Typeface, name: str):
        self.face, self.name = face, name
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> str:
        """A glyph that stands for this text, as hexadecimal digits of a string."""
        return f"{self._codes.setdefault((glyph, text), len(self._codes) + 1):04X}"

    def bodies(self, numbers: Sequence[int]) -> list[bytes]:
        """The objects, which have these numbers; the first is the font."""
        _, descendant, descriptor, file, text, glyphs = numbers
        scale = 1000 * self.face.unit
        plan = harfbuzz.SubsetPlan(self.face.face, self._wanted())
        places = dict(plan.old_to_new_glyph_mapping)
        data = plan.execute().blob.data
        # A tag of six letters says that it is a subset.
        name = f"{''.join(chr(ord('A') + int(digit)) for digit in f'{len(self._codes):06d}'[-6:])}+{self.face.name}"
        widths = " ".join(f"{1000 * self.face.advance(glyph):.0f}" for glyph, _ in self._codes)
        extents = self.face.font.get_font_extents("ltr")
        ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
        system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        return [
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
            f"/ToUnicode {text} 0 R>>".encode("ascii"),
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}{system}/FontDescriptor {descriptor} 0 R"
            f"/DW 0/W[1[{widths}]]/CIDToGIDMap {glyphs} 0 R>>".encode("ascii"),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-1000 {descent} 3000 {ascent}]/ItalicAngle 0"
            f"/Ascent {ascent}/Descent {descent}/CapHeight 714/StemV 80/FontFile2 {file} 0 R>>".encode("ascii"),
            stream(f"/Length1 {len(data)}", data),
            stream("", self._texts()),
            stream("", b"\0\0" + b"".join(places[glyph].to_bytes(2, "big") for glyph, _ in self._codes)),
        ]

    def _wanted(self) -> harfbuzz.SubsetInput:
        wanted = harfbuzz.SubsetInput()
        wanted.flags = _LEAN
        wanted.glyph_set.update([glyph for glyph, _ in self._codes])
        wanted.drop_table_tag_set.update([int.from_bytes(tag.encode("ascii"), "big") for tag in _UNUSED_TABLES])
        return wanted

    def _texts(self) -> bytes:
        lines = [f"<{code:04X}><{text.encode('utf-16-be').hex().upper()}>" for (_, text), code in self._codes.items()]
        blocks = [lines[start : start + _MOST_MAPPINGS] for start in range(0, len(lines), _MOST_MAPPINGS)]
        mappings = "\n".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks)
        return (
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{mappings}\n"
            "endcmap CMapName currentdict/CMap defineresource pop end end"
        ).encode("ascii")
