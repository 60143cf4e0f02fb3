"""What a field of a record is, said once: its kind, its German word, who may see it. All others read it from here.

Each of the functions makes what stands in the annotation of a field: ``short: Annotated[str | None,
fields.line("Kurztitel", public=True)] = None``. A field whose default is not None always holds a value.
"""

from collections.abc import Mapping

import msgspec

from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.kinds import Kind


class Field(msgspec.Struct, frozen=True):
    """What one field is.

    ``word`` is its name in headers, forms and sentences. ``public`` allows it in public editions: what does not say so
    never gets there. ``searched`` says whether people look for what it holds, ``needed`` that it must not be empty,
    ``placing`` that it says where the row belongs, so that only a move sets it. ``width`` is that of its column in
    pixels, 0 where no table has one. ``words`` are the words of a choice by their codes, ``table`` that of the record
    it refers to.
    """

    kind: Kind = kinds.LINE
    word: str = ""
    public: bool = False
    searched: bool = False
    needed: bool = False
    placing: bool = False
    width: int = 0
    words: Mapping[str, str] = {}
    table: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it holds something about the record itself: neither its key nor what it belongs or refers to."""
        return self.kind not in (kinds.KEY, kinds.REFERENCE)

    @property
    def is_mute(self) -> bool:
        """Whether what it holds says nothing to people: an id of the program's own."""
        return self.kind is kinds.KEY or (self.kind is kinds.CODE and not self.words)

    def text(self, value: str | int | None) -> str:
        """A value as people read it: months as 07/2018, codes as words, nothing as nothing."""
        if value is None or value == "":
            return ""
        # A code that we do not know is shown as it is.
        return self.words.get(str(value), str(value)) if self.words else self.kind.show(value)

    def sort_key(self, value: str | int | None) -> str:
        """What values are compared by: choices by the order of their words; empty for none."""
        if value is None or value == "":
            return ""
        if self.kind is kinds.CHOICE:
            codes = list(self.words)
            return chr(ord("a") + codes.index(str(value))) if value in codes else ""
        return self.kind.sort(value)


def text(word: str, *, public: bool = False, needed: bool = False, width: int = 0) -> Field:
    """Words in several lines."""
    return Field(kinds.TEXT, word, public, True, needed, width=width)


def line(word: str, *, public: bool = False, searched: bool = True, needed: bool = False, width: int = 0) -> Field:
    """Words in one line."""
    return Field(kinds.LINE, word, public, searched, needed, width=width)


def letters(word: str, *, public: bool = False) -> Field:
    """A text whose blanks at the ends count, which people see only as a part of another one."""
    return Field(kinds.LETTERS, word, public)


def address(word: str, *, public: bool = False, needed: bool = False, width: int = 0) -> Field:
    """The path of a file, or an address in the web."""
    return Field(kinds.ADDRESS, word, public, True, needed, width=width)


def mail(word: str, *, public: bool = False) -> Field:
    """A mail address."""
    return Field(kinds.MAIL, word, public, True)


def month(word: str, *, public: bool = False) -> Field:
    """A month, ``YYYY-MM``."""
    return Field(kinds.MONTH, word, public)


def day(word: str, *, public: bool = False) -> Field:
    """The day of the month that another field names."""
    return Field(kinds.DAY, word, public)


def date(word: str, *, public: bool = False, width: int = 0) -> Field:
    """An ISO date."""
    return Field(kinds.DATE, word, public, True, width=width)


def cents(word: str, *, public: bool = False, width: int = 0) -> Field:
    """An amount of money in whole cents."""
    return Field(kinds.CENTS, word, public, width=width)


def year(word: str, *, public: bool = False, needed: bool = False, lenient: bool = False, width: int = 0) -> Field:
    """A year; one that is ``lenient`` may be any in a file."""
    return Field(kinds.LENIENT_YEAR if lenient else kinds.YEAR, word, public, needed=needed, width=width)


def count(word: str, *, public: bool = False, width: int = 0) -> Field:
    """A number of people."""
    return Field(kinds.COUNT, word, public, width=width)


def step(word: str, words: Mapping[int, str], *, public: bool = False) -> Field:
    """A step of the logic of effects; ``words`` has the word of each."""
    return Field(kinds.STEP, word, public, words={str(number): said for number, said in words.items()})


def offset(word: str, *, public: bool = False) -> Field:
    """A distance in months."""
    return Field(kinds.OFFSET, word, public)


def flag(word: str, *, public: bool = False) -> Field:
    """Yes or no, as 1 or 0."""
    return Field(kinds.FLAG, word, public)


def choice(word: str, words: Mapping[str, str], *, public: bool = False, width: int = 0) -> Field:
    """One of several codes; ``words`` has the word of each, in the order in which they are offered."""
    return Field(kinds.CHOICE, word, public, words=words, width=width)


def code(word: str, words: Mapping[str, str] | None = None) -> Field:
    """What the program itself names something by; one that it does not know is kept as it is."""
    return Field(kinds.CODE, word, placing=True, words=words or {})


def reference(table: str, word: str = "", *, public: bool = False, placing: bool = False) -> Field:
    """The id of a record of this table."""
    return Field(kinds.REFERENCE, word, public, placing=placing, table=table)


def key() -> Field:
    """What the program makes itself and nobody types. It says nothing, so that it is public."""
    return Field(kinds.KEY, public=True)


def order() -> Field:
    """The place of a row among its siblings; it says nothing either."""
    return Field(kinds.KEY, public=True, placing=True)
