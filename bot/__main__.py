"""`python -m bot` and the `briefbot` command."""

from __future__ import annotations

from bot.cli.parser import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
