"""What desktops and packages are told about the program agrees with the program, and with itself."""

import configparser
import hashlib
import io
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import nrw_desktop
from nrw_desktop.storage.database.connection import APPLICATION_ID
from release import about, debian, licences, sums

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


def test_the_list_of_parts_names_each_by_where_it_is_from() -> None:
    names = licences.needed_distributions(PROJECT["project"]["dependencies"])
    parts = [*licences.python_parts(names), *licences.own_parts(), licences.Part("libx", "1", "MIT", ())]
    bill = about.bill_of_materials(parts)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    listed = bill["components"]
    assert isinstance(listed, list)
    assert {component["purl"].partition("@")[0] for component in listed} == {f"pkg:pypi/{name}" for name in names}


def test_sums_are_read_by_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "a ä.msi").write_bytes(b"abc")
    sums.write_sums(tmp_path)
    # The second time, the file of sums is there and is none of those that it is about.
    told = sums.write_sums(tmp_path)
    assert told == f"{hashlib.sha256(b'abc').hexdigest()}  a ä.msi\n" == (tmp_path / sums.NAME).read_text("utf-8")
