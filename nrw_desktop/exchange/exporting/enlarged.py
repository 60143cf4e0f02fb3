"""A part of a Word document that is laid out for A4, as large as a poster: what is measured in it grows, texts stay."""

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MEASURED = {
    "sz": ("val",),
    "szCs": ("val",),
    "trHeight": ("val",),
    "tab": ("pos",),
    "ind": ("left", "hanging"),
    "spacing": ("before", "after"),
    "pgMar": ("top", "right", "bottom", "left", "header", "footer"),
    **dict.fromkeys(("gridCol", "tcW", "top", "left", "bottom", "right"), ("w",)),
}
"""Attributes that are lengths, by their elements. The size of the paper is what was asked for already."""
_OF_DRAWINGS = ("cx", "cy")


def enlarged(part: str, scale: float) -> str:
    """The part, so many times as large."""
    root = etree.fromstring(part)
    for one in root.iter(etree.Element):
        name = str(one.tag)
        if name.startswith(_W):
            attributes = [f"{_W}{field}" for field in _MEASURED.get(name.removeprefix(_W), ())]
        else:
            attributes = list(_OF_DRAWINGS) if name.endswith(("}extent", "}ext")) else []
        for attribute in attributes:
            if (length := one.get(attribute)) is not None:
                one.set(attribute, str(round(int(length) * scale)))
    return str(etree.tostring(root, encoding="unicode"))
