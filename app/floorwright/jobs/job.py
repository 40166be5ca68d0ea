"""Progress and cancelling for long work, the same in this process and in a worker."""

from collections.abc import Callable
from dataclasses import dataclass

from floorwright.errors import Cancelled


@dataclass(slots=True)
class Job:
    """What long work is given: it tells how far it is and asks whether to go on.

    `report` is called with a share from 0 to 1 and a few words; `cancelled` says whether the user has had enough.
    """

    report: Callable[[float, str], None] = lambda share, words: None
    cancelled: Callable[[], bool] = lambda: False

    def progress(self, share: float, words: str = "") -> None:
        """Tell how far the work is, and stop here if the user asked for it.

        Raises:
            Cancelled: when the user pressed Cancel.
        """
        if self.cancelled():
            raise Cancelled("Cancelled. Nothing has changed.")
        self.report(min(max(share, 0.0), 1.0), words)
