"""Another program that copies and pastes, for as long as it runs: one line of JSON on stdin, one on stdout.

``{}`` asks for the text of the clipboard; ``text``, ``html``, ``files`` (addresses) and ``picture`` fill it.
"""

import json
import sys

from PySide6.QtCore import QMimeData, QSocketNotifier, QUrl
from PySide6.QtGui import QGuiApplication, QImage


def _answer(line: str) -> None:
    wanted, clipboard = json.loads(line), QGuiApplication.clipboard()
    if wanted:
        data = QMimeData()
        if "text" in wanted:
            data.setText(wanted["text"])
        if "html" in wanted:
            data.setHtml(wanted["html"])
        if "files" in wanted:
            data.setUrls([QUrl(address) for address in wanted["files"]])
        if "picture" in wanted:
            picture = QImage(8, 8, QImage.Format.Format_RGB32)
            picture.fill(0x336699)
            data.setImageData(picture)
        clipboard.setMimeData(data)
    print(json.dumps(clipboard.text()), flush=True)


def _main() -> int:
    application = QGuiApplication(sys.argv)

    def read() -> None:
        line = sys.stdin.readline()
        _answer(line) if line else application.quit()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    return application.exec()


if __name__ == "__main__":
    sys.exit(_main())
