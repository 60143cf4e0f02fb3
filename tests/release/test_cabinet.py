"""Cabinets hold the same when they have been packed tighter."""

import random
import struct
import zlib

import pytest

from release import cabinet

BLOCK = 32_768


def _made(*blocks: bytes) -> bytes:
    """A cabinet of one file, each block packed by itself and without a sum, as the format allows."""
    name = struct.pack("<IIHHHH", sum(map(len, blocks)), 0, 0, 0, 0, 32) + b"a.dll\0"
    start = 36 + 8 + len(name)
    data = b""
    for block in blocks:
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        packed = b"CK" + packer.compress(block) + packer.flush()
        data += struct.pack("<IHH", 0, len(packed), len(block)) + packed
    size = start + len(data)
    head = struct.pack("<4s4xI4xI4xBBHHHHH", b"MSCF", size, 44, 3, 1, 1, 1, 0, 0, 0)
    return head + struct.pack("<IHH", start, len(blocks), 1) + name + data


def test_a_cabinet_holds_the_same_and_is_smaller() -> None:
    noise = random.Random(1).randbytes(BLOCK)
    # What repeats across the border of a block is what is gained.
    blocks = [noise, noise[12_000:] + bytes(12_000), random.Random(2).randbytes(700)]
    made = _made(*blocks)
    tight = cabinet.tightened(made)
    start, number, _kind = struct.unpack_from("<IHH", tight, 36)
    assert list(cabinet.unpacked(tight, start, number)) == blocks
    assert len(tight) < len(made) - 15_000
    # All else is as it was, but for the size.
    assert tight[44:start] == made[44:start]
    assert struct.unpack_from("<I", tight, 8) == (len(tight),)
    summed, packed, _length = struct.unpack_from("<IHH", tight, start)
    body = tight[start + 8 : start + 8 + packed]
    words = [body[at : at + 4] for at in range(0, len(body) // 4 * 4, 4)]
    expected = int.from_bytes(body[len(words) * 4 :], "big")
    for word in (*words, tight[start + 4 : start + 8]):
        expected ^= int.from_bytes(word, "little")
    assert summed == expected


@pytest.mark.parametrize(
    "spoilt", [b"MSCF", b"XXXX" + _made(b"x")[4:], _made(b"x")[:-1], _made(b"x").replace(b"CK", b"CX")]
)
def test_what_is_none_is_refused(spoilt: bytes) -> None:
    with pytest.raises(ValueError, match=r"no cabinet|mark"):
        cabinet.tightened(spoilt)
