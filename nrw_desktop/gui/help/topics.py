"""Which page of the handbook is about what: the one table behind F1.

A page is named as in `handbook.py`, with „#“ and a heading where a part of it is meant.
"""

from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.handbook.pages import FIRST

ACTIONS = {
    "new": "anfangen#Einen neuen Plan anlegen",
    "open": "anfangen#Einen Plan öffnen",
    "save": "verlauf#Ist alles gespeichert?",
    "save_copy": "sicherungen#Eine Kopie speichern",
    "backups": "sicherungen",
    "take_along": "unterwegs#Den Plan mitnehmen",
    "merge_copy": "unterwegs#Die Kopie wieder zusammenführen",
    "print": "berichte",
    "save_pdf": "berichte#Als PDF speichern",
    "import": "dateien",
    "export": "dateien#Den Plan exportieren",
    "save_template": "dateien#Eine Vorlage sichern",
    "settings": "einstellungen",
    "quit": "verlauf#Ist alles gespeichert?",
    "undo": "verlauf#Einen Schritt zurücknehmen",
    "redo": "verlauf#Einen Schritt zurücknehmen",
    "history": "verlauf#Im Verlauf nachsehen",
    "cut": "einfuegen",
    "copy": "einfuegen",
    "paste": "einfuegen",
    "duplicate": "einfuegen#Zeilen kopieren, verschieben, verdoppeln",
    "edit": "massnahmen#Eine Maßnahme ändern",
    "delete": "massnahmen#Etwas löschen",
    "status_planned": "massnahmen#Den Status setzen",
    "status_running": "massnahmen#Den Status setzen",
    "status_done": "massnahmen#Den Status setzen",
    "status_postponed": "massnahmen#Den Status setzen",
    "status_dropped": "massnahmen#Den Status setzen",
    "move_up": "massnahmen#Die Reihenfolge ändern",
    "move_down": "massnahmen#Die Reihenfolge ändern",
    "indent": "ziele#Ziele unterordnen",
    "outdent": "ziele#Ziele unterordnen",
    "goal_style": "ziele#Nummern oder Punkte",
    "find": "suchen",
    "find_next": "suchen",
    "find_previous": "suchen",
    "quick_open": "suchen#Schnell öffnen",
    "filter": "suchen#Eine Liste filtern oder sortieren",
    "sort": "suchen#Eine Liste filtern oder sortieren",
    "add_measure": "massnahmen#Maßnahmen eintragen",
    "add_goal": "ziele",
    "add_partner": "partner#Partner in einer Phase nennen",
    "edit_reference": "partner#Verweis, Hervorhebung und Wortlaut",
    "add_phase": "massnahmen#Eine Phase anlegen",
    "paste_phases": "einfuegen#Phasen aus einer Tabelle",
    "rename_phase": "massnahmen#Eine Phase anlegen",
    "phase_left": "massnahmen#Die Reihenfolge ändern",
    "phase_right": "massnahmen#Die Reihenfolge ändern",
    "remove_phase": "massnahmen#Etwas löschen",
    "next_tab": "tastatur",
    "previous_tab": "tastatur",
    "overview": "stand",
    "go_to_phase": "suchen#Schnell öffnen",
    "next_area": "tastatur",
    "previous_area": "tastatur",
    "toggle_form": "massnahmen#Die Einzelheiten",
    "text_larger": "einstellungen#Schrift und Farben",
    "text_smaller": "einstellungen#Schrift und Farben",
    "text_normal": "einstellungen#Schrift und Farben",
    "presentation": "sitzungsansicht",
    "full_screen": "einstellungen#Vollbild",
    "help": "handbuch",
    "keys": "tastatur",
    "results": "ergebnisse",
    "project_data": "anfangen#Die Projektdaten eintragen",
    "changes": "verlauf#Was sich geändert hat",
    "partner_matrix": "partner#Wer macht wo mit?",
    "variants": "partner#Doppelte Partner zusammenführen",
    "merge_partners": "partner#Doppelte Partner zusammenführen",
    "abbreviations": "partner#Abkürzungen",
    "check": "pruefen",
    "erase_contacts": "datenschutz#Kontaktdaten endgültig löschen",
    "erase_person": "datenschutz#Eine Person endgültig löschen",
    "add_meeting": "sitzung",
    "next_meeting": "sitzung#Die nächste Sitzung vorbereiten",
    "add_topic": "sitzung#Themen für später",
    "topics": "sitzung#Die Tagesordnung",
    "concerned": "protokoll#Beschlüsse und Aufgaben",
    "postpone": "sitzung#Themen für später",
    "add_item": "sitzung#Die Tagesordnung",
    "add_decision": "protokoll#Beschlüsse und Aufgaben",
    "add_task": "protokoll#Beschlüsse und Aufgaben",
    "said": "protokoll",
    "attendance": "protokoll#Wer da ist",
    "print_agenda": "sitzung#Einladen",
    "print_minutes": "protokoll#Das Protokoll drucken",
    "bodies": "sitzung#Das Gremium und seine Mitglieder",
    "close_meeting": "protokoll#Das Protokoll abschließen",
    "reopen_meeting": "protokoll#Das Protokoll abschließen",
    "tour": "handbuch#Der Rundgang",
    "support": "probleme#Jemanden um Hilfe bitten",
    "about": "probleme#Jemanden um Hilfe bitten",
}
"""What each action of the menus is about."""

