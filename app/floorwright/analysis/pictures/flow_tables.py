"""The tables behind the pictures of flow: traffic by aisle segment, departments, relationships."""

from collections.abc import Callable

from floorwright.analysis.pictures.matrix import MatrixOrder, Measure, matrix
from floorwright.analysis.pictures.relationships import Closeness, closeness
from floorwright.analysis.pictures.traffic import traffic
from floorwright.analysis.result import Analysis, Table
from floorwright.errors import FloorwrightError
from floorwright.model.diff import Records


def traffic_table(records: Records, analysis: Analysis) -> Table:
    """Trips and meetings an hour and mean vehicles of every stretch, empty returns included."""
    return traffic(records, analysis).table()


def departments_table(records: Records, analysis: Analysis) -> Table:
    """The from-to chart of the departments, trips a day."""
    return matrix(records, analysis.flows, by_department=True).table(Measure.TRIPS, MatrixOrder.NAMES)


def relationships_table(records: Records, analysis: Analysis) -> Table:
    """Every pair of departments with its flow, rating and reasons, and the adjacency score in the notes."""
    return _told(records, analysis, "Relationships", Closeness.pairs_table)


def closeness_table(records: Records, analysis: Analysis) -> Table:
    """The total closeness rating of every department and its place in the order of placing."""
    return _told(records, analysis, "Closeness", Closeness.closeness_table)


def _told(records: Records, analysis: Analysis, title: str, table: Callable[[Closeness], Table]) -> Table:
    try:
        return table(closeness(records, analysis.flows))
    except FloorwrightError as error:
        return Table(title, (), (), notes=(str(error),))
