"""Everything Floorwright says when it cannot do what was asked.

An error carries one sentence for the user (what went wrong, and where) and a hint (what to try).
It is raised where the cause is known and shown, as it is, by the window or the command line.
"""


class FloorwrightError(Exception):
    """A problem that is told to the user in words, never as a traceback."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the worker process to the window, hint included.
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[FloorwrightError], message: str, hint: str) -> FloorwrightError:
    return kind(message, hint=hint)


class InvalidRecord(FloorwrightError):
    """A record would hold an impossible value."""


class PlanFailed(FloorwrightError):
    """A plan file cannot be opened or is damaged."""


class SaveFailed(FloorwrightError):
    """A plan could not be saved; the file that was there is untouched."""


class ImportFailed(FloorwrightError):
    """A drawing or table cannot be read."""


class ExportFailed(FloorwrightError):
    """A sheet or table could not be written; the file that was there is untouched."""


class AnalysisFailed(FloorwrightError):
    """The figures asked for cannot be computed."""


class StudyFailed(FloorwrightError):
    """A study cannot be computed from what was given."""


class EditRefused(FloorwrightError):
    """A change is not possible as asked."""


class WorkerFailed(FloorwrightError):
    """A process that worked for us died, ran out of memory or time, or met an error nobody foresaw."""


class Cancelled(FloorwrightError):
    """The user stopped a long job; nothing has changed."""
