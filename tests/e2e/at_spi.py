"""What a screen reader is told: a bus of accessibility of one's own, and the program's objects as they are on it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.screen import stop

PATIENCE = 30.0
_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
TOOLS = ("dbus-daemon", _LAUNCHER)
_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"
_CONTROLLER = "/org/a11y/atspi/registry/deviceeventcontroller"
_PREFIX = "org.a11y.atspi."
_AT_ONCE = 300
STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable",
    12: "focused", 16: "modal", 22: "selectable", 23: "selected", 25: "showing", 30: "visible", 33: "required",
    36: "invalid", 41: "checkable", 42: "has popup", 43: "read only",
}  # fmt: skip
"""AtspiStateType, as far as it is of use here."""
_LABELLED_BY = 2


def missing_tool() -> str:
    """The first of the tools that is not there; empty where all are."""
    return next((name for name in TOOLS if shutil.which(name) is None), "")


@contextlib.contextmanager
def accessibility_bus() -> Iterator[dict[str, str]]:
    """A session bus with the bus of accessibility; what a program needs in its environment to be on them."""
    with tempfile.TemporaryDirectory(prefix="nrw-bus-") as folder:
        address = f"unix:path={folder}/bus"
        found = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "XDG_RUNTIME_DIR": folder,
            # As if a screen reader was there before the program.
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        daemon = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"]
        with contextlib.ExitStack() as ends:
            for command in (daemon, [_LAUNCHER, "--launch-immediately"]):
                process = subprocess.Popen(
                    command, env=os.environ | found, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                ends.callback(stop, process)
                wait(lambda: Path(folder, "bus").exists(), "the session bus")
            yield found


def wait(condition: Callable[[], object], what: str) -> None:
    """Wait until something is so; without it the test fails."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, f"waited {PATIENCE:.0f} s in vain for {what}"
        time.sleep(0.01)


class Node(NamedTuple):
    """An object as it was when it was asked for; ``labels`` are the names of those that say they label it."""

    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    kinds: frozenset[str]
    place: tuple[int, int, int, int]
    labels: tuple[str, ...]
    children: "tuple[Node, ...]"

    def below(self) -> "Iterator[Node]":
        """This one and all in it, in their order."""
        yield self
        for child in self.children:
            yield from child.below()

    def find(self, role: str, name: str = "") -> "Node":
        """The first of a role in it that is to be seen, whose name begins so."""
        found = next(
            (one for one in self.below() if one.role == role and one.name.startswith(name) and "showing" in one.states),
            None,
        )
        assert found is not None, f"no {role} „{name}“ in\n{self.drawn()}"
        return found

    def drawn(self, depth: int = 0) -> str:
        """It and what is to be seen in it, line by line, for who looks at a test that failed."""
        states = " ".join(sorted(self.states - {"enabled", "visible", "showing"}))
        words = [self.role, repr(self.name), repr(self.description) if self.description else "", *self.labels, states]
        inner = [child.drawn(depth + 1) for child in self.children if "showing" in child.states]
        return "\n".join(["  " * depth + " ".join(filter(None, words)), *inner])


