#!/usr/bin/env python3
"""Write the fixtures: small files for every way to read a table, and what they hold.

PyTables or h5py writes each file; what is in it is then read back with h5py alone, so that
the expectations do not rest on the code that wrote the rows.
"""
import argparse
import pathlib
import warnings

import tables  # also registers bzip2, LZO and Blosc with the HDF5 library that h5py uses

import expected
import fixtures_bad
import fixtures_h5py  # noqa: F401  enters its fixtures into FIXTURES
import fixtures_pandas  # noqa: F401
import fixtures_pytables  # noqa: F401
from fixture_tools import FIXTURES

LARGEST = 100_000  # bytes of a fixture


def main():
    """Write all fixtures, or those whose names are given."""
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only these fixtures, such as comp-zlib-5")
    parser.add_argument("--output", type=pathlib.Path, default=here / "fixtures",
                        help="folder to write to (default: %(default)s)")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", tables.NaturalNameWarning)
    output = arguments.output
    (output / "expected").mkdir(parents=True, exist_ok=True)
    (output / "bad").mkdir(exist_ok=True)

    for name in arguments.names or FIXTURES:
        make, describe = FIXTURES[name]
        path = output / f"{name}.h5"
        make(path)
        described = expected.describe_file(path, **describe)
        expected.write(output / "expected" / f"{name}.json", described)
        if described["size_bytes"] > LARGEST:
            raise SystemExit(f"{path.name} has {described['size_bytes']} bytes")
    if not arguments.names:
        expected.write(output / "expected" / "bad.json",
                       fixtures_bad.write_all(output / "bad"))
    total = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"{len(arguments.names or FIXTURES)} fixtures; the folder holds {total} bytes")


if __name__ == "__main__":
    main()
