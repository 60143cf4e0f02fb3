"""The parts of a Word file: the document, its styles, lists, footnotes and comments, found as the file says."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from nrw_desktop.exchange.sources.limits import SourceError
from nrw_desktop.exchange.sources.package import DAMAGED, Package
from nrw_desktop.exchange.sources.xml import Element, local, parsed
from nrw_desktop.exchange.word.margins import opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT, _USUAL = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
"""How the names of elements begin in strict files and in all others; both mean the same."""
_USUAL_PLACE = "word/document.xml"


class Parts:
    """What a Word file holds besides pictures; what is not there is None.

    Raises:
        SourceError: it is no Word file, or damaged.
    """

    def __init__(self, path: Path):
        with Package(path) as package:
            self._package = package
            self.name = self._related("", "officeDocument") or _USUAL_PLACE
            if not package.has(self.name):
                raise SourceError(DAMAGED)
            self.document = self._part(self.name)
            if local(self.document) != "document":
                raise SourceError(DAMAGED)
            self.styles = self._optional("styles")
            self.numbering = self._optional("numbering")
            self.footnotes = self._optional("footnotes")
            self.endnotes = self._optional("endnotes")
            self.comments = self._optional("comments")
            names = (name for kind in ("header", "footer") for name in self._all_related(self.name, kind))
            self.margins = opened(filter(package.has, dict.fromkeys(names)), self._part)

    def _part(self, name: str) -> Element:
        return parsed(self._package.read(name).replace(_STRICT, _USUAL), name)

    def _optional(self, kind: str) -> Element | None:
        """A part that the document can do without; what is wrong with one that is there is said."""
        name = self._related(self.name, kind)
        return self._part(name) if name and self._package.has(name) else None

    def _related(self, part: str, kind: str) -> str:
        """The name of the part that a part refers to as this kind; empty for none."""
        return next(self._all_related(part, kind), "")

    def _all_related(self, part: str, kind: str) -> Iterator[str]:
        """The names of all parts that it refers to so."""
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        for relation in self._part(name) if self._package.has(name) else ():
            if str(relation.get("Type", "")).endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = str(relation.get("Target", ""))
                yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
