"""``python -m nrw_desktop``, and both programs of the frozen build: which one it is, its name or streams tell."""

import sys
from pathlib import Path

from nrw_desktop.cli import main, main_windowed

if __name__ == "__main__":
    windowed = sys.stderr is None or Path(sys.executable).stem.endswith("-gui")
    sys.exit(main_windowed() if windowed else main())
