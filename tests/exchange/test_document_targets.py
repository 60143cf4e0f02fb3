"""What documents name, what lies behind it, and what of that may be opened."""

import os
from pathlib import Path

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.document_targets import Target, may_open, read, resolved


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://beispiel.de/a b", Target("web", "https://beispiel.de/a b")),
        (" HTTP://beispiel.de", Target("web", "HTTP://beispiel.de")),
        ("www.beispiel.de", Target("web", "https://www.beispiel.de")),
        ("mailto:info@beispiel.de", Target("mail", "mailto:info@beispiel.de")),
        ("mailto:info@beispiel.de?attach=/etc/passwd", Target("mail", "mailto:info@beispiel.de")),
        (r"\\rechner\frei\a.pdf", Target("file", r"\\rechner\frei\a.pdf", "rechner")),
        ("file://rechner/frei/a%20b.pdf", Target("file", "//rechner/frei/a b.pdf", "rechner")),
    ],
)
def test_what_a_document_names(text: str, target: Target, tmp_path: Path) -> None:
    assert read(text, tmp_path) == target


def test_a_file_beside_the_plan_needs_no_folder(tmp_path: Path) -> None:
    (tmp_path / "Anlagen").mkdir()
    file = tmp_path / "Anlagen" / "100 % Konzept.pdf"
    file.write_bytes(b"x")
    for text, folder in (("Anlagen/100 % Konzept.pdf", tmp_path), (str(file), Path("/")), (file.as_uri(), Path("/"))):
        assert resolved(read(text, folder), text) == file
    assert may_open(file)


@pytest.mark.skipif(os.name == "nt", reason="a colon stands in no name on Windows")
def test_a_name_with_a_colon_is_no_address(tmp_path: Path) -> None:
    (tmp_path / "Sitzung: Protokoll.pdf").write_bytes(b"x")
    assert resolved(read("Sitzung: Protokoll.pdf", tmp_path), "").name == "Sitzung: Protokoll.pdf"


@pytest.mark.parametrize("text", ["weg.pdf", r"C:\Ablage\weg.pdf", "x" * 5000, "a\x01b", "a\x00b"])
def test_what_is_not_there_is_said(text: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="liegt nicht mehr dort"):
        resolved(read(text, tmp_path), text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "ms-msdt:/id", "search-ms:query=a", "vbscript:x", "data:text/html,x"]
)
def test_addresses_that_do_something_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="werden von hier nicht geöffnet"):
        read(text, tmp_path)


@pytest.mark.parametrize("text", [r"\\.\pipe\x", r"\\?\C:\a.pdf"])
def test_devices_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="keine Datei"):
        read(text, tmp_path)


@pytest.mark.parametrize("name", ["a.pdf", "a.PDF", "Ä ß.docx", "1.2.3.odt", "Sitzung\xa05.pdf"])
def test_documents_may_be_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert may_open(tmp_path / name)


@pytest.mark.parametrize(
    "name",
    [
        "los.exe", "los.BAT", "Rechnung.pdf.lnk", "x.desktop", "a.sh", "ohne", "evil.exe.", "evil.pdf.", "evil.pdf ",
        "a.msc", "a.chm", "a.settingcontent-ms", "a.appref-ms", "a.application", "a.xll", "a.iso", "a.scf", "a.pyz",
        "a.docm", "a.html", "a.svg", "a.doc", ".pdf", "evil.exe:a.pdf", "a\u202efdp.exe", "a\u202eexe.pdf",
        "a\u200b.pdf", "a.pdf\n", "a.pdf .exe", "a.ps1 ",
    ],
)  # fmt: skip
def test_what_may_start_something_is_not_opened(name: str, tmp_path: Path) -> None:
    if os.name != "nt":
        (tmp_path / name).write_bytes(b"x")
    assert not may_open(tmp_path / name)


def test_folders_are_opened_unless_they_could_be_programs(tmp_path: Path) -> None:
    for name, opens in (("Ablage", True), ("Los.app", False), ("a.pdf", False)):
        (tmp_path / name).mkdir()
        assert may_open(resolved(read(name, tmp_path), name)) is opens


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need POSIX")
def test_links_are_followed_and_pipes_refused(tmp_path: Path) -> None:
    (tmp_path / "los.sh").write_bytes(b"x")
    (tmp_path / "harmlos.pdf").symlink_to("zwischen.pdf")
    (tmp_path / "zwischen.pdf").symlink_to("los.sh")
    path = resolved(read("harmlos.pdf", tmp_path), "harmlos.pdf")
    assert path.name == "los.sh"
    assert not may_open(path)
    (tmp_path / "kreis.pdf").symlink_to("kreis.pdf")
    with pytest.raises(PlanError, match="liegt nicht mehr dort"):
        resolved(read("kreis.pdf", tmp_path), "kreis.pdf")
    os.mkfifo(tmp_path / "rohr.pdf")
    with pytest.raises(PlanError, match="keine Datei"):
        resolved(read("rohr.pdf", tmp_path), "rohr.pdf")
