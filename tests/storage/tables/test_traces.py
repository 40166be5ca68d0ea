"""Tables of traces as people and tag systems write them."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from floorwright.errors import Cancelled, ImportFailed
from floorwright.jobs import Job
from floorwright.storage.tables import blocks
from floorwright.storage.tables.traces import TraceOptions, Traces, is_trace_table, read_traces
from floorwright.units import Unit


def read(tmp_path: Path, text: str, options: TraceOptions | None = None, name: str = "walk.csv") -> Traces:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_traces(path, options or TraceOptions(), Job())


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(ImportFailed) as refusal:
        read(tmp_path, text)
    return str(refusal.value)


def test_persons_are_told_apart_and_rows_sorted_by_time(tmp_path: Path) -> None:
    found = read(tmp_path, "time,y_m,person,x_m\n2,1,Ann,20\n1,5,Bob,7\n1,1,Ann,10\n0,1,Ann,0\n")
    ann, bob = found.persons
    assert (ann.person, bob.person) == ("Ann", "Bob")
    assert ann.track.t_s.tolist() == [0, 1, 2] and ann.track.x.tolist() == [0, 10000, 20000]
    assert ann.track.row.tolist() == [5, 4, 2]
    assert found.remarks == ("walk.csv: 2 rows were not in the order of time and were sorted.",)


def test_times_with_zones_are_one_clock(tmp_path: Path) -> None:
    text = "person,time,x_m,y_m\nA,2026-03-11T08:00:30+01:00,1,1\nA,2026-03-11T07:00:00Z,0,0\n"
    text += "A,20260311T080010,5+0200,2,2\n"
    assert "more cells" in refused(tmp_path, text)
    found = read(tmp_path, text.replace("10,5+0200", "10.5+0200"))
    (ann,) = found.persons
    # 08:00:10.5 east of Greenwich by two hours is 06:00:10.5, 08:00:30 by one is 07:00:30.
    assert ann.track.t_s.tolist() == [0, 3589.5, 3619.5]
    assert ann.start == "2026-03-11T08:00:10.500000+02:00"


def test_local_times_and_times_of_the_day_start_at_the_first(tmp_path: Path) -> None:
    (local,) = read(tmp_path, "person;time;station\nA;2026-03-11 08:00;Saw\nA;2026-03-11 08:01:30,5;Saw\n").persons
    assert (local.start, local.track.t_s.tolist()) == ("2026-03-11T08:00:00", [0, 90.5])
    (day,) = read(tmp_path, "person,time,station\nA,8:00,Saw\nA,08:00:10,Lathe\n").persons
    assert (day.start, day.track.t_s.tolist()) == ("08:00:00", [0, 10])
    assert [day.track.places[n][1] for n in day.track.place] == ["Saw", "Lathe"]


def test_seconds_stay_as_they_are_and_unix_times_get_their_date(tmp_path: Path) -> None:
    (seconds,) = read(tmp_path, "person,time,x_m,y_m\nA,12.5,0,0\nA,13,1,0\n").persons
    assert (seconds.start, seconds.track.t_s.tolist()) == ("", [12.5, 13])
    (minutes,) = read(tmp_path, "person,time_min,x_m,y_m\nA,1.5,0,0\nA,2,1,0\n").persons
    assert minutes.track.t_s.tolist() == [90, 120]
    (unix,) = read(tmp_path, "person,time,x_m,y_m\nA,1773216000,0,0\nA,1773216000500,1,0\n").persons
    assert (unix.start, unix.track.t_s.tolist()) == ("2026-03-11T08:00:00+00:00", [0, 0.5])


def test_decimal_commas_units_and_spaces(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "Person ; Time ; X_cm ; Y_ft\r\n Ann ; 0,5 ; 1,5 ; 10 \r\n\r\nAnn;1;+2;-1,25\r\n").persons
    assert one.person == "Ann" and one.track.t_s.tolist() == [0.5, 1]
    assert one.track.x.tolist() == [15, 20] and one.track.y.tolist() == pytest.approx([3048, -381])
    assert one.track.row.tolist() == [2, 4]


def test_columns_without_a_unit_need_one(tmp_path: Path) -> None:
    text = "person,time,x,y\nA,0,1,2\nA,1,1,2\n"
    assert "does not say the unit of its column “x”" in refused(tmp_path, text)
    (one,) = read(tmp_path, text, TraceOptions(unit=Unit.MM)).persons
    assert (one.track.x[0], one.track.y[0]) == (1, 2)


def test_bad_cells_are_named_by_row_and_column(tmp_path: Path) -> None:
    text = "person,time,x_m,y_m\nA,0,0,0\nA,soon,1,0\nA,2,far,0\n,3,1,1\nA,4,,1\nA,5,1,nan\nA,6,1e30,1\n"
    text += "A,2026-02-30T08:00,1,1\n"
    said = refused(tmp_path, text)
    assert said.startswith(
        "walk.csv, row 3, column time: “soon” is no time. walk.csv, row 4, column x_m: “far” is not a number. "
        "walk.csv, row 5, column person: is empty. And 4 more. Nothing was taken over"
    )
    found = read(tmp_path, text, TraceOptions(leave_out_bad=True))
    assert len(found.persons[0].track) == 1
    assert "7 rows cannot be read and were left out" in found.remarks[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("person,time,x_m,y_m\n", "no rows that can be used"),
        ("person,x_m,y_m\nA,1,1\n", "no column “time”"),
        ("person,time\nA,1\n", "neither x_m and y_m nor station"),
        ("person,time,x_m\nA,1,1\n", "only one of the columns"),
        ("person,time,time_s,station\nA,1,1,B\n", "has the column time twice"),
        ("person,time,station\nA,1,\n", "row 2, column station: is empty"),
        ("person,time,station\nA,1,B,C\n", "row 2 has more cells"),
        ('person,time,station\nA,1,"B\n', "row 2 cannot be read"),
        ("person,time,station\nA,1,B\nA,2026-03-11T08:00,B\n", "row 3, column time: seconds and times without a zone"),
        ("person,time,station,carrying\nA,1,B,perhaps\n", "“perhaps” is neither yes nor no"),
        ("person,time,station,value\nA,1,B,good\n", "“good” is none of VA, ENVA, NVA"),
        ("person,time,station\nA,1," + "B" * 2000 + "\n", "has a cell of 2,000 letters"),
    ],
)
def test_what_makes_no_sense_has_a_reason(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(tmp_path, text)


def test_text_that_is_not_utf_8_is_named_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"person,time,station\nA,1,B\nM\xfcller,2,B\n")
    with pytest.raises(ImportFailed, match=r"old\.csv, row 3 is not UTF-8"):
        read_traces(path, TraceOptions(), Job())


def test_quotes_and_utf_16_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    (one,) = read(tmp_path, 'person,time,station,note\n"Lee, Ann",1,"Saw ""2""","two\nlines"\n').persons
    assert one.person == "Lee, Ann" and one.track.places == (("", 'Saw "2"'),)
    assert one.track.words == ("two\nlines",)
    path = tmp_path / "utf16.csv"
    path.write_bytes("person\ttime\tstation\nÅsa\t1\tSaw\n".encode("utf-16"))
    assert read_traces(path, TraceOptions(), Job()).persons[0].person == "Åsa"


