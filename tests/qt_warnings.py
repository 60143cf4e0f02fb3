"""Parts of Qt's warnings that every test has to live with."""

HARMLESS = (
    "propagateSizeHints",
    "This plugin does not support",
    "Populating font family aliases",
    "sRGB",
    "QFont::setPoint",
    "OpenType support",
)
