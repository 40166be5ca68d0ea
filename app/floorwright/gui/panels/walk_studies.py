"""The buttons that make studies of an observed walk, and the question at which moments a work sampling looks."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.sampled import Moments, Sampling
from floorwright.errors import EditRefused, FloorwrightError
from floorwright.gui.background import Threaded
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown, tip
from floorwright.hooks.studies.of_walk import WalkStudies, walk_studies
from floorwright.units import parse_number

WORDS = "Make studies of this walk"
MEANING = (
    "A time study of its stays, walks and elements, its process chart, and a work sampling drawn from it; "
    "all of it is one step that can be undone."
)
_MOMENTS = {Moments.RANDOM: "Random", Moments.REGULAR: "Regular"}


def make_studies(
    parent: QObject, plan: OpenPlan, found: Observed, sampling: Sampling, made: Callable[[str], None]
) -> Threaded:
    """Make the studies of a walk in a thread and put them into the plan as one step; `made` is told what they are.

    Where that is refused the plan tells why, and `made` is told "".
    """
    records, methods = dict(plan.session.view.records), dict(plan.plugins.studies)

    def done(studies: WalkStudies) -> None:
        agreed = plan.session.do("Make studies of a walk", lambda edit: edit.put(*studies.records))
        plan.refresh()
        made(studies.words if agreed else "")

    def failed(error: FloorwrightError) -> None:
        plan.told.emit(str(error))
        made("")

    return Threaded(parent, lambda: walk_studies(methods, found, records, sampling), done, failed)


class WalkStudiesBar(QWidget):
    """One press makes the studies; the button beside it asks for the moments of the work sampling first."""

    wanted = Signal(object)
    """The sampling with which they are to be made."""

    def __init__(self) -> None:
        super().__init__()
        self.sampling = Sampling()
        """As it was chosen last."""
        self.make, self.other = QPushButton(WORDS), QPushButton("At other moments…")
        self.make.setToolTip(tip(MEANING))
        self.other.setToolTip(tip("The same, and first how often the work sampling looks, and when."))
        self.made = label("", "quiet")
        self.made.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.other)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(buttons)
        layout.addWidget(self.made)
        self.made.hide()
        self.make.clicked.connect(lambda: self.wanted.emit(self.sampling))
        self.other.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask at which moments is looked, and make the studies then."""
        dialog = AskSampling(self.window(), self.sampling)
        if dialog.exec() and dialog.sampling is not None:
            self.sampling = dialog.sampling
            self.wanted.emit(self.sampling)
        dialog.deleteLater()

    def tell(self, words: str) -> None:
        """Say what was made; "" for nothing."""
        self.made.setText(shown(words, 400))
        self.made.setVisible(bool(words))


class AskSampling(QDialog):
    """How often the work sampling looks, and when."""

    def __init__(self, parent: QWidget, sampling: Sampling) -> None:
        super().__init__(parent)
        self.setWindowTitle(WORDS)
        self.sampling: Sampling | None = None
        self.interval, self.seed = QLineEdit(f"{sampling.interval_s:g}"), QLineEdit(str(sampling.seed))
        self.moments = QComboBox()
        for moments, words in _MOMENTS.items():
            self.moments.addItem(words, moments)
        self.moments.setCurrentIndex(self.moments.findData(sampling.moments))
        self.refusal = label("", "bad")
        self.refusal.setWordWrap(True)
        meaning = label(MEANING, "quiet")
        meaning.setWordWrap(True)
        form = QFormLayout()
        for words, field in (
            ("One look every [s]", self.interval), ("Moments", self.moments), ("Seed of random ones", self.seed),
        ):  # fmt: skip
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Make studies")
        buttons.accepted.connect(self.agree)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(meaning)
        layout.addLayout(form)
        layout.addWidget(self.refusal)
        layout.addWidget(buttons)
        self.resize(420, self.sizeHint().height())

    def agree(self) -> None:
        """Take what was typed, or say what is wrong with it."""
        try:
            seed = parse_number(self.seed.text())
            if seed != int(seed) or not 0 <= seed <= 1e9:
                raise EditRefused("The seed is a whole number from 0 to 1,000,000,000.", hint="Write 1.")
            sampling = Sampling(
                interval_s=parse_number(self.interval.text()), moments=self.moments.currentData(), seed=int(seed)
            )
            sampling.check()
        except FloorwrightError as error:
            self.refusal.setText(str(error))
            return
        self.sampling = sampling
        self.accept()
