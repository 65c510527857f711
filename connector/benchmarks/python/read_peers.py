#!/usr/bin/env python3
"""Measure how fast Python libraries read a table of a battdat file, on one thread.

Measured are h5py, PyTables and, where it is installed, battdat itself: all columns (the sum
of each numeric column, block by block), one column, and for battdat its iterator over
records. The file is read once before, so that it comes from the memory of the system.
"""
import argparse
import itertools
import json
import pathlib
import platform
import statistics
import time

import h5py
import numpy as np
import tables

try:
    from battdat.streaming import iterate_records_from_file
except ImportError:
    iterate_records_from_file = None

BLOCK_ROWS = 131072


def blocks(rows, chunk_rows):
    """Ranges of rows: whole chunks, about BLOCK_ROWS rows together."""
    step = max(1, round(BLOCK_ROWS / chunk_rows)) * chunk_rows
    for first in range(0, rows, step):
        yield first, min(first + step, rows)


def is_numeric(values):
    """Whether values can be summed."""
    return values.dtype.kind in "iufb"


def add_sums(sums, block):
    """Add the sum of every numeric column of a block of rows."""
    for name in block.dtype.names:
        if is_numeric(block[name]):
            sums[name] = sums.get(name, 0) + block[name].sum()


def column_sum(name, values):
    """Sum of one column by its name, if it can be summed."""
    return {name: values.sum()} if is_numeric(values) else {}


def h5py_all(path, table):
    """All columns by h5py."""
    sums = {}
    with h5py.File(path, "r") as file:
        dataset = file[table]
        chunk_rows = dataset.chunks[0] if dataset.chunks else BLOCK_ROWS
        for first, last in blocks(len(dataset), chunk_rows):
            add_sums(sums, dataset[first:last])
    return sums


def h5py_column(path, table, column):
    """One column by h5py."""
    with h5py.File(path, "r") as file:
        return column_sum(column, file[table][column])


def pytables_all(path, table):
    """All columns by PyTables."""
    sums = {}
    with tables.open_file(path) as file:
        node = file.get_node("/" + table)
        chunk_rows = node.chunkshape[0] if node.chunkshape else BLOCK_ROWS
        for first, last in blocks(node.nrows, chunk_rows):
            add_sums(sums, node.read(first, last))
    return sums


def pytables_column(path, table, column):
    """One column by PyTables."""
    with tables.open_file(path) as file:
        return column_sum(column, file.get_node("/" + table).col(column))


def battdat_records(path, table, rows):
    """Records by the iterator of battdat: a dictionary for every row."""
    records = iterate_records_from_file(str(path), key=table)
    return {"records": sum(1 for _ in itertools.islice(records, rows))}


def measure(function, runs):
    """Median seconds of some runs, after one that does not count, and the last result."""
    seconds = []
    function()
    for _ in range(runs):
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--table", default="raw_data", help="such as raw_data or cell_1/raw_data")
    parser.add_argument("--column", help="the single column (default: the one in the middle)")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--battdat-rows", type=int, default=100_000,
                        help="rows to take from battdat, which is slow")
    arguments = parser.parse_args()
    path, table = arguments.file, arguments.table.strip("/")
    tables.set_blosc_max_threads(1)

    with h5py.File(path, "r") as file:
        dataset = file[table]
        rows, names = len(dataset), dataset.dtype.names
    column = arguments.column or names[len(names) // 2]

    tasks = [
        ("h5py", "all columns", rows, lambda: h5py_all(path, table)),
        ("h5py", column, rows, lambda: h5py_column(path, table, column)),
        ("PyTables", "all columns", rows, lambda: pytables_all(path, table)),
        ("PyTables", column, rows, lambda: pytables_column(path, table, column)),
    ]
    if iterate_records_from_file is not None:
        some = min(rows, arguments.battdat_rows)
        tasks.append(("battdat", "records", some, lambda: battdat_records(path, table, some)))

    results, sums = [], {}
    print(f"{'library':10} {'read':14} {'rows':>12} {'seconds':>9} {'million rows/s':>15}")
    for library, what, count, function in tasks:
        try:
            seconds, result = measure(function, arguments.runs)
        except OSError:
            # h5py with an HDF5 library of its own, which has not the filters that PyTables brings
            print(f"{library:10} {what:14} cannot read the file")
            continue
        rate = count / seconds
        print(f"{library:10} {what:14} {count:12} {seconds:9.3f} {rate / 1e6:15.3f}")
        results.append({"library": library, "read": what, "rows": count,
                        "seconds": round(seconds, 4), "rows_per_second": round(rate)})
        if library != "battdat":
            for name, value in result.items():
                if not np.isclose(sums.setdefault(name, value), value, equal_nan=True):
                    raise SystemExit(f"{library} finds another sum of {name}: {value}")
    print(json.dumps({
        "file": path.name, "table": table, "rows": rows, "runs": arguments.runs,
        "python": platform.python_version(), "h5py": h5py.__version__,
        "hdf5": h5py.version.hdf5_version, "pytables": tables.__version__,
        "sums": {name: float(value) for name, value in sums.items()}, "results": results,
    }))


if __name__ == "__main__":
    main()
