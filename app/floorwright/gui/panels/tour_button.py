"""The button that looks for the best order of a milk run's stops, in another process, and puts it into the plan."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from floorwright.analysis.tours.order import SECONDS, BestOrder, find_best_order
from floorwright.analysis.tours.runs import Itinerary, itineraries
from floorwright.errors import Cancelled, FloorwrightError
from floorwright.gui.background import Following
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import shown
from floorwright.jobs import start_worker
from floorwright.model.kinds import Underlay
from floorwright.model.tour import Tour

TITLE = "Best order"


class TourButton(QPushButton):
    """Says how far the search is, and stops it when it is pressed again. `chosen` names the tour that is meant."""

    def __init__(self, chosen: Callable[[], str]) -> None:
        super().__init__(TITLE)
        self.setToolTip("Find the order and rounds in which this tour travels least")
        self._chosen = chosen
        self._plan: OpenPlan | None = None
        self._following: Following | None = None
        self.clicked.connect(self._press)

    @property
    def searching(self) -> bool:
        """Whether an answer is still to come."""
        return self._following is not None

    def attach(self, plan: OpenPlan) -> None:
        """Work on this plan from now on."""
        self.detach()
        self._plan = plan

    def detach(self) -> None:
        """Let a search go that is under way."""
        if self._following is not None:
            self._following.stop()
        self._end()

    def _press(self) -> None:
        if self._following is not None:
            self._following.cancel()
            return
        plan = self._plan
        if plan is None:
            return
        here = dict(plan.session.view.records)
        known = itineraries(here)
        id = self._chosen() or next((key.id for key in sorted(known)), "")
        itinerary = next((one for key, one in known.items() if key.id == id), None)
        if itinerary is None:
            plan.told.emit("There is no tour yet. Add one, and its stops in the table “Tour stops”.")
            return
        drawn = {r.id: tuple(plan.barriers(r)) for r in here.values() if isinstance(r, Underlay)}
        mode = plan.plan.distance_mode
        worker = start_worker(find_best_order, itinerary, here, mode, drawn, SECONDS, 1)
        self.setText("Stop searching")
        self._following = Following(
            self, worker, lambda found: self._take(itinerary, found), self._refused, self._progress
        )

    def _progress(self, share: float, words: str) -> None:
        if self._plan is not None and words:
            self._plan.told.emit(f"{words}: {share:.0%}")

    def _take(self, itinerary: Itinerary, found: BestOrder) -> None:
        plan = self._plan
        self._end()
        if plan is None:
            return
        now = itineraries(dict(plan.session.view.records))
        if itinerary not in now.values():
            plan.told.emit("The tour was changed meanwhile; its order is left as it is.")
            return
        name = shown(itinerary.tour.name, 40)
        plan.session.do(f"Best order of {name}", lambda edit: edit.put(*found.stops))
        plan.told.emit(f"{name}: {found.words}")

    def _refused(self, error: FloorwrightError) -> None:
        plan = self._plan
        self._end()
        if plan is not None:
            plan.told.emit("The search was stopped." if isinstance(error, Cancelled) else str(error))

    def _end(self) -> None:
        self._following = None
        self.setText(TITLE)


def tour_of(record: object) -> str:
    """The id of the tour that a row of the tables speaks of."""
    return record.id if isinstance(record, Tour) else str(getattr(record, "tour", ""))