def test_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    path = tmp_path / "walk.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        other, sheet = book.add_worksheet("notes"), book.add_worksheet("Traces")
        other.write(0, 0, "nothing")
        clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, ["person", "time", "x_m", "y_m"])
        for row, day in enumerate((46092.0, 46092.5)):
            sheet.write(row + 1, 0, "Ann")
            sheet.write_number(row + 1, 1, day, clock)
            sheet.write_row(row + 1, 2, [1.5, row])
    assert is_trace_table(path)
    (one,) = read_traces(path, TraceOptions(), Job()).persons
    # Day 46092 of Excel's calendar is 11 March 2026.
    assert one.start == "2026-03-11T00:00:00" and one.track.t_s.tolist() == [0, 43200]
    assert one.track.x.tolist() == [1500, 1500]


def test_what_is_said_beside_is_kept(tmp_path: Path) -> None:
    text = (
        "person,time,station,carrying,element,step,value,note,battery,task,observer\n"
        "A,1,Saw,yes,cut,operation,va,hurried,80 %,cutting,Kim\nA,2,Lathe,no,,,,,79 %,cutting,Kim\nA,3,Saw,,,,,,,,\n"
    )
    (one,) = read(tmp_path, text).persons
    assert (one.task, one.observer) == ("cutting", "Kim")
    track = one.track
    assert track.carrying.tolist() == [1, 0, -1]
    assert track.words[track.element[0]] == "cut" and track.element.tolist()[1:] == [-1, -1]
    assert (track.step[0], track.value[0]) == (1, 1)
    assert track.words[track.note[0]] == "hurried; battery: 80 %" and track.words[track.note[1]] == "battery: 79 %"
    assert track.note[2] == -1


def test_a_table_is_told_by_its_columns(tmp_path: Path) -> None:
    def is_one(text: str, name: str = "a.csv") -> bool:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return is_trace_table(path)

    assert is_one("person,time,station\n") and is_one("Person;Time_s;X_mm;Y_mm\n", "a.txt")
    assert not is_one("name,x_m,y_m\n") and not is_one("0\nSECTION\n", "a.dxf") and not is_one("")
    assert not is_trace_table(tmp_path / "none.csv")


def test_small_blocks_give_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"P{n % 3},{n // 3},{n * 0.25},{-n}" for n in range(999)]
    lines[500] = "P9,7,,,"
    lines.insert(300, "")
    text = "person,time,x_m,y_m,station\n" + "\n".join(
        f"{line},Here" if line[:2] != "P9" and line else line for line in lines
    )
    whole = read(tmp_path, text, TraceOptions(leave_out_bad=True))
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 1000)
    parts = read(tmp_path, text, TraceOptions(leave_out_bad=True))
    assert whole.remarks == parts.remarks and "row 503" in whole.remarks[0]
    for one, other in zip(whole.persons, parts.persons, strict=True):
        for column in ("t_s", "x", "y", "row", "place"):
            assert np.array_equal(getattr(one.track, column), getattr(other.track, column))


def test_cancel_stops_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "walk.csv"
    path.write_text("person,time,station\nA,1,B\n", encoding="utf-8")
    with pytest.raises(Cancelled):
        read_traces(path, TraceOptions(), Job(cancelled=lambda: True))
