"""What is wrong in a curator's file, where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity} [{self.code}] {self.message}"


def order(problem: Problem) -> tuple[bool, str, int, int, str]:
    """Errors before warnings, then by place."""
    return (problem.severity is not Severity.ERROR, problem.file, problem.line, problem.column, problem.code)
