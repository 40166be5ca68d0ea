"""The stopwatch: what a technician presses, and what is then written down. Clock times are seconds."""

from floorwright.editing.stopwatch import AFTER_MISSED, MISSED, Stopwatch

JOB = Stopwatch(elements=("Load", "Turn", "Unload"))


def lasted(watch: Stopwatch) -> list[float]:
    return [reading.lasted_s for reading in watch.readings]


def test_one_key_after_each_element_writes_its_time_and_the_running_watch() -> None:
    watch = JOB.start(100.0).mark("Load", 104.5).mark("Turn", 112.0).mark("Unload", 115.0).mark("Load", 119.0)
    assert lasted(watch) == [4.5, 7.5, 3.0, 4.0]
    assert [reading.watch_s for reading in watch.readings] == [4.5, 12.0, 15.0, 19.0]
    assert [reading.cycle for reading in watch.readings] == [1, 1, 1, 2]


def test_the_expected_element_follows_the_last_one_and_begins_again_after_the_cycle() -> None:
    assert JOB.next_element == "Load"
    watch = JOB.start(0).mark("Load", 1)
    assert watch.next_element == "Turn"
    assert watch.mark("Turn", 2).mark("Unload", 3).next_element == "Load"
    assert watch.mark("Turn", 2).mark("Unload", 3).cycle == 2


def test_nothing_is_written_while_the_watch_stands_and_a_pause_is_in_no_reading() -> None:
    assert JOB.mark("Load", 5).readings == ()
    watch = JOB.start(0).mark("Load", 2).pause(3).start(60).mark("Turn", 62)
    assert lasted(watch) == [2.0, 3.0]
    assert watch.shows(62) == 5.0


def test_the_last_reading_taken_back_gives_its_time_to_the_element_being_done() -> None:
    watch = JOB.start(0).mark("Load", 2).mark("Turn", 3).undo()
    assert watch.next_element == "Turn"
    assert lasted(watch.mark("Turn", 9)) == [2.0, 7.0]
    assert JOB.undo() == JOB


def test_foreign_time_is_kept_apart_within_the_element() -> None:
    watch = JOB.start(0).foreign(1).foreign(4).mark("Load", 6).foreign(7).mark("Turn", 9)
    assert [(reading.lasted_s, reading.foreign_s) for reading in watch.readings] == [(6.0, 3.0), (3.0, 2.0)]
    assert watch.foreign_from is None


def test_after_a_missed_break_point_the_next_reading_does_not_count_either() -> None:
    watch = JOB.start(0).mark("Load", 2).miss("Turn").mark("Unload", 9).mark("Load", 11)
    assert [reading.reason for reading in watch.readings] == ["", MISSED, AFTER_MISSED, ""]
    assert [reading.watch_s for reading in watch.readings] == [2.0, None, 9.0, 11.0]
    assert lasted(watch)[3] == 2.0
    assert watch.undo().undo().undo().readings == watch.readings[:1]
    assert watch.undo().undo().undo().mark("Turn", 5).readings[-1].lasted_s == 3.0


def test_a_new_element_is_added_to_the_job_and_an_irregular_one_stays_in_the_cycle() -> None:
    job = Stopwatch(elements=JOB.elements, occasional=frozenset({"Clean"}))
    watch = job.start(0).mark("Load", 1).mark("Clean", 3)
    assert watch.next_element == "Turn"
    watch = watch.mark("Turn", 5)
    assert watch.elements == ("Load", "Turn", "Unload", "Clean")
    assert [reading.cycle for reading in watch.readings] == [1, 1, 1]


def test_the_last_reading_is_rated_in_steps() -> None:
    watch = JOB.start(0).mark("Load", 1).rate(5).rate(5).rate(-5)
    assert watch.readings[-1].rating_pct == 105.0
    assert JOB.rate(5) == JOB
