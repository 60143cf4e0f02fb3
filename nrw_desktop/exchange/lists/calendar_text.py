"""Mends the text of calendar files: those of version 1.0, and lines that go on without saying so."""

import html
import quopri
import re

_VERSION_1 = re.compile(r"^VERSION:1\.0[ \t]*$", re.I | re.M)
_SOFT = re.compile(r"^((?=[^:\n]*;(?:ENCODING=)?QUOTED-PRINTABLE)[^:\n]*+:(?:[^\n]*=\n)*[^\n]*)$", re.I | re.M)
"""A line in quoted-printable, which goes on where it ends with „=“."""
_KNOWN = "BEGIN|END|DTSTART|DTEND|DURATION|SUMMARY|DESCRIPTION|LOCATION|UID|RRULE|STATUS|CLASS|VERSION"
_PROPERTY = re.compile(rf"(?:[A-Z][A-Z0-9-]*|[a-z][a-z0-9-]*|(?i:{_KNOWN}))(?:;[^:\n]*)?:")
_CHARSET = re.compile(r"CHARSET=\"?([\w-]+)", re.I)


_MARKUP = re.compile(r"</?(?:p|br|a|b|i|u|ul|ol|li|div|span|html|body|font|table|tr|td|strong|em)\b[^<>]*>", re.I)
_HEAD = re.compile(r"<!doctype[^>]*>|<head\b.*?</head>|<style\b.*?</style>|<!--.*?-->", re.I | re.S)
"""What no page shows."""
_ENDS_LINE = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.I)


def without_markup(text: str) -> str:
    """The words of a description that is written for the web, as Google does."""
    if not _MARKUP.search(text):
        return text
    words = html.unescape(_MARKUP.sub("", _ENDS_LINE.sub("\n", _HEAD.sub("", text))))
    return "\n".join(filter(None, map(str.strip, words.split("\n"))))


def of_version_2(text: str) -> str:
    """A calendar of version 1.0 as one of 2.0: its texts, which are packed in another way; others as they are."""
    if not _VERSION_1.search(text):
        return text
    return _VERSION_1.sub("VERSION:2.0", _SOFT.sub(lambda found: _unpacked(found[1]), text))


def _unpacked(line: str) -> str:
    head, _, value = line.partition(":")
    name, *parameters = head.split(";")
    charset = _CHARSET.search(head)
    content = quopri.decodestring(value.replace("=\n", "").encode("latin-1", "replace"))
    try:
        said = content.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        said = content.decode("cp1252", "replace")
    for sign in ("\\", ";", ","):
        said = said.replace(sign, f"\\{sign}")
    said = said.replace("\r\n", "\n").replace("\n", "\\n")
    kept = [one for one in parameters if not re.match(r"(?:ENCODING=|CHARSET=|QUOTED-PRINTABLE)", one, re.I)]
    return f"{';'.join([name, *kept])}:{said}"


def whole_lines(text: str) -> str:
    """The lines, of which those that name no property go on with the text above them."""
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and line.strip() and not _PROPERTY.match(line):
            parts += ["\\n", line.strip()]
        else:
            parts += ["\n", line]
    return "".join(parts[1:])
