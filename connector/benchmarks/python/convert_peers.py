#!/usr/bin/env python3
"""Measure how fast battdat's own readers take vendor files, and how long it takes to have them as battdat files.

Needs battery-data-toolkit with pandas and SciPy. Where that is not installed, the last line says so and nothing is
measured.
"""
import argparse
import json
import pathlib
import platform
import statistics
import time

try:
    import pandas
    from battdat import __version__
    from battdat.io.arbin import ArbinReader
    from battdat.io.batterydata import BDReader
    from battdat.io.maccor import MACCORReader
    READERS = {"arbin": ArbinReader, "maccor": MACCORReader, "batterydata": BDReader}
except ImportError as error:
    READERS = None
    MISSING = str(error)


def measure(reader, files, target, runs):
    """Median seconds of reading, and of reading and writing; rows."""
    reading, both = [], []
    for _ in range(runs):
        start = time.perf_counter()
        dataset = reader().read_dataset(files)
        reading.append(time.perf_counter() - start)
        dataset.to_hdf(target, complevel=5)
        both.append(time.perf_counter() - start)
    target.unlink()
    rows = len(dataset.tables["raw_data"])
    return {"rows": rows, "read": rows / statistics.median(reading), "convert": rows / statistics.median(both)}


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", nargs="+", help="format=file")
    arguments = parser.parse_args()
    if READERS is None:
        print(json.dumps({"missing": MISSING}))
        return
    rates = {}
    for named in arguments.files:
        vendor, file = named.split("=", 1)
        rates[vendor] = measure(READERS[vendor], [file], arguments.directory / "python.h5", arguments.runs)
        print(f"{vendor}: {rates[vendor]}")
    print(json.dumps({"battdat": __version__, "pandas": pandas.__version__, "python": platform.python_version(),
                      "rows_per_second": rates}))


if __name__ == "__main__":
    main()
