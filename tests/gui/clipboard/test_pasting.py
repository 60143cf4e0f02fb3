"""Pasting what others copied: what is in doubt is shown first, columns fill cells, files become documents."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QSettings, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QLabel, QLineEdit, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import Contact, MeasurePartner, Partner, Phase, link_id
from nrw_desktop.gui.clipboard.paste_preview import PastePreview
from nrw_desktop.gui.pages.partner_tab import PartnerTab
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    CTRL,
    SHIFT,
    Key,
    RecordingCommands,
    answer,
    button,
    callouts,
    click,
    front_page,
    go_to_page,
    list_of,
    measure,
    measure_texts,
    press,
    replace_text,
    settle,
    type_text,
)

COPIED = Path(__file__).parents[2] / "exchange" / "clipboard"
TEXT, STATUS, PERIOD, RESPONSIBLE = range(4)


@pytest.fixture
def tab(window: MainWindow) -> PhaseTab:
    """The tab of phase 1, whole."""
    settle()
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    list_of(page, "Maßnahmen").setFocus()
    return page


@pytest.fixture
def register(window: MainWindow) -> PartnerTab:
    """The register in front."""
    settle()
    go_to_page(window, "Partner")
    settle()
    page = cast(PartnerTab, front_page(window))
    page.focus_first()
    return page


@pytest.fixture
def other(
    plan_path: Path, commands: RecordingCommands, tmp_path: Path, show: Callable[[QWidget], QWidget], window: MainWindow
) -> Iterator[MainWindow]:
    """A window with another plan: a phase „Leer“, and of the register only the first seven partners."""
    folder = tmp_path / "Andere"
    folder.mkdir()
    path = Path(shutil.copy(plan_path, folder / "Anderswo.nrwplan"))
    with PlanFile.open(path, ORIGIN) as file:
        workspace = Workspace(file)
        workspace.run(edits.many.remove_partners, [one.id for one in workspace.plan.partners[7:]])
        workspace.run(edits.phases.add, "Leer")
        settings = QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat)
        made = MainWindow(workspace, commands, settings)
        made.resize(1320, 860)
        show(made)
        yield made


def paste(text: str = "", html: str = "", urls: list[str] | None = None) -> None:
    """Put something on the clipboard by its types and press Ctrl+V."""
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CTRL)


def preview() -> PastePreview:
    found = QApplication.activeModalWidget()
    assert isinstance(found, PastePreview), "no preview"
    return found


def no_preview() -> bool:
    return QApplication.activeModalWidget() is None


def fields(dialog: PastePreview) -> list[str]:
    """What the columns are taken for, as the person reads it."""
    return [box.currentText() for box in dialog.header.boxes]


def choose(dialog: PastePreview, column: int, word: str) -> None:
    """Choose by keys what a column is."""
    box = dialog.header.boxes[column]
    box.setFocus()
    press(Key.Key_Home)
    while not box.currentText().startswith(word):
        press(Key.Key_Down)


def put_in(window: QWidget) -> None:
    """Press the button of the preview, and have the window in front again."""
    button(preview(), "Einfügen").click()
    back(window)


def back(window: QWidget) -> None:
    """The preview has gone, and the window is in front again."""
    settle()
    assert no_preview()
    window.window().activateWindow()
    settle()


def rows(workspace: Workspace, number: int = 1) -> list[tuple[str, str, str | None, str | None, str]]:
    plan = workspace.plan
    found = plan.measures(plan.phases[number - 1].id)
    return [(one.text, one.status, one.start, one.end, plan.responsible(one)) for one in found]


def cell(tab: PhaseTab, row: int, column: int) -> None:
    view = list_of(tab, "Maßnahmen")
    click(view, view.model().index(row, column))


def test_an_editor_of_the_preview_that_was_left_hands_in_nothing_more(tab: PhaseTab) -> None:
    """Qt would complain in the log."""
    paste("Fachtag\t03/2017\nNetzwerk\t04–05/2017")
    dialog = preview()
    table = dialog.table
    table.setCurrentIndex(table.model().index(0, 1))
    table.edit(table.currentIndex())
    (editor,) = table.viewport().findChildren(QLineEdit)
    editor.setText("anders")
    table.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
    table.itemDelegate().commitData.emit(editor)
    settle()
    dialog.reject()


def test_columns_without_a_heading_are_shown_and_all_taken(tab: PhaseTab, workspace: Workspace) -> None:
    before, known = workspace.plan, workspace.plan.partners[0].name
    count = len(before.measures(tab.phase))
    paste(f"Fachtag\t03/2017\tläuft\t{known}\nNetzwerk\t04–05/2017\tgeplant\tJugendamt")
    dialog = preview()
    assert fields(dialog) == [f"{word} (vermutet)" for word in ("Maßnahme", "Zeitraum", "Status", "Verantwortlich")]
    assert dialog.count.text() == "2 Maßnahmen"
    assert workspace.plan is before
    put_in(tab)
    new = rows(workspace)
    assert ("Fachtag", "running", "2017-03", "2017-03", known) in new
    assert ("Netzwerk", "planned", "2017-04", "2017-05", "Jugendamt") in new
    assert len(new) == count + 2
    press(Key.Key_Z, CTRL)
    assert workspace.plan == before


def test_a_date_in_a_spreadsheet_does_not_refuse_the_rest(tab: PhaseTab, workspace: Workspace) -> None:
    html = "<table><tr><td>Maßnahme<td>Zeitraum<tr><td>Fachtag<td>14.03.2017<tr><td>Netzwerk<td>05/2017</table>"
    paste(html=html.replace("05/2017", "Frühling 2017"))
    dialog = preview()
    assert dialog.count.text() == "2 Maßnahmen, 1 Zelle zu prüfen"
    assert "„Frühling 2017“ ist kein Monat" in dialog.why.text()
    assert "Vorschlag: „März bis Mai 2017“" in dialog.why.text()
    button(dialog, "Vorschläge übernehmen (1)").click()
    assert dialog.count.text() == "2 Maßnahmen"
    put_in(tab)
    assert ("Fachtag", "planned", "2017-03", "2017-03", "") in rows(workspace)
    assert ("Netzwerk", "planned", "2017-03", "2017-05", "") in rows(workspace)


def test_a_cell_in_doubt_goes_into_the_note_is_mended_or_stays_out(tab: PhaseTab, workspace: Workspace) -> None:
    text = "Maßnahme\tZeitraum\nFachtag\tirgendwann\nNetzwerk\tbald\nBericht\t06/2017\n\t07/2017"
    paste(text)
    dialog = preview()
    assert dialog.count.text().startswith("3 Maßnahmen, 3 Zellen zu prüfen, 1 Zeile ausgelassen")
    # The keyboard is at the first cell in doubt: what is typed mends it.
    type_text("0")
    replace_text("08/2017")
    press(Key.Key_Return)
    assert "2 Zellen zu prüfen" in dialog.count.text()
    put_in(tab)
    found = {one.text: one for one in workspace.plan.measures(tab.phase)}
    assert found["Fachtag"].start == "2017-08"
    assert (found["Netzwerk"].start, found["Netzwerk"].note) == (None, "Zeitraum: bald")
    assert found["Bericht"].start == "2017-06"
    assert "1 Zeile ausgelassen, 1 Zelle in „Notiz“ übernommen." in callouts(tab)


@pytest.mark.parametrize(("way", "left"), [("leer", ["Fachtag", "Netzwerk"]), ("ihre Zeile", ["Netzwerk"])])
def test_cells_in_doubt_are_left_out_or_their_rows(
    tab: PhaseTab, workspace: Workspace, way: str, left: list[str]
) -> None:
    before = measure_texts(workspace.plan, 1)
    paste("Maßnahme\tZeitraum\nFachtag\tirgendwann\nNetzwerk\t06/2017")
    dialog = preview()
    dialog.rest.setFocus()
    type_text(way)
    put_in(tab)
    new = [one for one in workspace.plan.measures(tab.phase) if one.text not in before]
    assert [one.text for one in new] == left
    assert all(one.note is None for one in new)
    assert "ausgelassen" in callouts(tab)[0] or "nicht übernommen" in callouts(tab)[0]


def test_rows_and_columns_can_be_left_out_and_the_heading_switched(tab: PhaseTab, workspace: Workspace) -> None:
    before = measure_texts(workspace.plan, 1)
    paste("Was\tWann\tGeheim\nFachtag\t03/2017\tx\nSumme\t\t9")
    dialog = preview()
    assert dialog.heading.isChecked()
    assert fields(dialog) == ["Maßnahme", "Zeitraum", "nicht übernehmen"]
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.table.model().index(1, 0))
    press(Key.Key_Space)
    assert dialog.count.text() == "1 Maßnahme, 1 Zeile ausgelassen, 1 Spalte nicht übernommen"
    press(Key.Key_Space)
    assert dialog.count.text() == "2 Maßnahmen, 1 Spalte nicht übernommen"
    choose(dialog, 2, "Zeitraum")
    assert dialog.count.text().startswith("„Zeitraum“ steht über 2 Spalten.")
    assert not button(dialog, "Einfügen").isEnabled()
    choose(dialog, 2, "Zielg")
    assert dialog.count.text() == "2 Maßnahmen"
    dialog.heading.click()
    assert dialog.table.model().rowCount() == 3
    dialog.heading.click()
    choose(dialog, 2, "Notiz")
    choose(dialog, 1, "Notiz")
    put_in(tab)
    new = [one for one in workspace.plan.measures(tab.phase) if one.text not in before]
    assert [(one.text, one.note) for one in new] == [("Fachtag", "Wann: 03/2017\nGeheim: x"), ("Summe", "Geheim: 9")]


def test_without_a_column_of_names_nothing_can_be_put_in(tab: PhaseTab) -> None:
    paste("Maßnahme\tZeitraum\nFachtag\t03/2017")
    dialog = preview()
    choose(dialog, 0, "nicht")
    assert dialog.count.text() == "Bitte bei einer Spalte „Maßnahme“ wählen."
    assert not button(dialog, "Einfügen").isEnabled()
    press(Key.Key_Escape)
    assert no_preview()


def test_a_column_of_months_fills_the_cells_below(tab: PhaseTab, workspace: Workspace) -> None:
    before = rows(workspace)
    cell(tab, 1, PERIOD)
    paste("03/2017\n04–05/2017\nab 06/2017")
    assert no_preview()
    after = rows(workspace)
    assert [row[2:4] for row in after[1:4]] == [("2017-03", "2017-03"), ("2017-04", "2017-05"), ("2017-06", None)]
    assert [row[0] for row in after] == [row[0] for row in before]
    assert [after[0], *after[4:]] == [before[0], *before[4:]]
    assert "In 3 Zeilen eingetragen." in callouts(tab)[0]
    assert workspace.undo_label() == "Zeitraum bei 3 Maßnahmen eingefügt"
    press(Key.Key_Z, CTRL)
    assert rows(workspace) == before


def test_empty_cells_between_keep_the_rows_apart(tab: PhaseTab, workspace: Workspace) -> None:
    cell(tab, 0, PERIOD)
    paste(html="<table><tr><td>03/2017</td></tr><tr><td></td></tr><tr><td>05/2017</td></tr></table>")
    assert [row[2] for row in rows(workspace)[:3]] == ["2017-03", None, "2017-05"]


def test_one_value_goes_into_all_that_is_chosen(tab: PhaseTab, workspace: Workspace) -> None:
    cell(tab, 1, STATUS)
    click(list_of(tab, "Maßnahmen"), list_of(tab, "Maßnahmen").model().index(3, STATUS), SHIFT)
    paste("abgeschlossen")
    assert [row[1] for row in rows(workspace)[:5]] == ["planned", "done", "done", "done", "planned"]


def test_what_a_column_does_not_take_is_shown_and_can_become_new_rows(tab: PhaseTab, workspace: Workspace) -> None:
    count = len(rows(workspace))
    cell(tab, 0, PERIOD)
    paste("03/2017\nirgendwann")
    dialog = preview()
    assert dialog.way.currentText().startswith("In die Zeilen, die schon da sind")
    assert "1 Zelle zu prüfen" in dialog.count.text()
    press(Key.Key_Escape)
    back(tab)
    assert rows(workspace)[0][2] is None
    cell(tab, 0, PERIOD)
    paste("Fachtag planen\nNetzwerk aufbauen")
    dialog = preview()
    assert dialog.way.currentText() == "Als neue Maßnahmen"
    put_in(tab)
    assert len(rows(workspace)) == count + 2


def test_months_pasted_among_names_are_no_measures(tab: PhaseTab, workspace: Workspace) -> None:
    texts = measure_texts(workspace.plan, 1)
    cell(tab, 2, TEXT)
    paste("03/2017\n04/2017")
    dialog = preview()
    assert fields(dialog) == ["Zeitraum (vermutet)"]
    put_in(tab)
    assert measure_texts(workspace.plan, 1) == texts
    assert [row[2] for row in rows(workspace)[2:4]] == ["2017-03", "2017-04"]


def test_more_values_than_rows_are_said(tab: PhaseTab, workspace: Workspace) -> None:
    last = len(rows(workspace)) - 1
    cell(tab, last, PERIOD)
    paste("03/2017\n04/2017")
    assert "1 Zeile ausgelassen" in preview().count.text()
    assert "keine Zeile mehr" in preview().why.text()
    put_in(tab)
    assert rows(workspace)[last][2] == "2017-03"
    assert "1 Zeile ausgelassen" in callouts(tab)[0]


def test_names_that_would_be_written_over_are_shown_first(tab: PhaseTab, workspace: Workspace) -> None:
    workspace.run(edits.measures.set_field, measure(workspace.plan, 1, 0).id, "responsible", "Jugendamt")
    cell(tab, 0, RESPONSIBLE)
    paste("Sozialamt")
    assert preview().way.currentText().startswith("In die Zeilen")
    put_in(tab)
    assert rows(workspace)[0][4] == "Sozialamt"
    cell(tab, 1, RESPONSIBLE)
    paste("Sozialamt")
    assert no_preview()
    assert rows(workspace)[1][4] == "Sozialamt"


def test_one_column_of_words_makes_rows_at_once(tab: PhaseTab, workspace: Workspace) -> None:
    cell(tab, 0, TEXT)
    paste("Eins\nZwei")
    assert no_preview()
    assert measure_texts(workspace.plan, 1)[1:3] == ["Eins", "Zwei"]


def test_goals_with_their_indicators(tab: PhaseTab, workspace: Workspace) -> None:
    list_of(tab, "Ziele").setFocus()
    paste("Ziel\tIndikator\tZielwert\nMehr Teilhabe\tAnteil\t20 %\nBessere Daten\tBerichte\t3")
    dialog = preview()
    assert fields(dialog) == ["Ziel", "Indikator", "Zielwert"]
    put_in(tab)
    found = {one.text: one for one in workspace.plan.goals(tab.phase)}
    assert (found["Mehr Teilhabe"].indicator, found["Bessere Daten"].target) == ("Anteil", "3")


def test_the_register_says_whom_it_knew(register: PartnerTab, workspace: Workspace) -> None:
    known = workspace.plan.partners[0].name
    paste(f"Neu e. V.\n{known}\nNoch einer")
    assert no_preview()
    assert "2 neu im Verzeichnis, 1 gab es dort schon." in callouts(register)[0]
    view = list_of(register, "Kooperationspartner")
    click(view, view.model().index(0, 1))
    paste("XY\nZZ")
    # The first has an abbreviation already.
    assert preview().way.currentText().startswith("In die Zeilen")
    put_in(register)
    assert [view.model().index(row, 1).data() for row in (0, 1)] == ["XY", "ZZ"]


@pytest.mark.parametrize("as_text", [False, True])
def test_copied_files_become_documents_of_the_measure(
    tab: PhaseTab, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, as_text: bool
) -> None:
    texts, key = measure_texts(workspace.plan, 1), measure(workspace.plan, 1, 1).id
    urls = ["file:///home/e/Konzept%20neu.pdf", "file:///home/e/Plan.odt"]
    cell(tab, 1, TEXT)
    told = answer(monkeypatch, "Zuordnen", "Abbrechen")
    if as_text:
        paste("\n".join(("copy", *urls)))
    else:
        paste("\n".join(urls), urls=urls)
    assert "Konzept neu.pdf" in told[0]
    assert [one.target for one in workspace.plan.documents(key)] == ["/home/e/Konzept neu.pdf", "/home/e/Plan.odt"]
    assert measure_texts(workspace.plan, 1) == texts
    assert "Dokumente" in workspace.undo_label()
    paste("file:///home/e/Drei.pdf")
    assert len(workspace.plan.documents(key)) == 2
    list_of(tab, "Ziele").setFocus()
    paste(urls=urls)
    assert "Bitte eine Maßnahme anklicken" in callouts(tab)[0]


def test_a_picture_is_told_apart_from_text(tab: PhaseTab, workspace: Workspace) -> None:
    before = workspace.plan
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    press(Key.Key_V, CTRL)
    assert workspace.plan is before
    assert "ist ein Bild" in callouts(tab)[0]
    assert "als Datei speichern" in callouts(tab)[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [("Zeile\n" * 300_000, ""), ("", "<ul>" * 200_000), ("x" * 5_000_000, ""), ("", "<table><tr><td>x" * 10_000)],
)
def test_too_much_is_refused_with_a_sentence(tab: PhaseTab, workspace: Workspace, text: str, html: str) -> None:
    before = workspace.plan
    paste(text, html)
    assert workspace.plan is before
    assert "Es wurde nichts eingefügt." in callouts(tab)[0]
    assert no_preview()


def test_texts_are_shown_as_they_are(tab: PhaseTab, workspace: Workspace) -> None:
    paste("Maßnahme\tZeitraum\n<b>fett</b>\t<img src='x'>\nlang " + "wort " * 400 + "\t03/2017")
    dialog = preview()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    assert "<img src='x'>" in dialog.why.text()
    put_in(tab)
    assert "<b>fett</b>" in measure_texts(workspace.plan, 1)


def test_the_preview_is_worked_with_by_keys_alone(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    paste("Fachtag\tbald\t\nNetzwerk\t03/2017\t\nBericht\t04/2017\t")
    dialog = preview()
    assert dialog.table.hasFocus()
    reached = set()
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert dialog.isAncestorOf(focus)
        reached.add(focus)
        press(Key.Key_Tab)
    assert {dialog.table, dialog.way, dialog.rest, *dialog.header.boxes} <= reached
    press(Key.Key_Return)
    assert no_preview()


def front(window: MainWindow, number: int) -> PhaseTab:
    window.activateWindow()
    go_to_page(window, number)
    settle()
    page = front_page(window)
    assert isinstance(page, PhaseTab)
    return page


def test_copied_goals_keep_their_numbers(tab: PhaseTab, window: MainWindow, other: MainWindow) -> None:
    workspace = window.workspace
    workspace.run(edits.goals.set_list_style, tab.phase, None, "numbered")
    list_of(front(window, 1), "Ziele").setFocus()
    press(Key.Key_A, CTRL)
    press(Key.Key_C, CTRL)
    plan = other.workspace.plan
    empty = front(other, len(plan.phases))
    list_of(empty, "Ziele").setFocus()
    press(Key.Key_V, CTRL)
    assert other.workspace.plan.get(Phase, empty.phase).goal_style == "numbered"
    assert not callouts(other)
    other.workspace.run(edits.goals.set_list_style, plan.phases[1].id, None, "bulleted")
    taken = front(other, 2)
    list_of(taken, "Ziele").setFocus()
    press(Key.Key_V, CTRL)
    assert other.workspace.plan.get(Phase, taken.phase).goal_style == "bulleted"
    assert "Nummern kamen nicht mit" in callouts(other)[0]


def test_copied_partners_come_all_and_those_known_are_said(
    register: PartnerTab, window: MainWindow, other: MainWindow
) -> None:
    partner = window.workspace.plan.partners[-1]
    window.workspace.run(lambda _plan: Change((inserted(Contact("k", partner.id, "Erika Muster")),), "Kontakt"))
    window.activateWindow()
    register.focus_first()
    settle()
    press(Key.Key_A, CTRL)
    press(Key.Key_C, CTRL)
    other.activateWindow()
    go_to_page(other, "Partner")
    settle()
    page = cast(PartnerTab, front_page(other))
    page.focus_first()
    settle()
    press(Key.Key_V, CTRL)
    assert len(other.workspace.plan.partners) == len(window.workspace.plan.partners)
    assert "12 neu im Verzeichnis, 7 gab es dort schon." in callouts(other)[0]
    assert "1 Ansprechperson kam nicht mit" in callouts(other)[0]
    assert other.workspace.undo_label() == "12 Kooperationspartner (7 gab es schon) eingefügt"


def test_what_a_copied_measure_loses_is_said(tab: PhaseTab, window: MainWindow, other: MainWindow) -> None:
    workspace, key = window.workspace, measure(window.workspace.plan, 1, 0).id
    late = workspace.plan.partners[-1]
    link = MeasurePartner(link_id(key, late.id), key, late.id)
    workspace.run(lambda _plan: Change((inserted(link),), "Verknüpft"))
    workspace.run(edits.measures.set_field, key, "responsible", late.name)
    workspace.run(edits.bulk_add.add_documents, key, ["konzept.docx"])
    view = list_of(front(window, 1), "Maßnahmen")
    view.setFocus()
    click(view, view.model().index(0, 0))
    press(Key.Key_C, CTRL)
    third = front(other, 3)
    list_of(third, "Maßnahmen").setFocus()
    press(Key.Key_V, CTRL)
    said = callouts(other)[0]
    assert "1 Verknüpfung mit Kooperationspartnern kam nicht mit" in said
    assert "1 Name steht bei „Verantwortlich“ als Text" in said
    plan = other.workspace.plan
    [pasted] = [one for one in plan.measures(third.phase) if one.responsible == late.name]
    # The other plan lies in another folder: the document is found from there all the same.
    assert [one.target for one in plan.documents(pasted.id)] == [str(workspace.path.parent / "konzept.docx")]


def test_copied_mentions_keep_their_spelling(tab: PhaseTab, window: MainWindow, other: MainWindow) -> None:
    workspace = window.workspace
    mention = workspace.plan.mentions(tab.phase)[0]
    workspace.run(edits.mentions.set_field, mention.id, "printed", "Anders geschrieben")
    page = front(window, 1)
    list_of(page, "Kooperationspartner").setFocus()
    press(Key.Key_A, CTRL)
    press(Key.Key_C, CTRL)
    empty = front(other, len(other.workspace.plan.phases))
    list_of(empty, "Kooperationspartner").setFocus()
    press(Key.Key_V, CTRL)
    plan = other.workspace.plan
    printed = {plan.get(Partner, one.partner).name: one.printed for one in plan.mentions(empty.phase)}
    assert printed[workspace.plan.get(Partner, mention.partner).name] == "Anders geschrieben"