PLACES = {
    "AbbreviationsDialog": "partner#Abkürzungen",
    "AgendaCard": "sitzung#Die Tagesordnung",
    "AttendancePage": "protokoll#Wer da ist",
    "BackupDialog": "sicherungen",
    "BodiesDialog": "sitzung#Das Gremium und seine Mitglieder",
    "ChangesPanel": "verlauf#Was sich geändert hat",
    "ChecksPanel": "pruefen",
    "CopiesBanner": "unterwegs#Kopien, die das Programm selbst findet",
    "CopyDialog": "unterwegs#Die Kopie wieder zusammenführen",
    "DuplicatesDialog": "partner#Doppelte Partner zusammenführen",
    "EraseDialog": "datenschutz#Kontaktdaten endgültig löschen",
    "ExportDialog": "dateien#Den Plan exportieren",
    "FindPanel": "suchen",
    "GoalsCard": "ziele",
    "HelpWindow": "handbuch",
    "HistoryDialog": "verlauf#Im Verlauf nachsehen",
    "ImportDialog": "dateien",
    "MatrixDialog": "partner#Wer macht wo mit?",
    "MeetingTab": "sitzung",
    "MergeDialog": "partner#Doppelte Partner zusammenführen",
    "NameDialog": "ergebnisse#Spalten und Ansichten",
    "NewPlanDialog": "anfangen#Einen neuen Plan anlegen",
    "OverviewTab": "stand",
    "Palette": "suchen#Schnell öffnen",
    "PartnerTab": "partner",
    "PartnersCard": "partner#Partner in einer Phase nennen",
    "PastBanner": "verlauf#Im Verlauf nachsehen",
    "PastePreview": "einfuegen#Die Vorschau",
    "PersonDialog": "datenschutz#Eine Person endgültig löschen",
    "PhaseTab": "massnahmen",
    "PlanLine": "anfangen",
    "Presentation": "sitzungsansicht",
    "PrintDialog": "berichte",
    "ProjectDialog": "anfangen#Die Projektdaten eintragen",
    "ReferenceDialog": "partner#Verweis, Hervorhebung und Wortlaut",
    "ReopenDialog": "protokoll#Das Protokoll abschließen",
    "ResultsDialog": "ergebnisse",
    "SettingsDialog": "einstellungen",
    "StatusBar": "verlauf#Ist alles gespeichert?",
    "SupportDialog": "probleme#Jemanden um Hilfe bitten",
    "TimelineCard": "stand#Der Zeitplan",
    "TopicsDialog": "sitzung#Die Tagesordnung",
}
"""What each dialog, panel, page and part of a page is about, by the name of its class."""

FIELDS = {"period": "zeitraum"}
"""What a field is about that is the same wherever it stands, by its own name."""


def page_about(widget: QWidget | None) -> str:
    """The page about where the keyboard is: the field, the part of the page, the dialog, or the page in front."""
    while widget is not None:
        kind = type(widget).__name__
        if found := FIELDS.get(widget.objectName()) or PLACES.get(kind):
            return found
        if isinstance(widget, PlanWindow):
            front = next((page for page in widget.findChildren(Page) if page.isVisible()), None)
            return PLACES.get(type(front).__name__, FIRST)
        widget = widget.parentWidget()
    return FIRST
