"""Damaged files, and files that are none, with what a reader should do about each."""
import struct

import h5py
import numpy as np
import tables

import battdat_layout as layout
import fixtures_pandas
from fixture_tools import (
    UNLIMITED, add_table, create_file, create_group, cycling_rows, mark_root, mark_table,
    schema_of, set_text,
)

NOTE = (
    "expect: error = a reader must report an error and must not pass off rows as sound; "
    "readable = the rows of raw_data are intact and should be read; either = an error or rows "
    "are both acceptable; metadata-error = the rows are intact and may be read, but asking for "
    "the metadata or schema must report an error. Never a crash, a hang, an endless loop or "
    "memory far beyond the file size."
)

BASE_ROWS = 90
CHUNK_ROWS = 20
METADATA = layout.metadata_json(name="bad")


class BadFiles:
    """Writes the files of a folder and remembers what is wrong with each."""

    def __init__(self, folder):
        self.folder = folder
        self.cases = []

    def path(self, name, what, expect):
        """Path of a new file, which is entered into the list of cases."""
        self.cases.append({"file": f"bad/{name}", "what": what, "expect": expect})
        return self.folder / name

    def bytes(self, name, what, expect, content):
        """Write a file of given bytes."""
        self.path(name, what, expect).write_bytes(content)

    def summary(self):
        """The list of cases, as in bad.json."""
        for case in self.cases:
            case["size"] = (self.folder.parent / case["file"]).stat().st_size
        base = {"rows": BASE_ROWS, "chunk_rows": CHUNK_ROWS,
                "columns": list(cycling_rows(1).dtype.names),
                "metadata": {"name": "bad", "version": layout.BATTDAT_VERSION,
                             "is_measurement": True}}
        return {"note": NOTE, "base": base, "cases": self.cases}


def base_file(path, filters=None):
    """The sound file that others are made from."""
    rows = cycling_rows(BASE_ROWS)
    filters = filters or tables.Filters(5, "zlib", shuffle=True)
    with tables.open_file(path, "w") as file:
        layout.mark_root(file, METADATA)
        layout.add_table(file, "/", "raw_data", rows, schema_of(rows.dtype), filters,
                         chunkshape=CHUNK_ROWS)


def base_file_latest(path):
    """The same rows in the newest structures of HDF5, which have checksums."""
    with create_file(path, "latest") as file:
        mark_root(file, METADATA)
        add_table(file, "raw_data", cycling_rows(BASE_ROWS), chunk=CHUNK_ROWS,
                  maxrows=UNLIMITED, filters=("shuffle", "deflate 5"))


def chunk_place(path, number):
    """Position and size of a stored chunk of raw_data."""
    with h5py.File(path, "r") as file:
        info = file["raw_data"].id.get_chunk_info(number)
        return info.byte_offset, info.size


def patched(content, position, replacement):
    """The bytes with some of them replaced."""
    return content[:position] + replacement + content[position + len(replacement):]


def flipped(content, position):
    """The bytes with all bits of one byte turned over."""
    return patched(content, position, bytes([content[position] ^ 0xFF]))


def only_at(content, pattern):
    """Position of a pattern that occurs exactly once."""
    if content.count(pattern) != 1:
        raise ValueError(f"{pattern!r} occurs {content.count(pattern)} times")
    return content.index(pattern)


def write_all(folder):
    """Write all files, and return the list of them."""
    bad = BadFiles(folder)
    base_path = bad.path("base-good.h5", "not damaged: most others are made from it", "readable")
    base_file(base_path)
    base = base_path.read_bytes()
    latest_path = bad.path("base-good-latest.h5", "not damaged: version 3 superblock", "readable")
    base_file_latest(latest_path)
    latest = latest_path.read_bytes()

    not_hdf5(bad, base)
    truncated(bad, base, chunk_place(base_path, 4))
    truncated_latest(bad, latest)
    damaged_data(bad, base, base_path)
    damaged_codecs(bad)
    damaged_structure(bad, base, latest)
    damaged_metadata(bad)
    wrong_raw_data(bad)
    fixtures_pandas.damaged(bad)
    return bad.summary()


