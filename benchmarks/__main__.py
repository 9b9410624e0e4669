"""`python -m benchmarks NAME [options]`: run one of the benchmarks; without a name, list them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main() -> int:
    """Run the benchmark that the command line names."""
    folder = Path(__file__).resolve().parent
    names = sorted(path.stem for path in folder.glob("*.py") if "def main(" in path.read_text("utf-8"))
    names.remove("__main__")
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print(f"usage: python -m benchmarks {{{','.join(names)}}} [options]", file=sys.stderr)
        return 2
    del sys.argv[0]
    importlib.import_module(f"benchmarks.{sys.argv[0]}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
