"""``python -m nrw_desktop``, and both programs of the frozen build: which one it is, its name or streams tell.

With the command that no help names it is neither, but the child that reads a file.
"""

import gc
import os
import sys
from pathlib import Path

from nrw_desktop.exchange.sources import READ_COMMAND

if __name__ == "__main__":
    if sys.argv[1:2] == [READ_COMMAND]:
        # Who waits for it waits for each module that it loads, and for all that it would put away at its end.
        gc.disable()
        # msgspec takes what Python has itself where these are not there; they take a sixth of the start.
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        from nrw_desktop.exchange.reading.serving import serve

        os._exit(serve(sys.argv[2:]))
    from nrw_desktop.cli import main, main_windowed

    windowed = sys.stderr is None or Path(sys.executable).stem.endswith("-gui")
    sys.exit(main_windowed() if windowed else main())
