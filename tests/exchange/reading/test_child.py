"""Whatever a file holds, reading it ends with what is in it or with a sentence, and soon."""

import os
import sys
import time
import zipfile
from pathlib import Path

import pytest
from exchange.reading.bombs import BOMBS
from exchange.word.docx_maker import document, p, packed, table

from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.exchange.reading.kinds import kind_of
from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.word import docx, odt

MOST_SECONDS = 5
FENCES = "from nrw_desktop.exchange.reading.fences import raise_fences"


def read_here(path: Path) -> Source:
    """What the child reads, in this process."""
    return odt.read(path) if kind_of(path) == "odt" else docx.read(path)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_sentence(name: str, tmp_path: Path) -> None:
    make, word = BOMBS[name]
    path = tmp_path / "Plan.docx"
    path.write_bytes(make())
    before = time.monotonic()
    if word:
        with pytest.raises(SourceError, match=word.replace("(", r"\(").replace(")", r"\)")) as refused:
            read_here(path)
        assert str(refused.value).endswith(".")
    else:
        read_here(path)
    assert time.monotonic() - before < MOST_SECONDS


def test_a_child_reads_a_document_and_says_what_is_wrong_with_another(tmp_path: Path) -> None:
    path = tmp_path / "Plan ä.docx"
    path.write_bytes(document(p("Überschrift"), table(("Phase", "Maßnahme"), ("Analyse", "Tagung"))))
    assert source_of(path) == docx.read(path)
    path.write_bytes(BOMBS["a billion laughs"][0]())
    with pytest.raises(SourceError, match="Dokumenttyp"):
        source_of(path)


def test_a_file_that_asks_for_all_memory_ends_the_child_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # On a busy computer its time would be over first.
    monkeypatch.setattr("nrw_desktop.exchange.reading.child.LEAST_SECONDS", 60)
    path = tmp_path / "Plan.docx"
    dense = "".join(f'<w:r a="{number % 97}"/>' for number in range(1_600_000))
    path.write_bytes(document(f"<w:p>{dense}</w:p>"))
    with pytest.raises(SourceError, match="reicht der Speicher nicht"):
        source_of(path)


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("import os; os.abort()", "ließ sich nicht lesen"),
        ("import sys; sys.stdout.write('+nonsense')", "ließ sich nicht lesen"),
        ("import sys; sys.exit(3)", "ließ sich nicht lesen"),
        (f"{FENCES}; raise_fences(1)\nwhile True: pass", "zu lange gedauert"),
        ("import time; time.sleep(60)", "zu lange gedauert"),
        # On a busy computer it takes a while to start.
        ("import os, time; time.sleep(1.5); os.write(1, b'-So ist es.')", "So ist es"),
    ],
)
def test_each_end_of_the_child_is_a_sentence(
    does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nrw_desktop.exchange.reading.child.LEAST_SECONDS", 1)
    monkeypatch.setattr("nrw_desktop.exchange.reading.child.PATIENCE", 2)
    path = tmp_path / "Plan.docx"
    path.write_bytes(document(p("x")))
    with pytest.raises(SourceError, match=said):
        source_of(path, [sys.executable, "-c", does])


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "fehlt.docx", tmp_path):
        with pytest.raises(SourceError):
            source_of(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "Leitung.docx")
        with pytest.raises(SourceError, match="keine Datei"):
            source_of(tmp_path / "Leitung.docx")


def test_a_part_is_found_where_the_file_says(tmp_path: Path) -> None:
    content = document(table(("Phase", "Maßnahme"), ("Analyse", "Tagung")))
    path = tmp_path / "Plan.docx"
    path.write_bytes(content)
    usual = docx.read(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    moved = {name.replace("word/document", "word/document2"): inside for name, inside in parts.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    path.write_bytes(packed(moved))
    assert docx.read(path) == usual


def test_whoever_gives_up_ends_the_child(tmp_path: Path) -> None:
    path, began = tmp_path / "Plan.csv", tmp_path / "began"
    path.write_text("Phase;Maßnahme\n", "utf-8")
    does = f"import os, pathlib, time; pathlib.Path({str(began)!r}).write_text(str(os.getpid())); time.sleep(60)"

    def watch() -> None:
        if began.exists() and began.read_text():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        source_of(path, [sys.executable, "-c", does], watch)
    with pytest.raises(ProcessLookupError):
        os.kill(int(began.read_text()), 0)
