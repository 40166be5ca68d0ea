"""What could not be taken as it is: counted by sort, so that ten thousand faults are a few lines."""

from floorwright.api import Problem


class Report:
    """Gathers faults; equal ones are counted together under the first place they were met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[str, int]] = {}

    def add(self, what: str, where: str = "", done: str = "", count: int = 1) -> None:
        """Note `count` faults of a sort."""
        place, before = self._found.get((what, done), (where, 0))
        self._found[what, done] = (place, before + count)

    def problems(self) -> tuple[Problem, ...]:
        """Every sort of fault, in the order in which they were met."""
        return tuple(Problem(what, where, done, count) for (what, done), (where, count) in self._found.items())

    def take(self, other: "Report") -> None:
        """Note what another report holds."""
        for problem in other.problems():
            self.add(problem.what, problem.where, problem.done, problem.count)
