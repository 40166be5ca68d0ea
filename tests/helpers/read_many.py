"""Reads drawings one after the other in a process with little memory and time, and says of each how that ended.

Arguments: paths. Each line of the output is a path and what became of it: `read`, `refused: …` or `broke: …`.
"""

import resource
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

LIMIT_BYTES = 1024**3
LIMIT_S = 20


def stop(_: int, __: FrameType | None) -> None:
    """Ends a reading that takes too long."""
    raise TimeoutError(f"took longer than {LIMIT_S} s")


def main(paths: list[str]) -> None:
    """Read them all."""
    import logging

    from floorwright.api import FloorwrightError, ImportOptions, Job
    from floorwright_builtin.dxf_import import read

    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    signal.signal(signal.SIGALRM, stop)
    for path in paths:
        print(path, end="\t", flush=True)
        signal.alarm(LIMIT_S)
        try:
            drawing = read(Path(path), ImportOptions(), Job())
            said = "read" if _finite(drawing) else "broke: a number that is not finite"
        except FloorwrightError as error:
            said = f"refused: {error}"
        except MemoryError:
            said = "refused: memory"
        # Whatever else is raised is what the test looks for.
        except BaseException:
            said = "broke: " + traceback.format_exc().replace("\n", " | ")
        finally:
            signal.alarm(0)
        print(said.replace("\n", " "), flush=True)


def _finite(drawing: object) -> bool:
    import numpy as np

    names = ("segments", "arcs", "fill_points", "text_places", "inserts")
    return all(np.isfinite(getattr(drawing, name)).all() for name in names)


if __name__ == "__main__":
    main(sys.argv[1:])
