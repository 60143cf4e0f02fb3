"""How both models run edits: a refusal is told and leaves all as it is, and no error loses what was typed."""

from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtCore import QModelIndex

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.gui.kit.error_boxes import NOT_TAKEN, tell_later
from nrw_desktop.gui.lists.columns import Column
from nrw_desktop.gui.session.workspace import Edit, Workspace

P = ParamSpec("P")


class Refusing:
    """Mixed into a model with the signals `refused` and `noted`. `refusal` keeps why the last text was."""

    workspace: Workspace
    refused: Any
    noted: Any
    refusal = ""

    @property
    def is_locked(self) -> bool:
        """Whether its rows can only be looked at: for the plan as a whole, or for what they belong to."""
        model: Any = self
        locked = model.spec.locked
        return self.workspace.read_only or (locked is not None and bool(locked(self.workspace.plan, model.scope)))

    def try_run(self, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """Run an edit; a refusal is told by `refused` and leaves everything as it is."""
        return self.try_to(lambda: self.workspace.run(edit, *arguments, **more))

    def try_to(self, run: Callable[[], Change | None]) -> Change | None:
        """The same for what runs an edit itself."""
        try:
            return run()
        except PlanError as error:
            self.refused.emit(QModelIndex(), str(error))
            return None

    def store_in(self, index: QModelIndex, column: Column, key: str, text: str) -> None:
        """Store what was typed into a cell of a record, and tell by `noted` what of its reading is to be confirmed.

        Raises:
            PlanError: it is not possible there.
        """
        note = column.note(self.workspace.plan, key, text)
        if column.store(self.workspace, key, text) is not None and note:
            self.noted.emit(index, note)

    def take(self, index: QModelIndex, store: Callable[[], object]) -> bool:
        """Store what was typed into a cell; whether that went well."""
        self.refusal = ""
        try:
            store()
        except PlanError as error:
            self.refusal = str(error)
            self.refused.emit(index, self.refusal)
        except Exception:
            # Whatever went wrong: what was typed stays in its editor.
            self.refusal = NOT_TAKEN
            tell_later()
        return not self.refusal
