"""Writes a PDF file from the bytes of its objects: streams as they are, all else packed, and the table of places.

Packed objects (PDF 1.5, ISO 32000-1, 7.5.7) make a tagged file about a quarter as large.
"""

import hashlib
import zlib
from collections.abc import Iterable

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

_PACK = 200
"""So many objects are packed together: a viewer unpacks them all to read one."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


def pdf_text(text: str) -> str:
    """A text as it stands in an object or a content stream, in any script."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def stream(dictionary: str, content: bytes) -> bytes:
    """A compressed stream; ``dictionary`` is what stands in it besides its length."""
    packed = zlib.compress(content)
    # The line end before `endstream` is no part of the content; PDF/A asks for it (ISO 19005-2, 6.1.7.1).
    head = f"<<{dictionary}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode("ascii")
    return head + packed + b"\nendstream"


def pdf_file(objects: Iterable[tuple[bytes, bool]], root: int, info: int) -> bytes:
    """The whole file. ``objects`` come in the order of their numbers, from 1, each with whether it is a stream."""
    parts = [HEADER]
    size = len(HEADER)
    places = [_place(_FREE, 0, 65535)]
    digest = hashlib.sha256()
    loose: list[tuple[int, bytes]] = []

    def add(number: int, body: bytes) -> None:
        nonlocal size
        places[number] = _place(_PLAIN, size, 0)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        parts.append(part)
        size += len(part)

    for body, is_stream in objects:
        digest.update(body)
        places.append(b"")
        if is_stream:
            add(len(places) - 1, body)
        else:
            loose.append((len(places) - 1, body))
    for start in range(0, len(loose), _PACK):
        group = loose[start : start + _PACK]
        holder = len(places)
        places.append(b"")
        for index, (number, _) in enumerate(group):
            places[number] = _place(_PACKED, holder, index)
        add(holder, _packed(group))
    places.append(_place(_PLAIN, size, 0))
    table = b"".join(places)
    name = digest.hexdigest()[:32]
    keys = f"/Type/XRef/Size {len(places)}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
    number = len(places) - 1
    parts.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, stream(keys, table), size))
    return b"".join(parts)


def _place(kind: int, at: int, rest: int) -> bytes:
    """A line of the table of places (ISO 32000-1, 7.5.8.3)."""
    return bytes([kind]) + at.to_bytes(4, "big") + rest.to_bytes(2, "big")


def _packed(group: list[tuple[int, bytes]]) -> bytes:
    """One stream of several objects, with a list of their numbers and places before them."""
    places, at = [], 0
    for number, body in group:
        places.append(f"{number} {at}")
        at += len(body) + 1
    head = " ".join(places).encode("ascii") + b"\n"
    content = head + b"\n".join(body for _, body in group)
    return stream(f"/Type/ObjStm/N {len(group)}/First {len(head)}", content)
