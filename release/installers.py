"""Installers for Windows, for one person and without an administrator, made on Linux of a frozen program.

python -m release.installers FOLDER OUT makes an MSI (wixl) and a setup program (NSIS) and prints their names.
"""

import itertools
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from release import about, cabinet, shipped

TOOLS = {
    "makensis": "nsis",
    "msibuild": "msitools",
    "wixl": "wixl",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
}
"""What this calls, and the Debian packages that have it."""
NAME, TITLE, PLAN = "nrw-desktop", "NRWeltoffen", "nrw_desktop.plan"
UPGRADE_CODE = uuid.UUID("5b6d1c1e-7f0b-4c53-9b0a-6e5f0f6a2d11")
"""By it Windows knows every version of this program; must stay as it is for ever."""
_HERE = Path(__file__).resolve().parent / "windows"
_ICON = about.ROOT / "resources" / "icons" / "nrw-desktop.ico"
_OPEN = '"[INSTALLDIR]nrw-desktop-gui.exe" "%1"'
_GUARD = "refuse_while_open"
MOST_MEGABYTES = 60
"""What one of them may have, in millions of bytes."""
_ARCHIVE, _TWIN = (f"{name}{shipped.ARCHIVE}" for name in shipped.PROGRAMS)
"""Two files of the same content: the MSI has the first, and makes the second of it."""
_READER = f"{shipped.PROGRAMS[1]}.exe"
"""What reads the second, and comes and goes with it."""
_CABINET = "cab1.cab"
"""What wixl calls the part of an MSI that has the files."""
_NEWER = "Auf diesem Rechner ist schon eine neuere Version von NRWeltoffen."


def make_msi(frozen: Path, out: Path, version: str) -> Path:
    """Make the MSI of a frozen program in a folder and give back its path.

    Raises:
        CalledProcessError: the compiler or wixl failed; what it said stands on stderr.
    """
    package = out / f"{NAME}-{version}-x64.msi"
    with tempfile.TemporaryDirectory(prefix="nrw-msi-") as scratch:
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-O1", "-o", f"{_GUARD}.dll"]
        subprocess.run([*compiler, _HERE / f"{_GUARD}.c", "-lmsi"], cwd=scratch, check=True)
        # wixl finds only what lies below the folder of its source.
        Path(scratch, "frozen").symlink_to(frozen)
        shutil.copyfile(_ICON, Path(scratch, "icon.ico"))
        source, content = Path(scratch, "product.wxs"), described(frozen, version)
        ElementTree.ElementTree(content).write(source, "utf-8", xml_declaration=True)
        subprocess.run(["wixl", "--arch", "x64", "--output", package, source.name], cwd=scratch, check=True)
        change(package, Path(scratch), duplicated(frozen, content))
    return package


def change(package: Path, scratch: Path, queries: list[str]) -> None:
    """Pack the files in an MSI tighter than wixl does, and tell it what wixl has no words for; in SQL."""
    packed = subprocess.run(["msiinfo", "extract", package, _CABINET], stdout=subprocess.PIPE, check=True).stdout
    tighter = scratch / _CABINET
    tighter.write_bytes(cabinet.tightened(packed))
    told = [part for query in queries for part in ("-q", query)]
    subprocess.run(["msibuild", package, *told, "-a", _CABINET, tighter], check=True)


def make_setup(frozen: Path, out: Path, version: str) -> Path:
    """Make the setup program of a frozen program in a folder and give back its path.

    Raises:
        CalledProcessError: makensis failed; what it said stands on stderr.
    """
    program = out / f"{NAME}-{version}-setup.exe"
    known = {"VERSION": version, "FROZEN": frozen, "OUT": program, "ICON": _ICON}
    command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{key}={value}" for key, value in known.items())]
    subprocess.run([*command, _HERE / "setup.nsi"], check=True)
    return program


