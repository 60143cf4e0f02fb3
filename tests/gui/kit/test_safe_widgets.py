"""The program's own widgets, and that all of the window is made of them."""

import ast
import gc
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop import paths
from nrw_desktop.gui.forms.binder import load_form
from nrw_desktop.gui.forms.form_loader import OWN
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit, literal, tip_text, window_title
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.printing.progress_dialog import ProgressDialog
from tests.gui.hands import settle
from tests.gui.plain import shown, turn_wheel

ROOT = Path(__file__).resolve().parents[3]
GUI = ROOT / "nrw_desktop" / "gui"
SOURCES = [ROOT / "nrw_desktop" / "app.py", ROOT / "nrw_desktop" / "errands.py", *sorted(GUI.rglob("*.py"))]
FORMS = sorted(paths.forms().glob("*.ui"))
MARKUP = '<u>Fest</u> im <Ort folgt>, a<b & &lt;c&gt; <img src="file:///nirgends.png">'

RAW = {
    "QLabel", "QComboBox", "QFontComboBox", "QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser",
    "QSpinBox", "QDoubleSpinBox", "QAbstractSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider", "QDial",
    "QMessageBox", "QProgressDialog", "QInputDialog", "QErrorMessage", "QWizard",
    "QToolTip", "QWhatsThis", "QSystemTrayIcon",
    "QTextDocument", "QTextDocumentFragment", "QStaticText", "QGraphicsTextItem",
}  # fmt: skip
"""What would take a text for HTML, or choose something by the wheel; where one is needed, it gets a safe class."""
OWNERS = {"safe_widgets.py", "message_boxes.py", "progress_dialog.py", "text_edit.py", "article.py"}
"""The modules that make the safe classes of the raw ones."""
TIPS = {"setToolTip", "setTabToolTip", "setStatusTip", "setWhatsThis", "setTabWhatsThis"}
TIP_ROLES = {"ToolTipRole", "StatusTipRole", "WhatsThisRole"}
NEVER = {"setTextFormat", "setOpenExternalLinks", "setHtml", "appendHtml", "insertHtml", "setMarkdown"}
ALLOWED = {("system_clipboard.py", "setHtml")}
"""What is put into the clipboard as HTML is for other programs, and `exchange.clipboard` escapes it."""


def offences(source: str, name: str = "") -> list[str]:
    """The places of a module where Qt's own way is taken, each as „line: what“."""
    tree = ast.parse(source)
    if name in OWNERS:
        return []
    above = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    return [f"{getattr(node, 'lineno', 0)}: {what}" for node in ast.walk(tree) for what in _offence(node, above, name)]


