"""The tables that a time study takes."""

from floorwright.api import StudyColumn, StudyTable

LEVELS = "Westinghouse code: A1 A2 B1 B2 C1 C2 D E1 E2 F1 F2"
SINGLE_LEVELS = "Westinghouse code: A B C D E F"

_RATING_COLUMNS = (
    StudyColumn(name="skill", meaning=f"{LEVELS}, instead of a rating"),
    StudyColumn(name="effort", meaning=LEVELS),
    StudyColumn(name="conditions", meaning=SINGLE_LEVELS),
    StudyColumn(name="consistency", meaning=SINGLE_LEVELS),
)

CYCLES_ON_SHEET = 20

SHEET = StudyTable(
    name="sheet",
    meaning="The observation sheet as it is on paper, instead of readings: a row an element, a column a cycle.",
    required=False,
    columns=(
        StudyColumn(name="element", meaning="Name of the element, in the order of the work", required=True),
        StudyColumn(name="rating_pct", meaning="Rating of its readings", type="number", unit="%", above=0, most=1000),
        *(
            StudyColumn(
                name=f"c{cycle}_s",
                meaning=f"Reading in cycle {cycle}; empty where the element did not come",
                type="number",
                unit="s",
                least=0,
                most=1e9,
            )
            for cycle in range(1, CYCLES_ON_SHEET + 1)
        ),
    ),
)
READINGS_AND_ELEMENTS = (
    StudyTable(
        name="readings",
        meaning="One row a reading, in the order they were taken.",
        required=False,
        columns=(
            StudyColumn(
                name="cycle",
                meaning="Number of the cycle; without it a cycle begins where an element comes again",
                type="integer",
                least=0,
            ),
            StudyColumn(name="element", meaning="Name of the element that ended", required=True),
            StudyColumn(
                name="time_s",
                meaning="Snap-back: how long it lasted; continuous: what the running watch showed at its end. "
                "Empty for a missed reading",
                type="number",
                unit="s",
                least=0,
                most=1e9,
            ),
            StudyColumn(
                name="rating_pct",
                meaning="Rating of this reading, where each is rated",
                type="number",
                unit="%",
                above=0,
                most=1000,
            ),
            StudyColumn(
                name="excluded", meaning="The reason why it must not count (foreign element, missed, dropped part)"
            ),
            StudyColumn(
                name="foreign",
                meaning="Whether the row is a foreign element: part of the study, not of the work",
                type="yes_no",
                default=False,
            ),
            StudyColumn(
                name="foreign_s",
                meaning="Time of a foreign element within this reading, to be taken off",
                type="number",
                unit="s",
                default=0.0,
                least=0,
            ),
        ),
    ),
    StudyTable(
        name="elements",
        meaning="One row an element: its type, rating and frequency; its mean where there are no readings of it.",
        required=False,
        columns=(
            StudyColumn(name="element", meaning="Name of the element", required=True),
            StudyColumn(
                name="type",
                meaning="regular: every cycle; irregular or contingent: now and then; machine: not rated; "
                "foreign: not work",
                type="choice",
                choices=("regular", "irregular", "contingent", "machine", "foreign"),
                default="regular",
            ),
            StudyColumn(name="ends", meaning="The break point at which the element ends"),
            StudyColumn(
                name="rating_pct",
                meaning="Rating on the scale of option rating_scale",
                type="number",
                unit="%",
                above=0,
                most=1000,
            ),
            *_RATING_COLUMNS,
            StudyColumn(name="frequency", meaning="Times a cycle", type="number", least=0, most=1e6),
            StudyColumn(
                name="every_cycles",
                meaning="Once in so many cycles, instead of frequency",
                type="number",
                least=1e-6,
                most=1e9,
            ),
            StudyColumn(
                name="allowance_pct",
                meaning="This element's own allowance, instead of the study's",
                type="number",
                unit="%",
                least=0,
                most=1000,
            ),
            StudyColumn(name="mean_s", meaning="Mean observed time, once", type="number", unit="s", least=0, most=1e9),
            StudyColumn(name="n", meaning="Number of readings in that mean", type="integer", least=1, most=1e9),
            StudyColumn(
                name="sd_s",
                meaning="Standard deviation of those readings (n − 1)",
                type="number",
                unit="s",
                least=0,
                most=1e9,
            ),
        ),
    ),
)

TABLES = (READINGS_AND_ELEMENTS[0], SHEET, READINGS_AND_ELEMENTS[1])
