"""Whether a process runs on this computer, and when it began: its number alone may have been given anew.

Not by psutil: its time of a process follows the clock when that is set (psutil 7 does so on purpose, on Linux and
macOS), so that a lock would seem to be of another process; and it would take 10 ms or more of every start.
"""

import os
import sys
from pathlib import Path


def started(pid: int) -> str | None:
    """When the process began, in the system's own words, empty where that is not known; None where it does not run."""
    return _started(pid) if pid > 0 else None


if sys.platform == "win32":  # pragma: no cover
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION = 0x1000
    _STILL_ACTIVE = 259
    _ACCESS_DENIED = 5

    def _started(pid: int) -> str | None:
        # os.kill(pid, 0) would end the process here.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.DWORD]
        kernel.GetExitCodeProcess.argtypes = [wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD)]
        kernel.GetProcessTimes.argtypes = [wintypes.HANDLE, *[ctypes.POINTER(wintypes.FILETIME)] * 4]
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
        if not handle:
            return "" if ctypes.get_last_error() == _ACCESS_DENIED else None
        try:
            code = wintypes.DWORD()
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(handle, *(ctypes.byref(value) for value in times)):
                return ""
            return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(handle)

else:

    def _started(pid: int) -> str | None:
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return None
        except PermissionError:
            # It runs, and is somebody else's.
            pass
        if Path("/proc/self/stat").exists():
            return _started_linux(pid)
        return _started_posix(pid)

    def _started_linux(pid: int) -> str | None:
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
            # The name, in brackets, may itself hold brackets and spaces.
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            # It runs, but is hidden from us.
            return ""
        state, ticks = fields[0], fields[19]
        return None if state in ("Z", "X") else f"{boot}/{ticks}"

    def _started_posix(pid: int) -> str:
        import subprocess

        command = ["ps", "-o", "lstart=", "-p", str(pid)]
        try:
            found = subprocess.run(
                command, capture_output=True, text=True, timeout=5, env={**os.environ, "LC_ALL": "C"}
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return found.stdout.strip()
