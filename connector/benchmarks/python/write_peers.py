#!/usr/bin/env python3
"""Measure how fast battdat's streaming writer takes rows, on one thread.

Where battdat is installed, its HDF5Writer.write_row is measured. Elsewhere, the calls that
it makes to PyTables: the first buffer of rows makes the table, and each row is copied into
an array of one record, which is appended.
"""
import argparse
import json
import pathlib
import platform
import time

import numpy as np
import tables

from make_table import ROW, rows_of

try:
    from battdat.streaming.hdf5 import HDF5Writer
except ImportError:
    HDF5Writer = None

BUFFER_ROWS = 32768


class SameCalls:
    """What battdat's HDF5Writer does with rows (battdat 0.4, streaming/hdf5.py)."""

    def __init__(self, path, complevel):
        self.file = tables.open_file(path, "w")
        self.filters = tables.Filters(complevel=complevel, complib="zlib")
        self.table = None
        self.buffer = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.flush()
        self.file.close()

    def write_row(self, row):
        """Collect a row; a full buffer is written."""
        self.buffer.append(row.copy())
        if len(self.buffer) >= BUFFER_ROWS:
            self.flush()

    def flush(self):
        """Write the rows of the buffer."""
        if self.table is None:
            description, _ = tables.descr_from_dtype(ROW)
            self.table = self.file.create_table("/", "raw_data", description, filters=self.filters,
                                                expectedrows=len(self.buffer))
        record = np.empty((1,), dtype=self.table.dtype)
        names = set(self.table.dtype.names)
        for row in self.buffer:
            if set(row.keys()) != names:
                raise ValueError("other columns")
            for name in names:
                record[name] = row[name]
            self.table.append(record)
        self.buffer.clear()


def writer(path, complevel):
    """Open what is measured."""
    if HDF5Writer is None:
        return SameCalls(path, complevel)
    return HDF5Writer(path, write_mode="w", complevel=complevel, complib="zlib")


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=100_000)
    arguments = parser.parse_args()

    values = rows_of(0, arguments.rows, np.random.default_rng(1))
    rows = [dict(zip(ROW.names, row)) for row in values.tolist()]
    path = arguments.directory / "written-by-python.h5"
    rates = {}
    for complevel in (5, 0):
        start = time.perf_counter()
        with writer(path, complevel) as output:
            for row in rows:
                output.write_row(row)
        rates[complevel] = round(len(rows) / (time.perf_counter() - start))
        print(f"complevel {complevel}: {rates[complevel]} rows a second")
    path.unlink()
    what = "battdat's HDF5Writer.write_row"
    print(json.dumps({
        "what": what if HDF5Writer else "the calls of " + what,
        "python": platform.python_version(), "pytables": tables.__version__,
        "rows": arguments.rows, "rows_per_second": rates,
    }))


if __name__ == "__main__":
    main()
