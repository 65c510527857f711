#!/usr/bin/env python3
"""Copy the table of a battdat file through PyTables, with another compressor.

PyTables chooses the chunks and writes them, as it does for battdat. Blosc2 needs PyTables 3.8
or later, which Debian 12 has not: `pip install tables h5py` into a virtual environment.
"""
import argparse
import pathlib

import tables

ROWS_PER_APPEND = 500_000


def main():
    """Copy."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--complevel", type=int, default=5, help="0 (none) to 9")
    parser.add_argument("--complib", default="zlib", help="such as blosc:lz4 or blosc2:zstd")
    arguments = parser.parse_args()

    filters = tables.Filters(complevel=arguments.complevel, complib=arguments.complib, shuffle=True)
    with tables.open_file(arguments.source) as source, \
            tables.open_file(arguments.target, "w") as target:
        for name in ("metadata", "battdat_version"):
            target.root._v_attrs[name] = source.root._v_attrs[name]
        rows = source.root.raw_data
        table = target.create_table("/", "raw_data", rows.description, filters=filters,
                                    expectedrows=rows.nrows, track_times=False)
        for name in ("metadata", "battdat_version"):
            table.attrs[name] = rows.attrs[name]
        for first in range(0, rows.nrows, ROWS_PER_APPEND):
            table.append(rows.read(first, min(first + ROWS_PER_APPEND, rows.nrows)))


if __name__ == "__main__":
    main()
