"""The sums of what is released: python -m release.sums FOLDER writes SHA256SUMS about all its files and prints it."""

import hashlib
import sys
from pathlib import Path

NAME = "SHA256SUMS"


def write_sums(folder: Path) -> str:
    """Write the sums of all files in a folder, in the form that sha256sum --check reads, and give them back."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != NAME)
    told = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (folder / NAME).write_text(told, encoding="utf-8")
    return told


if __name__ == "__main__":
    print(write_sums(Path(sys.argv[1])), end="")
