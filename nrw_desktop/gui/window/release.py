"""Which release of the program this is, how old it is, and what its parts are licensed under; nobody else is asked."""

import datetime as dt

import msgspec

from nrw_desktop import __version__, paths

OLD_RELEASE = (
    "Diese Fassung des Programms ist mehr als ein Jahr alt. Ob es eine neue gibt, weiß, wer sie eingerichtet hat."
)
OLD_AFTER = dt.timedelta(days=365)


class Release(msgspec.Struct, frozen=True):
    """The day and the commit of the release; a checkout and a wheel have neither."""

    day: dt.date | None
    commit: str


def known() -> Release:
    """The release, by what was written into the program when it was built."""
    try:
        told = msgspec.json.decode((paths.resources() / "build.json").read_bytes())
        return Release(dt.date.fromisoformat(told["day"]), str(told["commit"]))
    except (OSError, ValueError, LookupError, TypeError):
        return Release(None, "")


def is_old(release: Release, today: dt.date) -> bool:
    """Whether a release is a year old: by then there is likely to be a newer one."""
    return release.day is not None and today - release.day >= OLD_AFTER


def words(release: Release) -> str:
    """Name, version, day and commit in one line."""
    day = f" vom {release.day:%d.%m.%Y}" if release.day else ""
    commit = f" (Stand {release.commit})" if release.commit else ""
    return f"nrw_desktop {__version__}{day}{commit}"


def licences() -> str:
    """The licences of all parts inside, as collected at the build; without one, of what a checkout and a wheel hold."""
    try:
        return (paths.resources() / "licences.txt").read_text("utf-8")
    except OSError:
        texts = sorted(paths.resources().glob("*/LICENSE*"))
        return "\n\n\n".join(f"{path.parent.name}\n\n{path.read_text('utf-8', 'replace').strip()}" for path in texts)
