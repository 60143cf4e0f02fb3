"""All keys, grouped by what one does with them, as a page of the handbook can show them."""

from nrw_desktop.gui.window.actions import shortcut_table
from nrw_desktop.handbook.pages import Handbook

Entry = str | tuple[str, str]
"""The name of an action, or keys and what they do."""

GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Anlegen",
        (
            "add_measure", "add_goal", "add_partner", "add_phase", "new",
            ("Eingabe (in einer neuen Zeile)", "Übernehmen und die nächste Zeile öffnen"),
            ("Tab (in einer neuen Zeile)", "Zur nächsten Zelle, hinter der letzten eine weitere neue Zeile"),
            ("Einfg (bei Kosten, Fristen …)", "Neue Zeile"),
        ),
    ),
    (
        "Schreiben und ändern",
        (
            "edit",
            ("Eingabe", "Zelle bearbeiten; beim Bearbeiten: übernehmen und nach unten"),
            ("Strg+Eingabe (beim Bearbeiten)", "Übernehmen und in der Zelle bleiben"),
            ("Alt+Eingabe (beim Bearbeiten)", "Neue Zeile im Text"),
            ("Esc (beim Bearbeiten)", "Verwerfen, was gerade getippt ist"),
            ("Entf", "Zelle leeren; ein Ziel, einen Partner oder eine ganze Zeile löschen"),
            "delete", "status_planned", "status_running", "status_done", "status_postponed", "status_dropped",
            ("Anfangsbuchstabe, Alt+Pfeil ab", "Status oder andere Auswahl in der Zelle wählen"),
            "edit_reference",
        ),
    ),
    (
        "Zeilen kopieren und ordnen",
        (
            "copy", "cut", "paste", "duplicate", "move_up", "move_down", "indent", "outdent",
            ("Tab, Umschalt+Tab (bei Zielen)", "Unterordnen, höherstufen"),
            ("Umschalt+Pfeiltaste, Strg+A", "Mehrere oder alle Zeilen auswählen"),
            ("Umschalt+Leertaste", "Die ganze Zeile auswählen"),
            "phase_left", "phase_right",
        ),
    ),
    ("Zurücknehmen und sichern", ("undo", "redo", "history", "changes", "save", "save_copy")),
    (
        "Sich bewegen",
        (
            "next_tab", "previous_tab", "overview", "go_to_phase", "next_area", "previous_area", "toggle_form",
            ("Tab, Umschalt+Tab", "Nächstes oder voriges Feld; wer in einer Tabelle schreibt: Zelle"),
            ("Eingabe (auf den Einzelheiten)", "Hinein zu den Feldern"),
            ("Strg+Pfeiltaste", "An den Rand der Tabelle"),
            ("Esc", "Von den Einzelheiten zur Liste; einen Filter, einen Bereich oder einen Dialog schließen"),
            ("Esc, dann Tab", "Die Liste verlassen"),
        ),
    ),
    ("Suchen und prüfen", ("find", "find_next", "find_previous", "quick_open", "filter", "sort", "check")),
    (
        "Zeitplan",
        (
            ("+ − 0", "Größer, kleiner; alles zeigen"),
            ("Umschalt+← →", "Früheres, Späteres zeigen"),
            ("1 bis 5", "Status der Maßnahme"),
            ("Alt+← →", "Das Ende verschieben"),
            ("Strg+Umschalt+← →", "Den Beginn verschieben"),
            ("Strg+← →", "Den ganzen Balken verschieben"),
        ),
    ),
    (
        "Ergebnisse des Jahres",
        (
            "results",
            ("Strg+Eingabe (mehrere Zellen)", "In alle gewählten Zellen eintragen"),
            ("Strg+U", "Die gewählten Zellen wie die oberste füllen"),
            ("Alt+Umschalt+← →", "Die Spalte nach links oder rechts"),
        ),
    ),
    ("Sitzungen", ("add_item", "add_decision", "add_task", "said", "attendance", "topics")),
    (
        "Sitzungsansicht",
        (
            "presentation",
            ("Bild ab, →, Leertaste", "Nächste Seite"),
            ("Bild auf, ←", "Vorige Seite"),
            ("Pos1, Ende", "Erste, letzte Seite"),
            ("↑ ↓, dann 1 … 5", "Maßnahme wählen, Status setzen"),
            ("B, A, N", "Beschluss, Aufgabe, Besprochenes festhalten"),
            ("Strg+Z", "Rückgängig"),
            ("G, Ü", "Nur Geändertes, nur Überfälliges; noch einmal: alles"),
            (".", "Bildschirm dunkel; die nächste Taste macht ihn hell"),
            ("F10", "Menü: welche Sitzung, seit wann geändert, welcher Bildschirm"),
            ("Esc", "Beenden"),
        ),
    ),
    ("Datei und Druck", ("open", "print", "save_pdf", "import", "export", "quit")),
    (
        "Ansicht und Hilfe",
        (
            "text_larger", "text_smaller", "text_normal", "full_screen", "settings", "help", "keys",
            ("Alt+← → (im Handbuch)", "Zurück, vor"),
        ),
    ),
)  # fmt: skip


def page() -> str:
    """The groups as Markdown, each a table."""
    known, parts = shortcut_table(), []
    for title, entries in GROUPS:
        rows = [entry if isinstance(entry, tuple) else known[entry] for entry in entries]
        lines = "\n".join(f"| {keys} | {text} |" for keys, text in rows)
        parts.append(f"\n## {title}\n\n| Tasten | Wirkung |\n|---|---|\n{lines}\n")
    return "".join(parts)


def handbook() -> Handbook:
    """The handbook with all keys in it."""
    return Handbook({"tastatur": page()})