def _offence(node: ast.AST, above: dict[ast.AST, ast.AST], name: str) -> Iterator[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        word = node.id if isinstance(node, ast.Name) else node.attr
        if word in RAW and not _only_names_it(node, above):
            yield word
        if word in TIP_ROLES and not _tips_are_escaped(node, above):
            yield word
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    called = node.func.attr
    if called in NEVER and (name, called) not in ALLOWED:
        yield called
    if (called in TIPS and not _is_safe(node, "tip_text", "<")) or (
        called == "setWindowTitle" and not _is_safe(node, "window_title", "[*]")
    ):
        yield called
    if called == "replace" and any(isinstance(one, ast.Constant) and one.value == "&&" for one in node.args):
        yield "replace"


def _is_safe(call: ast.Call, helper: str, mark: str) -> bool:
    """Whether the text is a sentence of the program's own, or goes through the helper."""
    text = call.args[-1]
    if isinstance(text, ast.Constant):
        return mark not in str(text.value)
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id == helper


def _only_names_it(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Whether a raw class is neither called nor subclassed nor handed on: it is asked for, or annotates."""
    parent, inner = above[node], node
    if isinstance(parent, ast.Attribute):
        # An enum of it, or a function of it that is not called on the class itself.
        caller = above[parent]
        return not (isinstance(caller, ast.Call) and caller.func is parent)
    while parent in above:
        if isinstance(parent, ast.Call):
            asked = isinstance(parent.func, ast.Name) and parent.func.id in ("isinstance", "cast")
            return asked and inner is not parent.func
        if isinstance(parent, ast.arg) or (isinstance(parent, ast.AnnAssign) and inner is parent.annotation):
            return True
        if isinstance(parent, ast.FunctionDef):
            return inner is parent.returns
        if not isinstance(parent, ast.Tuple | ast.BinOp | ast.Subscript):
            return False
        parent, inner = above[parent], parent
    return False


def _tips_are_escaped(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    while node in above and not isinstance(node, ast.FunctionDef):
        node = above[node]
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(isinstance(func, ast.Name) and func.id == "tip_text" for func in calls)


# The whole window


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_module_uses_the_safe_widgets(path: Path) -> None:
    assert offences(path.read_text("utf-8"), path.name) == []


@pytest.mark.parametrize(
    "line",
    [
        "label = QLabel(text)",
        "label = QtWidgets.QLabel(text)",
        "class Box(QComboBox): ...",
        "make = partial(QLineEdit)",
        "QMessageBox.information(parent, title, text)",
        "field.setToolTip(phase.title)",
        "bar.setTabToolTip(0, f'<b>{title}</b>')",
        "box.setWindowTitle(name)",
        "QToolTip.showText(at, text)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "label.setOpenExternalLinks(True)",
        "text.replace('&', '&&')",
        "def data(self, index, role):\n    if role == Qt.ItemDataRole.ToolTipRole:\n        return self.text",
        "spin = QSpinBox()",
        "document = QTextDocument()",
    ],
)
def test_the_raw_way_is_noticed(line: str) -> None:
    assert offences(line), line


@pytest.mark.parametrize(
    "line",
    [
        "def f(line: QLineEdit | None) -> QLabel: ...",
        "if isinstance(one, (QLineEdit, QPlainTextEdit)): ...",
        "box = cast(QComboBox, editor)",
        "read = QLineEdit.text",
        "field.setToolTip(tip_text(phase.title))",
        "field.setToolTip('Zum Beispiel 07/2018')",
        "box.setWindowTitle('Drucken')",
        "line: dict[str, QLineEdit] = {}",
    ],
)
def test_what_is_harmless_passes(line: str) -> None:
    assert offences(line) == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_names_only_widgets_that_come_out_safe(path: Path) -> None:
    tree = ElementTree.parse(path)
    raw = {str(one.get("class")) for one in tree.iter("widget")} & RAW
    assert raw <= OWN.keys()
    properties = [one for one in tree.iter("property") if one.get("name") in ("textFormat", "openExternalLinks")]
    assert properties == []
    tips = [one for one in tree.iter("property") if str(one.get("name")) in ("toolTip", "statusTip", "whatsThis")]
    assert not any("<" in "".join(one.itertext()) for one in tips)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_widgets_of_a_form_come_out_safe(path: Path, qapp: QApplication) -> None:
    around = QWidget()
    form = load_form(path.stem, around)
    pairs = ((QLabel, Label), (QComboBox, ComboBox), (QLineEdit, LineEdit), (QPlainTextEdit, TextEdit))
    gc.collect()
    found = [(one, own) for raw, own in pairs for one in form.findChildren(raw)]
    assert found
    assert [one.objectName() for one, own in found if not isinstance(one, own)] == []
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one, _own in found if isinstance(one, QLabel))


# Each of them


@given(
    st.one_of(st.text(), st.lists(st.sampled_from([*"<>&/ab;\n", "<b>", "</b>", "&lt;", "&amp;", " "])).map("".join))
)
def test_a_tip_says_what_it_was_given(text: str) -> None:
    if any(character in text for character in "\r\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ufdd0\ufdd1\xa0"):
        # Qt's documents have line ends and spaces of their own for these.
        return
    assert shown(tip_text(text)).strip() == text.strip()


def test_a_tip_without_markup_stays_as_it_is() -> None:
    assert tip_text("Kinder & Jugend") == "Kinder & Jugend"


@pytest.mark.parametrize("name", ["Plan [*]", "[*][*]", "a [*] b [*]", "ohne"])
def test_a_window_title_is_shown_whole(name: str, qapp: QApplication) -> None:
    window = QWidget()
    window.setWindowTitle(window_title(name))
    window.show()
    handle = window.windowHandle()
    assert handle is not None
    assert handle.title().startswith(name)
    window.close()


def test_a_button_shows_its_ampersands() -> None:
    assert literal("A & B && C") == "A && B &&&& C"


def test_a_label_shows_markup(qapp: QApplication) -> None:
    label = Label(MARKUP)
    assert label.textFormat() == Qt.TextFormat.PlainText
    label.setText(f"{MARKUP} noch einmal")
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_message_box_shows_markup(qapp: QApplication) -> None:
    box = MessageBox(QMessageBox.Icon.Warning, "Titel", MARKUP)
    box.setInformativeText(MARKUP)
    said = [label for label in box.findChildren(QLabel) if label.text()]
    assert [label.text() for label in said] == [MARKUP, MARKUP]
    assert {label.textFormat() for label in said} == {Qt.TextFormat.PlainText}


def test_a_progress_dialog_shows_markup(qapp: QApplication) -> None:
    around = QWidget()
    waiting = ProgressDialog("Titel", MARKUP, 2, around)
    (said,) = (label for label in waiting.findChildren(QLabel) if label.text())
    assert (said.text(), said.textFormat()) == (MARKUP, Qt.TextFormat.PlainText)
    waiting.reset()


def test_the_wheel_scrolls_an_open_list_and_nothing_else(qapp: QApplication) -> None:
    box = ComboBox()
    box.addItems([str(number) for number in range(60)])
    box.setMaxVisibleItems(5)
    box.show()
    settle()
    turn_wheel(box)
    assert box.currentIndex() == 0
    box.showPopup()
    settle()
    view = box.view()
    before = view.verticalScrollBar().value()
    turn_wheel(view.viewport())
    assert view.verticalScrollBar().value() > before
    assert box.currentIndex() == 0
    box.hidePopup()
    box.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_short_list_is_seen_whole(qapp: QApplication, percent: int) -> None:
    theme.apply(qapp, Qt.ColorScheme.Light, percent=percent)
    box = ComboBox()
    box.addItems(["nach Phasen", "nach Handlungsfeldern", "nach Verantwortlichen"])
    box.show()
    settle()
    box.showPopup()
    settle()
    view = box.view()
    last = view.visualRect(view.model().index(2, 0))
    assert view.viewport().rect().contains(last)
    assert last.height() >= theme.scaled(24)
    box.hidePopup()
    box.close()
    theme.apply(qapp, Qt.ColorScheme.Light, percent=100)


def test_what_is_too_long_ends_with_an_ellipsis(qtbot: QtBot) -> None:
    words = "Kommunales Integrationszentrum der Stadt"
    line, choice = LineEdit(words), ComboBox()
    choice.addItem(words)
    for widget in (line, choice):
        qtbot.addWidget(widget)
        widget.resize(150, 30)
    long = line.grab().toImage()

    def cut(letters: int) -> bool:
        line.setText(f"{words[:letters].rstrip()}…")
        return line.grab().toImage() == long

    assert any(cut(letters) for letters in range(8, len(words)))
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    # Qt paints it within this part alone.
    part = QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField
    room = choice.style().subControlRect(*part, choice).width()
    assert choice.fontMetrics().horizontalAdvance(option.currentText) <= room + 1
    choice.resize(900, 30)
    choice.initStyleOption(option)
    assert option.currentText == words
