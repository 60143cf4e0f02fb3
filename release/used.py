"""What of all that the libraries bring is used by the program, and so gets into a frozen one."""

import importlib.util
from pathlib import Path, PurePosixPath

PLUGINS = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "platformthemes": ("qxdgdesktopportal",),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qico", "qjpeg"),
    "printsupport": ("cupsprintersupport", "windowsprintersupport", "cocoaprintersupport"),
    "xcbglintegrations": ("qxcb-glx-integration", "qxcb-egl-integration"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient", "adwaita"),
    "wayland-graphics-integration-client": (),
}
"""Qt brings hundreds; these are the ones a widgets program needs on Linux, Windows or macOS."""
_UNUSED_LIBRARIES = ("Qml", "Quick", "VirtualKeyboard", "EglFS", "Vulkan", "opengl32sw")
"""Only plugins left out would load them; the hooks bring them all the same."""
_UNUSED_DATA = (("lxml", "includes"), ("lxml", "isoschematron"))
"""For those who compile against it, and for rules of documents that nobody here checks."""
OF_THE_SYSTEM = {
    "libX11",
    "libX11-xcb",
    "libbrotlicommon",
    "libbrotlidec",
    "libcups",
    "libdbus-1",
    "libfontconfig",
    "libfreetype",
    "libglib-2.0",
    "libgssapi_krb5",
    "libgthread-2.0",
}
"""These have a version for each system and are there wherever a desktop is: mended by the system, and with its
settings. What packages on Linux must ask for.
"""
NEVER_SHIPPED = ("icuuc.dll",)
"""Part of Windows 10; Wine has none, and what stands in for it there must not travel."""
PICTURES = ("JpegImagePlugin", "MpoImagePlugin", "PngImagePlugin", "TiffImagePlugin")
"""Logos are PNG or JPEG; what cameras write into a JPEG is read by the two others."""
_LEFT_OUT = (
    # Of the standard library. Without `_hashlib` nothing needs OpenSSL: Python makes the same sums by itself.
    *("tkinter", "unittest", "pydoc", "doctest", "multiprocessing", "ssl", "_ssl", "_hashlib", "_pydecimal"),
    *("_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw"),
    # Asked for the name of the system whenever SQLAlchemy is imported, which takes long or for ever where Windows'
    # management service is busy; without it Python finds the name in other ways.
    "_wmi",
    # Lying about where the program is built.
    *("setuptools", "pip", "numpy", "IPython", "pytest", "hypothesis", "greenlet", "yaml", "pygments"),
    *("psycopg", "psycopg2", "MySQLdb", "charset_normalizer"),
    # Parts of what is needed.
    *("lxml.builder", "lxml.html", "lxml.objectify", "lxml.sax"),
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingmath", "PIL._imagingmorph"),
    *("PIL.ImageQt", "PIL.ImageTk", "reportlab.graphics", "reportlab.platypus"),
    *("sqlalchemy.orm", "sqlalchemy.testing"),
    *("sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtSql", "PySide6.QtMultimedia"),
    *("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.Qt3DCore", "PySide6.QtCharts"),
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),
)


def left_out() -> list[str]:
    """The modules that some dependency knows how to use, and this program never does; with each, all below it."""
    pillow = importlib.util.find_spec("PIL")
    folders = (pillow.submodule_search_locations or []) if pillow else []
    readers = {path.stem for folder in folders for path in Path(folder).glob("*ImagePlugin.py")}
    return [*_LEFT_OUT, *(f"PIL.{name}" for name in sorted(readers - set(PICTURES)))]


def is_used(name: str) -> bool:
    """Whether a file, named by its place in the frozen folder, belongs to what the program uses."""
    path = PurePosixPath(name.replace("\\", "/"))
    if "translations" in path.parts:
        return path.name == "qtbase_de.qm"
    if "plugins" in path.parts:
        wanted = PLUGINS.get(path.parent.name, ())
        return path.name.split(".")[0].removeprefix("lib") in wanted
    if path.parts[:2] == ("pyphen", "dictionaries"):
        return path.name == "hyph_de_DE.dic"
    if path.parts[:2] in _UNUSED_DATA:
        return False
    return path.name not in NEVER_SHIPPED and not any(word in path.name for word in _UNUSED_LIBRARIES)
