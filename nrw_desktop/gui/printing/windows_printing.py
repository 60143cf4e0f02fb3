"""Printing on Windows: pdfium draws the pages into the printer's own context, as lines and letters and not as pictures.

Nothing else knows Windows' printing. The names are those of its API (wingdi.h, winspool.h).
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.printing.print_job import BROKEN_OFF, GONE, REFUSED, STOPPED, Job, UnavailableError

Progress = Callable[[int, int], None]

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes as win

    _gdi = ctypes.WinDLL("gdi32", use_last_error=True)
    _spooler = ctypes.WinDLL("winspool.drv", use_last_error=True)

    _DM_OUT_BUFFER, _DM_IN_BUFFER = 2, 8
    _DM_ORIENTATION, _DM_PAPERSIZE, _DM_PAPERLENGTH, _DM_PAPERWIDTH = 0x1, 0x2, 0x4, 0x8
    _DM_COPIES, _DM_COLOR, _DM_DUPLEX, _DM_COLLATE = 0x100, 0x800, 0x1000, 0x8000
    _DC_COPIES = 18
    _LOGPIXELSX, _LOGPIXELSY, _PHYSICALWIDTH, _PHYSICALHEIGHT = 88, 90, 110, 111
    _PHYSICALOFFSETX, _PHYSICALOFFSETY = 112, 113
    _PRINTER_STATUS_PAUSED, _PRINTER_STATUS_ERROR = 0x1, 0x2
    _ERROR_CANCELLED, _ERROR_PRINT_CANCELLED = 1223, 63
    _DUPLEX = {"one-sided": 1, "two-sided-long-edge": 2, "two-sided-short-edge": 3}

    class _DevMode(ctypes.Structure):
        """DEVMODEW as printers have it; the driver's own part follows it."""

        _fields_ = (
            ("dmDeviceName", win.WCHAR * 32),
            ("dmSpecVersion", win.WORD),
            ("dmDriverVersion", win.WORD),
            ("dmSize", win.WORD),
            ("dmDriverExtra", win.WORD),
            ("dmFields", win.DWORD),
            ("dmOrientation", ctypes.c_short),
            ("dmPaperSize", ctypes.c_short),
            ("dmPaperLength", ctypes.c_short),
            ("dmPaperWidth", ctypes.c_short),
            ("dmScale", ctypes.c_short),
            ("dmCopies", ctypes.c_short),
            ("dmDefaultSource", ctypes.c_short),
            ("dmPrintQuality", ctypes.c_short),
            ("dmColor", ctypes.c_short),
            ("dmDuplex", ctypes.c_short),
            ("dmYResolution", ctypes.c_short),
            ("dmTTOption", ctypes.c_short),
            ("dmCollate", ctypes.c_short),
            ("dmFormName", win.WCHAR * 32),
            ("dmLogPixels", win.WORD),
            ("dmBitsPerPel", win.DWORD),
            ("dmPelsWidth", win.DWORD),
            ("dmPelsHeight", win.DWORD),
            ("dmDisplayFlags", win.DWORD),
            ("dmDisplayFrequency", win.DWORD),
            ("rest", win.DWORD * 8),
        )

    class _DocInfo(ctypes.Structure):
        """DOCINFOW; without ``output`` it goes to the printer."""

        _fields_ = (
            ("size", ctypes.c_int),
            ("name", win.LPCWSTR),
            ("output", win.LPCWSTR),
            ("datatype", win.LPCWSTR),
            ("kind", win.DWORD),
        )

    _gdi.CreateDCW.argtypes = (win.LPCWSTR, win.LPCWSTR, win.LPCWSTR, ctypes.c_void_p)
    _gdi.CreateDCW.restype = win.HDC
    _gdi.StartDocW.argtypes = (win.HDC, ctypes.POINTER(_DocInfo))
    _gdi.GetDeviceCaps.argtypes = (win.HDC, ctypes.c_int)
    for _name in ("StartPage", "EndPage", "EndDoc", "AbortDoc", "DeleteDC"):
        getattr(_gdi, _name).argtypes = (win.HDC,)
    _spooler.OpenPrinterW.argtypes = (win.LPCWSTR, ctypes.POINTER(win.HANDLE), ctypes.c_void_p)
    _spooler.ClosePrinter.argtypes = (win.HANDLE,)
    _spooler.GetPrinterW.argtypes = (
        win.HANDLE, win.DWORD, ctypes.c_void_p, win.DWORD, ctypes.POINTER(win.DWORD),
    )  # fmt: skip
    _spooler.DocumentPropertiesW.argtypes = (
        win.HWND, win.HANDLE, win.LPCWSTR, ctypes.c_void_p, ctypes.c_void_p, win.DWORD,
    )  # fmt: skip
    _spooler.DeviceCapabilitiesW.argtypes = (
        win.LPCWSTR, win.LPCWSTR, win.WORD, ctypes.c_void_p, ctypes.c_void_p,
    )  # fmt: skip

    def send(data: bytes, job: Job, progress: Progress) -> str:
        """Print these pages, each as large as it is, on the paper of the job; an empty text where that is done.

        Raises:
            PlanError: the printer does not take them; the text says so in German.
            UnavailableError: nothing was printed, and drawing into this printer is not possible.
        """
        try:
            import pypdfium2
        except (ImportError, OSError) as error:
            raise UnavailableError(str(error)) from error
        with pypdfium2.PdfDocument(data) as document, _context(job) as (context, copies):
            _print(document, context, job, copies, progress)
        return ""

    @contextmanager
    def _context(job: Job) -> Iterator[tuple[int, int]]:
        """The printer's context, and how often the pages have to be drawn because the driver makes no copies."""
        handle = win.HANDLE()
        if not _spooler.OpenPrinterW(job.printer, ctypes.byref(handle), None):
            raise PlanError(GONE.format(job.printer))
        try:
            _check_state(handle, job)
            mode = _mode(handle, job)
        finally:
            _spooler.ClosePrinter(handle)
        context = _gdi.CreateDCW("WINSPOOL", job.printer, None, mode)
        if not context:
            raise UnavailableError(f"no context: {ctypes.get_last_error()}")
        try:
            able = _spooler.DeviceCapabilitiesW(job.printer, None, _DC_COPIES, None, None)
            yield context, 1 if able >= job.copies else job.copies
        finally:
            _gdi.DeleteDC(context)

    def _check_state(handle: win.HANDLE, job: Job) -> None:
        # Level 6 is the status alone.
        status, needed = win.DWORD(), win.DWORD()
        if _spooler.GetPrinterW(handle, 6, ctypes.byref(status), ctypes.sizeof(status), ctypes.byref(needed)) and (
            status.value & (_PRINTER_STATUS_PAUSED | _PRINTER_STATUS_ERROR)
        ):
            raise PlanError(STOPPED.format(job.printer))

    def _mode(handle: win.HANDLE, job: Job) -> ctypes.Array[ctypes.c_char]:
        """The printer's settings as its driver keeps them, with what was chosen."""
        size = _spooler.DocumentPropertiesW(None, handle, job.printer, None, None, 0)
        if size < ctypes.sizeof(_DevMode) - 32:
            raise UnavailableError(f"no settings: {ctypes.get_last_error()}")
        buffer = ctypes.create_string_buffer(max(size, ctypes.sizeof(_DevMode)))
        if _spooler.DocumentPropertiesW(None, handle, job.printer, buffer, None, _DM_OUT_BUFFER) < 0:
            raise UnavailableError(f"no settings: {ctypes.get_last_error()}")
        mode = _DevMode.from_buffer(buffer)
        upright = job.paper.turned(wide=False)
        mode.dmOrientation = 2 if job.paper.is_wide else 1
        if job.form:
            mode.dmPaperSize = job.form
            mode.dmFields = mode.dmFields & ~(_DM_PAPERLENGTH | _DM_PAPERWIDTH) | _DM_PAPERSIZE
        else:
            # Tenths of a millimetre.
            mode.dmPaperWidth, mode.dmPaperLength = (round(side / 72 * 254) for side in upright)
            mode.dmFields = mode.dmFields & ~_DM_PAPERSIZE | _DM_PAPERLENGTH | _DM_PAPERWIDTH
        mode.dmCopies, mode.dmCollate = job.copies, job.collate
        mode.dmColor = 2 if job.colour else 1
        mode.dmDuplex = _DUPLEX[job.sides]
        mode.dmFields |= _DM_ORIENTATION | _DM_COPIES | _DM_COLLATE | _DM_COLOR | _DM_DUPLEX
        both = _DM_IN_BUFFER | _DM_OUT_BUFFER
        if _spooler.DocumentPropertiesW(None, handle, job.printer, buffer, buffer, both) < 0:
            raise UnavailableError(f"settings not taken: {ctypes.get_last_error()}")
        return buffer

    def _print(document: Any, context: int, job: Job, copies: int, progress: Progress) -> None:
        info = _DocInfo(ctypes.sizeof(_DocInfo), job.title, None, None, 0)
        if _gdi.StartDocW(context, ctypes.byref(info)) <= 0:
            if ctypes.get_last_error() in (_ERROR_CANCELLED, _ERROR_PRINT_CANCELLED):
                # The driver had asked for a file, and there came none.
                return
            raise PlanError(REFUSED.format(job.printer))
        pages = list(range(len(document)))
        order = pages * copies if job.collate else [page for page in pages for _copy in range(copies)]
        try:
            for place, page in enumerate(reversed(order) if job.backwards else order):
                progress(place, len(order))
                started = _gdi.StartPage(context) > 0
                if started and not _draw(document, page, context, job) and place == 0:
                    raise UnavailableError("pdfium does not draw into this printer")
                if not started or _gdi.EndPage(context) <= 0:
                    raise PlanError(BROKEN_OFF)
            if _gdi.EndDoc(context) <= 0:
                raise PlanError(BROKEN_OFF)
        except BaseException:
            _gdi.AbortDoc(context)
            raise

    def _draw(document: Any, number: int, context: int, job: Job) -> bool:
        """Draw a page over the whole sheet; the context begins where the printer can print."""
        import pypdfium2.raw as pdfium

        page = document[number]
        try:
            wide, high, left, top, across, down = (
                _gdi.GetDeviceCaps(context, what)
                for what in (
                    _PHYSICALWIDTH,
                    _PHYSICALHEIGHT,
                    _PHYSICALOFFSETX,
                    _PHYSICALOFFSETY,
                    _LOGPIXELSX,
                    _LOGPIXELSY,
                )
            )
            turned = (page.get_width() > page.get_height()) != job.paper.is_wide
            size = page.get_size()[::-1] if turned else page.get_size()
            # A driver that knows no sheet, and one whose sheet is another, get the page as large as it is.
            width, height = round(size[0] / 72 * across), round(size[1] / 72 * down)
            if abs(width - wide) <= across / 20 and abs(height - high) <= down / 20:
                width, height = wide, high
            flags = pdfium.FPDF_PRINTING
            return bool(pdfium.FPDF_RenderPage(context, page, -left, -top, width, height, int(turned), flags))
        finally:
            page.close()

else:

    def send(data: bytes, job: Job, progress: Progress) -> str:
        """There is no such printer here."""
        raise UnavailableError("this is not Windows")
