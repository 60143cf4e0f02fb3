"""What desktops and packages are told about the program agrees with the program, and with itself."""

import configparser
import io
import tomllib
from xml.etree import ElementTree

import nrw_desktop
from nrw_desktop.storage.database.connection import APPLICATION_ID
from release import about, debian, licences

PROJECT = tomllib.loads((about.ROOT / "pyproject.toml").read_text("utf-8"))
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def _shared(ending: str) -> str:
    source = next(source for source, place in debian.SHARED.items() if place.endswith(ending))
    return (about.ROOT / source).read_text("utf-8")


def test_versions_agree() -> None:
    newest = ElementTree.fromstring(_shared("metainfo.xml")).find("releases/release")
    assert newest is not None
    told = {about.version(), nrw_desktop.__version__, PROJECT["project"]["version"], newest.get("version")}
    assert len(told) == 1


def test_a_wheel_and_the_package_tell_desktops_the_same() -> None:
    shared = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {source: f"share/{place}" for source, place in debian.SHARED.items()}


def test_plans_are_known_by_one_type_everywhere() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_file(io.StringIO(_shared(".desktop")))
    kind = ElementTree.fromstring(_shared("packages/nrw-desktop.xml")).find(f"{MIME}mime-type")
    described = ElementTree.fromstring(_shared("metainfo.xml"))
    assert kind is not None
    name = kind.get("type")
    assert entry["Desktop Entry"]["MimeType"] == f"{name};"
    assert described.findtext("provides/mediatype") == name
    assert any(place.endswith(f"/{str(name).replace('/', '-')}.svg") for place in debian.SHARED.values())
    assert [glob.get("pattern") for glob in kind.iter(f"{MIME}glob")] == ["*.nrwplan"]
    # SQLite keeps it there; so a plan is known whatever its name.
    match = kind.find(f"{MIME}magic/{MIME}match/{MIME}match")
    assert match is not None
    assert (match.get("offset"), int(match.get("value", ""), 16)) == ("68", APPLICATION_ID)
    assert described.findtext("launchable") == "nrw-desktop.desktop"
    assert {node.text for node in described.iter("binary")} == set(debian.PROGRAMS)


def test_each_part_tells_its_licence_and_a_text_stands_once() -> None:
    names = licences.needed_distributions(PROJECT["project"]["dependencies"])
    assert {"pyside6-essentials", "shiboken6", "reportlab", "lxml"} <= names
    assert not {"pytest", "pyinstaller"} & names
    parts = {part.name.lower(): part for part in (*licences.python_parts(names), *licences.own_parts())}
    assert all(part.licence for part in parts.values())
    # Some wheels bring no text: what they are under is in other parts, or said in so many words by their makers.
    assert {name for name, part in parts.items() if not any(map(str.strip, part.texts))} <= {"python"}
    told = licences.told(parts.values())
    # Three wheels are Qt's.
    assert told.count("durch andere Fassungen") == 1
    assert all(f"\n  {part.name}" in told for part in parts.values())
