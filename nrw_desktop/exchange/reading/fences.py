"""Limits that a process lays on itself, so that a file which asks for too much ends it and nothing else."""

import sys

MOST_MEMORY = 512_000_000
"""Bytes; the largest real file took 220 million."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_time", wintypes.LARGE_INTEGER),
            ("per_job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("io", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    _PROCESS_MEMORY, _PROCESS_TIME = 0x100, 0x2
    _EXTENDED = 9
    OUT_OF_TIME: frozenset[int] = frozenset({1816, 0xC0000044})
    """How a process ends that has taken all its time: ERROR_NOT_ENOUGH_QUOTA, STATUS_QUOTA_EXCEEDED."""

    def raise_fences(seconds: int) -> None:
        """Let this process take no more memory and no more seconds of a processor than it may.

        Where the system refuses, the parent's watch is all there is.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job = kernel.CreateJobObjectW(None, None)
        limits = _Extended()
        limits.basic.flags = _PROCESS_MEMORY | _PROCESS_TIME
        limits.basic.per_process_time = seconds * 10_000_000
        limits.process_memory = MOST_MEMORY
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())

else:
    import contextlib
    import resource
    import signal

    OUT_OF_TIME: frozenset[int] = frozenset({-signal.SIGXCPU})
    """How a process ends that has taken all its time."""

    def raise_fences(seconds: int) -> None:
        """Let this process take no more memory and no more seconds of a processor than it may.

        Where the system refuses, the parent's watch is all there is.
        """
        for kind, most, hardest in (
            (resource.RLIMIT_AS, MOST_MEMORY, MOST_MEMORY),
            # At the harder one the process is killed, which says nothing of why.
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, hardest))
