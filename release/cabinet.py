"""Cabinets, the packed part of an MSI, made smaller: what wixl makes forgets at each block what stood before it."""

import operator
import struct
import zlib
from array import array
from collections.abc import Iterator
from functools import reduce

_HEAD, _FOLDER, _DATA = struct.Struct("<4s4xI4xI4xBBHHHHH"), struct.Struct("<IHH"), struct.Struct("<IHH")
"""As Microsoft describes them in [MS-CAB]: CFHEADER, CFFOLDER, CFDATA."""
_MSZIP, _MARK = 1, b"CK"
_WINDOW = 32_768
"""Bytes that one block holds, and that deflate can look back."""


def tightened(cabinet: bytes) -> bytes:
    """The same files, packed with what stands before each block, as Microsoft's own tool does it.

    Raises:
        ValueError: it is no cabinet such as wixl makes.
    """
    if len(cabinet) < _HEAD.size:
        raise ValueError("no cabinet")
    mark, size, _files, _minor, _major, folders, _count, flags, _set, _number = _HEAD.unpack_from(cabinet)
    if mark != b"MSCF" or size != len(cabinet) or flags:
        raise ValueError("no cabinet of one part")
    told = [list(_FOLDER.unpack_from(cabinet, _HEAD.size + number * _FOLDER.size)) for number in range(folders)]
    made = bytearray(cabinet[: told[0][0]])
    for number, folder in enumerate(told):
        start, blocks, kind = folder
        if kind != _MSZIP:
            raise ValueError("a folder that is packed in another way")
        _FOLDER.pack_into(made, _HEAD.size + number * _FOLDER.size, len(made), blocks, kind)
        before = b""
        for content in unpacked(cabinet, start, blocks):
            made += _block(content, before)
            before = content
    struct.pack_into("<I", made, 8, len(made))
    return bytes(made)


def unpacked(cabinet: bytes, start: int, blocks: int) -> Iterator[bytes]:
    """What is in each block of a folder whose first block stands there."""
    before = b""
    for _ in range(blocks):
        _sum, packed, _length = _DATA.unpack_from(cabinet, start)
        start += _DATA.size
        if cabinet[start : start + len(_MARK)] != _MARK:
            raise ValueError("a block without its mark")
        before = zlib.decompressobj(-15, zdict=before).decompress(cabinet[start + len(_MARK) : start + packed])
        yield before
        start += packed


def _block(content: bytes, before: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, before[-_WINDOW:])
    data = _MARK + packer.compress(content) + packer.flush()
    sizes = struct.pack("<HH", len(data), len(content))
    return struct.pack("<I", _sum_of(data) ^ _sum_of(sizes)) + sizes + data


def _sum_of(data: bytes) -> int:
    """The checksum of [MS-CAB]: words of four bytes, and of what is left the first byte counts most."""
    whole = len(data) // 4 * 4
    words = array("I", data[:whole])
    return reduce(operator.xor, words, 0) ^ int.from_bytes(data[whole:], "big")