class ScreenReader:
    """Reads the objects of the one program on the bus, and hears what it says."""

    def __init__(self, session: str):
        with open_dbus_connection(session) as asking:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = asking.send_and_get_reply(new_method_call(where, "GetAddress")).body
        self._bus: DBusConnection = open_dbus_connection(address)
        self._announced: list[str] = []
        self._focus = _ROOT
        self._program = ""
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, f"{_PREFIX}Registry")
        self._ask([new_method_call(registry, "RegisterEvent", "s", ("object:",))])
        self._ask([message_bus.AddMatch(MatchRule(type="signal", interface=f"{_PREFIX}Event.Object"))])

    def close(self) -> None:
        self._bus.close()

    def meet(self) -> None:
        """Wait until a program is on the bus; it is the one that is read."""
        wait(self._look_around, "a program on the bus of accessibility")

    def _look_around(self) -> bool:
        (found,) = self._ask([new_method_call(self._of((_REGISTRY, _ROOT)), "GetChildren")])
        self._program = found[0][0] if found else ""
        return bool(found)

    def titles(self) -> list[str]:
        """The names of the windows that are to be seen."""
        return [one.name for one in self._windows()]

    def window(self, title: str = "") -> Node:
        """The last window whose name holds these words, with all in it; waits for it."""
        found: list[Node] = []

        def is_there() -> bool:
            found[:] = [one for one in self._windows() if title in one.name]
            return bool(found)

        wait(is_there, f"a window „{title}“")
        return self._read(found[-1].path)

    def _windows(self) -> list[Node]:
        (references,) = self._ask([new_method_call(self._of((self._program, _ROOT)), "GetChildren")])
        paths = [path for _bus, path in references or ()]
        found = [_node(path, told, (), ()) for path, told in zip(paths, self._about(paths), strict=True)]
        return [one for one in found if "showing" in one.states]

    def announcements(self) -> list[str]:
        """What was announced since this was asked last."""
        self._listen()
        found, self._announced = self._announced, []
        return found

    def focus(self) -> Node:
        """What got the keyboard last, without what is in it."""
        self._listen()
        (answers,) = self._about([self._focus])
        return _node(self._focus, answers, (), ())

    def _listen(self) -> None:
        """Take in what came until now: an answer comes after all that was said before it."""
        self._ask([new_method_call(self._of((self._program, _ROOT)), "GetRole")])

    def _hear(self, kind: str, path: str, body: tuple[Any, ...]) -> None:
        if kind == "Announcement":
            self._announced.append(str(body[3][1]))
        elif kind == "StateChanged" and body[:2] == ("focused", 1):
            self._focus = path

    def is_joined(self) -> bool:
        """Whether another screen reader is there by now, which hears each key before the program."""
        where = DBusAddress(_CONTROLLER, _REGISTRY, f"{_PREFIX}DeviceEventController")
        (listeners,) = self._ask([new_method_call(where, "GetKeystrokeListeners")])
        return bool(listeners)

    def press(self, node: Node) -> None:
        """Do what the object offers first, as „press“; what that opens may answer much later."""
        where = DBusAddress(node.path, self._program, f"{_PREFIX}Action")
        self._bus.send(new_method_call(where, "DoAction", "i", (0,)))

    def text_of(self, node: Node) -> str:
        """All of the text in a field."""
        where = DBusAddress(node.path, self._program, f"{_PREFIX}Text")
        (found,) = self._ask([new_method_call(where, "GetText", "ii", (0, -1))])
        return str(found)

    # Inside

    def _read(self, root: str) -> Node:
        """An object and all below it: level by level, so that many are asked for at once."""
        below: dict[str, list[str]] = {}
        about: dict[str, tuple[Any, ...]] = {}
        level = [root]
        while level:
            for path, answers in zip(level, self._about(level), strict=True):
                about[path] = answers
                # One may be named below two; it is read where it was found first.
                below[path] = [child for _name, child in answers[5] or () if child not in about]
            level = list(dict.fromkeys(child for path in level for child in below[path] if child not in about))
        names = {path: str(answers[1]) for path, answers in about.items()}

        def made(path: str) -> Node:
            targets = (target for kind, found in about[path][7] or () if kind == _LABELLED_BY for _bus, target in found)
            labels = tuple(names.get(target, "") for target in targets)
            return _node(path, about[path], labels, tuple(map(made, below[path])))

        return made(root)

    def _about(self, paths: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        asked: list[Message] = []
        for path in paths:
            where = self._of((self._program, path))
            component = DBusAddress(path, self._program, f"{_PREFIX}Component")
            asked += [
                new_method_call(where, "GetRoleName"),
                Properties(where).get("Name"),
                Properties(where).get("Description"),
                new_method_call(where, "GetState"),
                new_method_call(where, "GetInterfaces"),
                new_method_call(where, "GetChildren"),
                new_method_call(component, "GetExtents", "u", (0,)),
                new_method_call(where, "GetRelationSet"),
            ]
        answers = self._ask(asked)
        return (tuple(answers[at : at + 8]) for at in range(0, len(answers), 8))

    def _of(self, reference: tuple[str, str]) -> DBusAddress:
        return DBusAddress(reference[1], reference[0], f"{_PREFIX}Accessible")

    def _ask(self, messages: Sequence[Message]) -> list[Any]:
        """Send many, then take the answers: the first value of each; None for one that was refused."""
        answers: dict[int, Any] = {}
        for start in range(0, len(messages), _AT_ONCE):
            awaited = []
            for message in messages[start : start + _AT_ONCE]:
                serial = next(self._bus.outgoing_serial)
                self._bus.send(message, serial=serial)
                awaited.append(serial)
            while not set(awaited) <= answers.keys():
                self._take(self._bus.receive(timeout=PATIENCE), answers)
            answers |= {-1 - start - at: answers.pop(serial) for at, serial in enumerate(awaited)}
        return [answers[-1 - at] for at in range(len(messages))]

    def _take(self, message: Message, answers: dict[int, Any]) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.signal:
            if fields.get(HeaderFields.interface) == f"{_PREFIX}Event.Object":
                self._hear(str(fields[HeaderFields.member]), str(fields[HeaderFields.path]), message.body)
        elif kind in (MessageType.method_return, MessageType.error):
            body = message.body if kind is MessageType.method_return else ()
            value = body[0] if body else None
            # A property comes with its type before it.
            is_variant = (
                isinstance(value, tuple)
                and len(value) == 2
                and message.header.fields.get(HeaderFields.signature) == "v"
            )
            answers[fields[HeaderFields.reply_serial]] = value[1] if is_variant else value


def _node(path: str, answers: tuple[Any, ...], labels: tuple[str, ...], children: tuple[Node, ...]) -> Node:
    role, name, told, states, kinds, _children, place, _relations = answers
    bits = (states[0] | states[1] << 32) if states else 0
    return Node(
        path,
        str(role),
        str(name or ""),
        str(told or ""),
        frozenset(word for bit, word in STATES.items() if bits >> bit & 1),
        frozenset(kind.rpartition(".")[2] for kind in kinds or ()),
        place or (0, 0, 0, 0),
        labels,
        children,
    )


@contextlib.contextmanager
def screen_reader(session: str) -> Iterator[ScreenReader]:
    """One who listens on that bus."""
    reader = ScreenReader(session)
    try:
        yield reader
    finally:
        reader.close()
