#!/usr/bin/env python3
"""Write a cell of the sample archive as Parquet files, as battdat's own ParquetWriter has them.

Needs battery-data-toolkit 0.4.9 with PyTables and pyarrow.
"""
import argparse
import pathlib

from battdat.data import BatteryDataset


def main():
    """Write parquet/cell-A1/raw_data.parquet and cycle_stats.parquet."""
    here = pathlib.Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, default=here / "parquet")
    arguments = parser.parse_args()
    cell = BatteryDataset.from_hdf(here / "sample-archive" / "cell-A1.h5")
    cell.to_parquet(arguments.output / "cell-A1", overwrite=True, compression="zstd")


if __name__ == "__main__":
    main()