def described(frozen: Path, version: str) -> Element:
    """What wixl makes an MSI of: all files below a folder, the start menu, the ending of plans, newer over older."""
    root = Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = SubElement(
        root,
        "Product",
        Id="*",
        Name=TITLE,
        Language="1031",
        Version=version,
        Manufacturer="nrw_desktop",
        UpgradeCode=str(UPGRADE_CODE).upper(),
    )
    SubElement(product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perUser")
    SubElement(product, "MajorUpgrade", DowngradeErrorMessage=_NEWER)
    SubElement(product, "MediaTemplate", EmbedCab="yes")
    SubElement(product, "Icon", Id="icon.ico", SourceFile="icon.ico")
    SubElement(product, "Property", Id="ARPPRODUCTICON", Value="icon.ico")
    SubElement(product, "Binary", Id="guard", SourceFile=f"{_GUARD}.dll")
    SubElement(
        product, "CustomAction", Id="Guard", BinaryKey="guard", DllEntry=_GUARD, Return="check", Impersonate="yes"
    )
    order = SubElement(product, "InstallExecuteSequence")
    SubElement(order, "Custom", Action="Guard", After="CostFinalize")
    target = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    feature = SubElement(product, "Feature", Id="whole", Level="1", Title=TITLE)
    local = SubElement(target, "Directory", Id="LocalAppDataFolder")
    programs = SubElement(local, "Directory", Id="Programs", Name="Programs")
    home = SubElement(programs, "Directory", Id="INSTALLDIR", Name=TITLE)
    components = _files(frozen, home)
    menu = SubElement(target, "Directory", Id="ProgramMenuFolder")
    components.append(_entries(menu))
    for component in components:
        SubElement(feature, "ComponentRef", Id=component)
    return root


def duplicated(frozen: Path, content: Element) -> list[str]:
    """What Windows Installer is told of the file that it makes of another one, where there are two."""
    if not (frozen / _TWIN).exists():
        return []
    ids = {file.get("Name"): file.get("Id") for file in content.iter("File") if file.get("Name") in (_ARCHIVE, _READER)}
    return [
        "CREATE TABLE `DuplicateFile` (`FileKey` CHAR(72) NOT NULL, `Component_` CHAR(72) NOT NULL, "
        "`File_` CHAR(72) NOT NULL, `DestName` CHAR(255) LOCALIZABLE, `DestFolder` CHAR(72) PRIMARY KEY `FileKey`)",
        "INSERT INTO `DuplicateFile` (`FileKey`, `Component_`, `File_`, `DestName`, `DestFolder`) "
        f"VALUES ('twin', '{ids[_READER]}', '{ids[_ARCHIVE]}', '{_TWIN}', 'INSTALLDIR')",
        # After the files have come, and before they go.
        "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('DuplicateFiles', 4210)",
        "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveDuplicateFiles', 3400)",
    ]


def _files(frozen: Path, home: Element) -> list[str]:
    """Put each file into a component of its own, as Windows wants it, below the folder where the program will lie."""
    numbers = itertools.count(1)
    folders = {frozen: home}
    components = []
    for path in sorted(frozen.rglob("*")):
        if path == frozen / _TWIN:
            continue
        parent = folders[path.parent]
        if path.is_dir():
            folders[path] = SubElement(parent, "Directory", Id=f"d{next(numbers)}", Name=path.name)
            continue
        within = path.relative_to(frozen).as_posix()
        name = f"f{next(numbers)}"
        component = SubElement(parent, "Component", Id=name, Guid=_guid(within), Win64="yes")
        SubElement(component, "File", Id=name, Name=path.name, Source=f"frozen/{within}", KeyPath="yes")
        components.append(name)
    return components


def _entries(menu: Element) -> str:
    """Put the start menu's entry and what Windows knows about plans into a component, and give back its id."""
    component = SubElement(menu, "Component", Id="entries", Guid=_guid("entries"), Win64="yes")
    SubElement(
        component,
        "Shortcut",
        Id="shortcut",
        Name=TITLE,
        Description="Phasen eines Handlungsplans planen und drucken",
        Target="[INSTALLDIR]nrw-desktop-gui.exe",
        WorkingDirectory="INSTALLDIR",
        Icon="icon.ico",
    )
    classes = r"Software\Classes"
    for key, name, value in (
        (rf"{classes}\.nrwplan", "", PLAN),
        (rf"{classes}\.nrwplan\OpenWithProgids", PLAN, ""),
        (rf"{classes}\{PLAN}", "", "NRWeltoffen-Plan"),
        (rf"{classes}\{PLAN}\DefaultIcon", "", "[INSTALLDIR]nrw-desktop-gui.exe,0"),
        (rf"{classes}\{PLAN}\shell\open\command", "", _OPEN),
    ):
        named = {"Name": name} if name else {}
        SubElement(component, "RegistryValue", named, Root="HKCU", Key=key, Type="string", Value=value)
    told = {"Root": "HKCU", "Key": r"Software\nrw_desktop", "Name": "Installed", "Type": "string"}
    SubElement(component, "RegistryValue", told, Value="[INSTALLDIR]", KeyPath="yes")
    return "entries"


def _guid(name: str) -> str:
    """The same for the same file in each version: by it Windows knows that one takes the place of the other."""
    return str(uuid.uuid5(UPGRADE_CODE, name)).upper()


if __name__ == "__main__":
    place, goal = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    goal.mkdir(parents=True, exist_ok=True)
    for make in (make_msi, make_setup):
        made = make(place, goal, about.version())
        size = made.stat().st_size / 10**6
        print(f"{made} ({size:.1f} MB)", flush=True)
        if size > MOST_MEGABYTES:
            sys.exit(f"more than {MOST_MEGABYTES} MB")
