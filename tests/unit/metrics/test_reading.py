"""From files to counts: any split of a delivery into parts gives the same counts, and leaves nothing behind."""

import gzip
import pickle
import tempfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.tabular import Block, FileRefused, Limits
from scorecards.metrics import partitions, reading
from scorecards.metrics.cuts import counts
from scorecards.metrics.partitions import BUCKETS, Partitions, bucket_of
from scorecards.metrics.reading import combined, count_files, count_partition
from tests.unit.metrics.delivered import OFFICE, PROFILE, columns, file, row

TABLES = ("intake", "initiation", "dispositions", "sentencing")


def counted(paths, **options):
    return count_files(paths, PROFILE, office=OFFICE, progress=False, **options)


@st.composite
def deliveries(draw):
    """{table: rows} about a few defendants, who stand in some of the tables, on one charge row or several."""
    rows = {table: [] for table in TABLES}
    for number in range(draw(st.integers(1, 12))):
        day = f"2019-{draw(st.integers(1, 4)):02}-05"
        person = {
            "race": draw(st.sampled_from(["Black", "White", "HISPANIC", "Unknown", ""])),
            "gender": draw(st.sampled_from(["Female", "Male", ""])),
            "age_at_incident": draw(st.sampled_from(["17", "30", "61", "137", ""])),
        }
        status = draw(st.sampled_from(["Approved", "Rejected", "Continued Investigation"]))
        intake = {"received_date": f"{day} 04:00:00", "participant_status": status}
        rows["intake"].append(row("intake", number, **person | intake))
        for _ in range(draw(st.integers(0, 3))):
            told = person | {"received_date": day, "class": draw(st.sampled_from(["X", "4", "A"]))}
            rows["initiation"].append(row("initiation", number, **told))
        for _ in range(draw(st.integers(0, 2))):
            ending = draw(st.sampled_from(["Plea Of Guilty", "Nolle Prosecution", "BFW", "FNG"]))
            ended = draw(st.sampled_from(["3/5/2019", "6/30/2019", "1/1/2019", "1/1/2109"]))
            told = {"charge_disposition": ending, "disposition_date": f"{ended} 12:00:00 AM"}
            rows["dispositions"].append(row("dispositions", number, **person | told | {"received_date": day}))
        for _ in range(draw(st.integers(0, 2))):
            told = {"commitment_term": draw(st.sampled_from(["1", "2.5", ""])), "received_date": day}
            rows["sentencing"].append(row("sentencing", number, **person | told))
    return {table: found for table, found in rows.items() if found}


def written(folder, delivery, shuffled=None):
    """The delivery's files. shuffled: a source of chance, which then orders rows and columns."""
    paths = []
    for table, rows in delivery.items():
        names = columns(table)
        if shuffled:
            rows, names = shuffled.sample(rows, len(rows)), shuffled.sample(names, len(names))
        paths.append(file(folder, table, rows, names=names))
    return shuffled.sample(paths, len(paths)) if shuffled else paths


def told(delivery):
    """What a delivery came to, without the order and hash of its files."""
    files = {(one.table, one.rows, one.defendants) for one in delivery.files}
    return files, delivery.first_day, delivery.last_day, delivery.counts, delivery.excluded


def there_and_back(thing):
    return pickle.loads(pickle.dumps(thing))  # noqa: S301  made a moment ago


# Each example counts files from end to end several times over.
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(
    delivery=deliveries(),
    rows_at_once=st.integers(8, 40) | st.just(10**6),
    shuffled=st.none() | st.randoms(use_true_random=False),
)
def test_neither_a_split_nor_the_order_of_anything_changes_a_count(tmp_path, delivery, rows_at_once, shuffled):
    whole = told(counted(written(tmp_path, delivery)))
    assert told(counted(written(tmp_path, delivery, shuffled), rows_at_once=rows_at_once)) == whole


@few
@given(delivery=deliveries(), data=st.data())
def test_parts_may_be_counted_anywhere_and_in_any_order(tmp_path, delivery, data):
    """Parts that someone else dealt out, by defendant, sent there and back as bytes."""
    files = {table: f"{table}.csv" for table in delivery}
    whole = counted(written(tmp_path, delivery))
    numbers = sorted({one["case_participant_id"] for rows in delivery.values() for one in rows})
    place = {number: data.draw(st.integers(0, 2)) for number in numbers}
    parts = []
    for wanted in data.draw(st.permutations(sorted(set(place.values())))):
        with Partitions() as part:
            for table, rows in delivery.items():
                part.open(table, columns(table), "case_participant_id")
                here = [one for one in rows if place[one["case_participant_id"]] == wanted]
                cells = [[one.get(name, "") for one in here] for name in columns(table)]
                part.add(table, Block(range(len(here)), cells))
            (tables,) = part
        sent = there_and_back((tables, PROFILE, files))
        parts.append(there_and_back(count_partition(*sent)))
    again = combined(parts)
    assert counts(again.tally, office=OFFICE) == whole.counts
    assert again.excluded == whole.excluded
    assert {one.table: one.defendants for one in whole.files} == again.defendants