def not_hdf5(bad, base):
    """Files that are not HDF5 at all."""
    bad.bytes("empty.h5", "empty file", "error", b"")
    bad.bytes("text.h5", "a CSV text", "error", b"cycle_number,voltage\n0,3.7\n0,3.8\n")
    bad.bytes("zeros.h5", "zeros", "error", bytes(4096))
    bad.bytes("signature-only.h5", "only the HDF5 signature", "error", base[:8])
    bad.bytes("crlf-mangled.h5", "line ends changed as by a transfer as text", "error",
              base.replace(b"\n", b"\r\n"))


def truncated(bad, base, last_chunk):
    """Copies that end early."""
    total = len(base)
    for size in (9, 60, 95, 96, 200, 1000, 2048):
        bad.bytes(f"truncated-{size}.h5", f"cut after {size} of {total} bytes", "error",
                  base[:size])
    for percent in (50, 75, 90):
        bad.bytes(f"truncated-{percent}-percent.h5", f"cut after {percent} % of {total} bytes",
                  "error", base[:total * percent // 100])
    position, size = last_chunk
    bad.bytes("truncated-in-last-chunk.h5", "cut in the middle of the last chunk of raw_data",
              "error", base[:position + size // 2])
    bad.bytes("truncated-last-byte.h5", "the last byte is missing", "either", base[:-1])
    bad.bytes("trailing-bytes.h5", "bytes after the end of the file", "readable",
              base + b"trailing bytes\n" * 20)


def truncated_latest(bad, latest):
    """Copies of the newer file that end early."""
    for percent in (10, 50, 90):
        bad.bytes(f"truncated-latest-{percent}-percent.h5",
                  f"version 3 superblock, cut after {percent} % of {len(latest)} bytes",
                  "error", latest[:len(latest) * percent // 100])


def damaged_data(bad, base, base_path):
    """Bytes of chunks that were changed."""
    position, size = chunk_place(base_path, 2)
    bad.bytes("deflate-flipped.h5", "a byte in the middle of a deflate stream turned over",
              "error", flipped(base, position + size // 2))
    bad.bytes("deflate-header.h5", "the header of a deflate stream overwritten", "error",
              patched(base, position, b"\xff\xff"))
    checked = bad.path("fletcher32-good.h5", "not damaged: fletcher32 alone", "readable")
    base_file(checked, tables.Filters(0, fletcher32=True))
    position, _ = chunk_place(checked, 1)
    bad.bytes("fletcher32-flipped.h5", "a byte turned over in a chunk that has a checksum",
              "error", flipped(checked.read_bytes(), position + 100))
    checked = bad.path("zlib-fletcher32-good.h5", "not damaged: checksum before shuffle and zlib",
                       "readable")
    base_file(checked, tables.Filters(5, "zlib", shuffle=True, fletcher32=True))
    position, size = chunk_place(checked, 1)
    # The last four bytes of the stream are its Adler-32, which a raw inflater would not read
    bad.bytes("zlib-fletcher32-adler.h5", "the checksum of a zlib stream turned over", "either",
              flipped(checked.read_bytes(), position + size - 1))


def damaged_codecs(bad):
    """Chunks of every compressor with their first bytes, or one in the middle, changed."""
    for name in ("bzip2", "lzo", "blosc:blosclz", "blosc:lz4", "blosc:zlib", "blosc:zstd"):
        stem = name.replace(":", "-")
        good = bad.path(f"{stem}-good.h5", f"not damaged: {name}", "readable")
        base_file(good, tables.Filters(9, name, shuffle=True))
        content = good.read_bytes()
        with h5py.File(good, "r") as file:
            chunks = [file["raw_data"].id.get_chunk_info(number) for number in range(4)]
        # chunks that did not shrink are stored as they are
        place = next(chunk for chunk in chunks if chunk.filter_mask == 0)
        bad.bytes(f"{stem}-header.h5", f"the header of a {name} chunk overwritten", "error",
                  patched(content, place.byte_offset, b"\xff" * 8))
        bad.bytes(f"{stem}-flipped.h5", f"a byte in the middle of a {name} chunk turned over",
                  "either", flipped(content, place.byte_offset + place.size // 2))


def damaged_structure(bad, base, latest):
    """Structures that were changed."""
    deflate = only_at(base, struct.pack("<HHHH", 1, 8, 1, 1) + b"deflate\0")
    bad.bytes("filter-unknown.h5", "deflate replaced by filter 399, which nobody knows", "error",
              patched(base, deflate, struct.pack("<H", 399)))
    tree = base.rindex(b"TREE\x01")
    bad.bytes("btree-signature.h5", "signature of the chunk B-tree overwritten", "error",
              patched(base, tree, b"EERT"))
    bad.bytes("btree-level.h5", "the chunk B-tree says that it has 200 levels", "error",
              patched(base, tree + 5, b"\xc8"))
    bad.bytes("btree-own-child.h5", "the chunk B-tree is its own child", "error",
              patched(patched(base, tree + 5, b"\x01"), tree + 24 + 24, struct.pack("<Q", tree)))
    bad.bytes("btree-chunk-beyond.h5", "the first chunk lies far beyond the file", "error",
              patched(base, tree + 24 + 24, struct.pack("<Q", 2 ** 40)))
    bad.bytes("superblock-version.h5", "superblock version 77", "error", patched(base, 8, b"M"))
    index = only_at(latest, b"EAHD")
    bad.bytes("extensible-array-flipped.h5", "extensible array header: wrong checksum", "error",
              flipped(latest, index + 8))
    header = latest.rindex(b"OHDR")
    bad.bytes("object-header-flipped.h5", "version 2 object header: wrong checksum", "error",
              flipped(latest, header + 12))


def damaged_metadata(bad):
    """Files with sound rows whose metadata or schema is missing or wrong."""
    schema = schema_of(cycling_rows(1).dtype)
    not_utf8 = METADATA.encode().replace(b"bad", b"b\xe4d")
    cases = {
        "metadata-missing": ("the root has no metadata", None, schema),
        "metadata-not-json": ("metadata are not JSON", '{"name": "bad", ', schema),
        "metadata-a-list": ("metadata are JSON but no object", '["bad"]', schema),
        "metadata-empty": ("metadata are an empty text", "", schema),
        "metadata-not-utf8": ("metadata are not UTF-8", not_utf8, schema),
        "schema-missing": ("raw_data has battdat_version but no schema", METADATA, None),
        "schema-not-json": ("the schema of raw_data is not JSON", METADATA, schema[:-5]),
        "schema-a-list": ("the schema of raw_data is JSON but no object", METADATA, "[1,2]"),
    }
    for name, (what, metadata, table_schema) in cases.items():
        path = bad.path(f"{name}.h5", what, "metadata-error")
        with create_file(path, "earliest") as file:
            set_text(file, "battdat_version", layout.BATTDAT_VERSION)
            if metadata is not None:
                set_text(file, "metadata", metadata)
            table = add_table(file, "raw_data", cycling_rows(BASE_ROWS), chunk=CHUNK_ROWS,
                              maxrows=UNLIMITED, filters=("shuffle", "deflate 5"))
            del table.attrs["metadata"]
            if table_schema is not None:
                set_text(table, "metadata", table_schema)


def wrong_raw_data(bad):
    """Files in which raw_data is not there, or no table."""
    def group(file):
        create_group(file, "raw_data")

    def array(file):
        file.create_dataset("raw_data", data=np.arange(90.0), track_times=False)

    def matrix(file):
        rows = cycling_rows(BASE_ROWS).reshape(9, 10)
        table = file.create_dataset("raw_data", data=rows, track_times=False)
        mark_table(table, schema_of(rows.dtype))

    def external(file):
        file["raw_data"] = h5py.ExternalLink("base-good.h5", "/raw_data")

    def dangling(file):
        file["raw_data"] = h5py.SoftLink("/elsewhere")

    def nothing(_):
        pass

    cases = {
        "raw-data-missing": ("a file without any table", nothing),
        "raw-data-group": ("raw_data is an empty group", group),
        "raw-data-array": ("raw_data is an array of numbers", array),
        "raw-data-matrix": ("raw_data has two dimensions", matrix),
        "raw-data-external": ("raw_data is an external link, which must not be opened", external),
        "raw-data-dangling": ("raw_data is a soft link that leads nowhere", dangling),
    }
    for name, (what, add) in cases.items():
        with create_file(bad.path(f"{name}.h5", what, "error"), "earliest") as file:
            mark_root(file, METADATA)
            add(file)
