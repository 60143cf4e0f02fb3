"""Finds one part of a file in Microsoft's old form of packed files (OLE), as .xls is one."""

import struct

_HEADER, _ENTRY = 512, 128
_NONE = 0xFFFFFFFA
"""Numbers from this one on are no sectors."""
_LISTED = 109
"""Sectors of the table that the header itself lists."""


def part(content: bytes, names: tuple[str, ...]) -> bytes:
    """The bytes of the first of these parts that is there; none where there is none of them.

    Raises:
        ValueError: the file is damaged.
    """
    try:
        return _part(content, names)
    except (struct.error, IndexError) as error:
        raise ValueError("damaged") from error


def _part(content: bytes, names: tuple[str, ...]) -> bytes:
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    if not 7 <= shift <= 16 or not 2 <= small_shift <= shift:
        raise ValueError("sizes of sectors")
    size = 1 << shift
    first_entry, cutoff, first_small = (struct.unpack_from("<I", content, place)[0] for place in (48, 56, 60))
    table = _table(content, size)
    directory = _joined(content, _chain(table, first_entry), size, _HEADER)
    entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    for name in names:
        for entry in entries:
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace") != name:
                continue
            start, count = struct.unpack_from("<II", entry, 116)
            if count >= cutoff:
                return _joined(content, _chain(table, start), size, _HEADER)[:count]
            root = struct.unpack_from("<I", entries[0], 116)[0]
            small = _joined(content, _chain(table, root), size, _HEADER)
            small_table = _numbers(_joined(content, _chain(table, first_small), size, _HEADER))
            return _joined(small, _chain(small_table, start), 1 << small_shift, 0)[:count]
    return b""


def _table(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = [*struct.unpack_from(f"<{_LISTED}I", content, 76)]
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        if more >= _NONE:
            break
        listed = struct.unpack_from(f"<{size // 4}I", content, _HEADER + more * size)
        sectors += listed[:-1]
        more = listed[-1]
    return _numbers(_joined(content, [one for one in sectors if one < _NONE], size, _HEADER))


def _numbers(content: bytes) -> list[int]:
    return [*struct.unpack_from(f"<{len(content) // 4}I", content)]


def _chain(table: list[int], first: int) -> list[int]:
    found: list[int] = []
    while first < _NONE:
        found.append(first)
        if len(found) > len(table):
            raise ValueError("a circle")
        first = table[first]
    return found


def _joined(content: bytes, sectors: list[int], size: int, offset: int) -> bytes:
    return b"".join([content[offset + one * size : offset + (one + 1) * size] for one in sectors])