def test_a_bucket_is_the_same_in_every_table_process_and_year():
    ids = np.array(["1077995851303", "129405877581", "A-7"], dtype=object)
    assert bucket_of(ids).tolist() == [63, 90, 69]
    assert set(bucket_of(np.array([str(n) for n in range(5_000)], dtype=object))) == set(range(BUCKETS))


def test_a_part_holds_whole_defendants_and_every_table(tmp_path):
    paths = [
        file(tmp_path, "initiation", [row("initiation", n % 40) for n in range(400)]),
        file(tmp_path, "sentencing", [row("sentencing", "7 ")]),
    ]
    seen = []
    original = reading.count_partition

    def watched(tables, profile, files):
        assert set(tables) == {"initiation", "sentencing"}
        seen.append({table: set(frame["case_participant_id"]) for table, frame in tables.items()})
        return original(tables, profile, files)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "count_partition", watched)
        delivery = counted(paths, rows_at_once=60)
    assert len(seen) > 4
    assert sum(len(part["initiation"]) for part in seen) == 40
    # An id with a space behind it is the same defendant.
    assert [part["sentencing"] <= part["initiation"] for part in seen] == [True] * len(seen)
    assert [(one.rows, one.defendants) for one in delivery.files] == [(400, 40), (1, 1)]


@pytest.mark.parametrize("fault", [None, FileRefused, KeyboardInterrupt])
def test_no_row_stays_on_the_disk(tmp_path, monkeypatch, fault):
    spill = tmp_path / "spill"
    spill.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spill))
    opened = []
    honest = tempfile.TemporaryFile
    monkeypatch.setattr(partitions.tempfile, "TemporaryFile", lambda: opened.append(honest()) or opened[-1])

    def count(*_arguments):
        assert list(spill.iterdir()) == []  # not even while it is in use
        raise fault([])

    path = file(tmp_path, "intake", [row("intake", n) for n in range(100)])
    if fault is None:
        counted([path], rows_at_once=10)
    else:
        monkeypatch.setattr(reading, "count_partition", count)
        with pytest.raises(fault):
            counted([path], rows_at_once=10)
    assert [one.closed for one in opened] == [True]
    assert list(spill.iterdir()) == []


def test_counting_small_files(tmp_path):
    plain = file(
        tmp_path, "intake", [row("intake", 1, participant_status="Rejected", update_offense_category="a\nb")]
    )
    packed = tmp_path / "intake.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    delivery = counted([packed])
    (one,) = delivery.files
    assert (one.table, one.name, one.rows, one.defendants) == ("intake", "intake.csv.gz", 1, 1)
    found = {
        (row.group): (row.numerator, row.denominator)
        for row in delivery.counts
        if (row.metric, row.period_kind, row.dimension) == ("declination-of-decided", "year", "race")
    }
    assert found == {"Black": (1, 1)}


def test_a_limit_of_size_is_said_and_can_be_widened(tmp_path):
    path = file(tmp_path, "intake", [row("intake", n) for n in range(20)])
    with pytest.raises(FileRefused, match="at most 100 are read"):
        counted([path], limits=Limits(delivered=100))
    assert reading.CASE_LIMITS.delivered > 3_000_000 * 400
    assert counted([path]).files[0].rows == 20


def test_a_refusal_reads_the_same_however_many_parts_there_are(tmp_path):
    bad = {"race": "Martian"}
    rows = [row("initiation", n, **(bad if n % 3 == 0 else {})) for n in range(300)]
    rows[7] |= {"class": "9"}
    path = file(tmp_path, "initiation", rows)
    said = []
    for rows_at_once in (10**6, 40):
        with pytest.raises(FileRefused) as caught:
            counted([path], rows_at_once=rows_at_once)
        said.append([str(problem) for problem in caught.value.problems])
    assert said[0] == said[1]
    assert '"Martian" is not a known value of race (100 rows: lines 2, 5, 8, 11, 14 and further on)' in said[0][0]
    assert "(1 row: line 9)" in said[0][1]


def test_defendants_whose_rows_disagree_are_each_named(tmp_path):
    pairs = [row("initiation", n // 2, race=("Black", "White")[n % 2]) for n in range(6)]
    path = file(tmp_path, "initiation", pairs)
    for rows_at_once in (10**6, 2):
        with pytest.raises(FileRefused) as caught:
            counted([path], rows_at_once=rows_at_once)
        assert [problem.line for problem in caught.value.problems] == [2, 4, 6]
        assert {problem.value for problem in caught.value.problems} == {"Black / White"}


def test_a_column_of_nonsense_gives_a_bounded_list_of_faults(tmp_path):
    path = file(tmp_path, "initiation", [row("initiation", n, age_at_incident=f"x{n}") for n in range(1_500)])
    with pytest.raises(FileRefused) as caught:
        counted([path], rows_at_once=900)
    assert len(caught.value.problems) == 1_000
    assert caught.value.total > 1_000
