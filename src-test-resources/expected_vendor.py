#!/usr/bin/env python3
"""Write what battdat's own readers and post-processing make of vendor files, and of battdat files.

Needs battery-data-toolkit 0.4.9 with pandas and SciPy (its post-processing). Local times are taken as UTC: run it as

    TZ=UTC python3 expected_vendor.py --corpus CORPUS
"""
import argparse
import hashlib
import json
import pathlib
import tempfile
import time
import warnings

import numpy as np
import pandas as pd
import scipy

from battdat import __version__
from battdat.data import BatteryDataset
from battdat.io.arbin import ArbinReader
from battdat.io.ba import BatteryArchiveWriter
from battdat.io.batterydata import BDReader
from battdat.io.maccor import MACCORReader
from battdat.postprocess.integral import CapacityPerCycle, StateOfCharge
from battdat.postprocess.timing import CycleTimesSummarizer

CORPUS = ["vendor/arbin_example.h5", "vendor/cell-9.h5", "vendor/p492-13.h5", "midsize.h5", "comp-zlib-5.h5",
          "single-resistor-complex-charge_from-discharged.hdf", "single-resistor-constant-charge_from-charged.hdf"]


def describe(column):
    """A column's type and a checksum: of packed little-endian values, or of texts joined by newlines."""
    if column.dtype == object:
        texts = [getattr(value, "value", value) for value in column]
        text = "\n".join("nan" if value is None or value != value else str(value) for value in texts)
        return {"dtype": "text", "sha256": hashlib.sha256(text.encode()).hexdigest(), "first": text.split("\n")[:3]}
    values = column.to_numpy()
    packed = values.astype(values.dtype.newbyteorder("<")).tobytes()
    return {"dtype": str(values.dtype), "sha256": hashlib.sha256(packed).hexdigest(),
            "first": [None if value != value else value for value in values[:3].tolist()]}


def tables(dataset):
    """All tables of a dataset."""
    return {name: {"rows": len(table), "columns": {column: describe(table[column]) for column in table}}
            for name, table in dataset.tables.items()}


def statistics(dataset, reuse=False):
    """The cycle statistics that battdat computes, one list for each column; NaN is null."""
    raw = dataset.tables["raw_data"].copy()
    fresh = BatteryDataset.make_cell_dataset(raw_data=raw)
    if reuse:
        StateOfCharge().enhance(fresh.tables["raw_data"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        CycleTimesSummarizer().add_summaries(fresh)
        CapacityPerCycle().add_summaries(fresh)
    table = fresh.tables["cycle_stats"]
    return {column: [None if value != value else value for value in table[column].tolist()] for column in table}


def export(dataset, name):
    """The files that battdat writes for Battery Archive: checksums, and the metadata."""
    dataset.metadata.name = name
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        BatteryArchiveWriter(chunk_size=250).export(dataset, folder)
        files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.csv"))}
        files["metadata.json"] = json.loads((folder / "metadata.json").read_text())
        return files


def main():
    """Write the expected values beside the files."""
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vendor", type=pathlib.Path, default=here / "vendor")
    parser.add_argument("--corpus", type=pathlib.Path, help="reference corpus, whose statistics are computed, too")
    arguments = parser.parse_args()
    vendor = arguments.vendor
    if time.timezone != 0 or time.daylight:
        raise SystemExit("Set TZ=UTC: battdat takes local times")
    arbin = ArbinReader().read_dataset([str(vendor / "cell-arbin.csv")])
    maccor = MACCORReader().read_dataset([str(vendor / f"cell-maccor.{part:03d}") for part in (1, 2)])
    hub = [str(vendor / f"cell-hub-{part}.csv") for part in ("raw", "summary")]
    expected = {
        "made_by": f"battdat {__version__}, pandas {pd.__version__}, NumPy {np.__version__}, SciPy {scipy.__version__}",
        "tables": {
            "arbin": tables(arbin),
            "maccor": tables(maccor),
            "batterydata": tables(BDReader().read_dataset(hub)),
            "batterydata-all": tables(BDReader(store_all=True).read_dataset(hub)),
        },
        "statistics": {
            "arbin": statistics(arbin),
            "arbin-integrals": statistics(arbin, reuse=True),
            "maccor": statistics(maccor),
        },
    }
    expected["batteryarchive"] = {
        "maccor": export(maccor, "cell-maccor"),
        "cell-A4.h5": export(BatteryDataset.from_hdf(here / "sample-archive" / "cell-A4.h5"), "cell, A4"),
    }
    for path in sorted((here / "sample-archive").glob("cell-*.h5")):
        expected["statistics"][path.name] = statistics(BatteryDataset.from_hdf(path))
    if arguments.corpus:
        for name in CORPUS:
            expected["statistics"]["corpus/" + name] = statistics(BatteryDataset.from_hdf(arguments.corpus / name))
    text = json.dumps(expected, indent=1, ensure_ascii=False)
    (vendor / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
