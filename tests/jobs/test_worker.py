"""Work in a process of its own."""

import time

import pytest

from floorwright.errors import Cancelled, ImportFailed, WorkerFailed
from floorwright.jobs import Done, Failed, Job, Progress, run_in_worker, start_worker
from helpers import tasks


def test_a_worker_gives_the_result_and_tells_how_far_it_is() -> None:
    told: list[tuple[float, str]] = []
    answer = run_in_worker(tasks.double, 21, job=Job(report=lambda share, words: told.append((share, words))))
    assert answer == 42
    assert told[-1] == (1.0, "All")


def test_our_errors_cross_with_message_and_hint() -> None:
    with pytest.raises(ImportFailed) as caught:
        run_in_worker(tasks.refuse)
    assert (caught.value.message, caught.value.hint) == ("hall.dxf is a PDF.", "Export it as DXF.")


def test_any_other_error_is_a_sentence_and_the_traceback_only_a_note() -> None:
    with pytest.raises(WorkerFailed) as caught:
        run_in_worker(tasks.stumble)
    assert "KeyError" not in str(caught.value)
    assert "KeyError: '$EXTMIN'" in caught.value.__notes__[0]


def test_a_worker_that_dies_is_a_sentence() -> None:
    with pytest.raises(WorkerFailed, match="ended unexpectedly"):
        run_in_worker(tasks.die)


def test_a_worker_that_takes_too_much_memory_is_a_sentence() -> None:
    with pytest.raises(WorkerFailed, match="more than the 512 MB"):
        run_in_worker(tasks.devour, memory_mb=512)


def test_a_worker_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(WorkerFailed, match=r"longer than 0\.5 seconds"):
        run_in_worker(tasks.hang, seconds=0.5)


def test_cancel_ends_a_worker_that_does_not_answer_within_two_seconds() -> None:
    with start_worker(tasks.hang) as worker:
        assert isinstance(worker.poll(), Progress)
        worker.cancel()
        begun = time.monotonic()
        outcome = worker.poll(0.1)
        while isinstance(outcome, Progress):
            outcome = worker.poll(0.1)
        assert time.monotonic() - begun < 2.0
    assert isinstance(outcome, Failed) and isinstance(outcome.error, Cancelled)


def test_cancelling_the_job_cancels_the_worker() -> None:
    with pytest.raises(Cancelled):
        run_in_worker(tasks.hang, job=Job(cancelled=lambda: True))


def test_polling_never_waits_and_ends_with_the_result() -> None:
    with start_worker(tasks.double, 4) as worker:
        begun = time.monotonic()
        worker.poll()
        assert time.monotonic() - begun < 0.5
        outcome = worker.poll(0.1)
        while isinstance(outcome, Progress):
            outcome = worker.poll(0.1)
        assert outcome == Done(8)


def test_a_worker_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_in_worker(tasks.print_much) == "done"
    assert capfd.readouterr() == ("", "")
