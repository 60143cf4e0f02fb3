"""What the person has agreed to: plans of others whose documents may be opened, and computers they may lie on."""

from pathlib import Path

import msgspec

from nrw_desktop import paths


class _Agreed(msgspec.Struct):
    """Ids of plans, and names of computers in lower case."""

    plans: list[str] = []
    hosts: list[str] = []


def is_trusted(plan: str) -> bool:
    """Whether documents of the plan of this id may be opened though it came from elsewhere."""
    return plan in _read().plans


def trust(plan: str) -> None:
    """Remember that they may."""
    agreed = _read()
    agreed.plans.append(plan)
    _write(agreed)


def is_known(host: str) -> bool:
    """Whether documents may be opened that lie on the computer of this name."""
    return host.casefold() in _read().hosts


def know(host: str) -> None:
    """Remember that they may."""
    agreed = _read()
    agreed.hosts.append(host.casefold())
    _write(agreed)


def _read() -> _Agreed:
    try:
        return msgspec.json.decode(_file().read_bytes(), type=_Agreed)
    except (OSError, msgspec.MsgspecError):
        # Asked once more is no harm.
        return _Agreed()


def _write(agreed: _Agreed) -> None:
    try:
        paths.make_folder(_file().parent)
        paths.write_whole(_file(), msgspec.json.encode(agreed))
    except OSError:
        # Where it cannot be kept, the next time asks again.
        pass


def _file() -> Path:
    return paths.data_dir() / "agreed.json"
