"""Fixtures written by h5py: what the HDF5 library can do and PyTables never does.

Where it matters a fixture exists twice: for libver `earliest` (version 1 object headers and
B-trees) and for `latest` (version 2 object headers, newer chunk indexes, dense storage).
"""
import functools
import zlib

import h5py
import numpy as np
from h5py import h5d, h5t

import battdat_layout as layout
from fixture_tools import (
    ROW, SMALL_ROW, UNLIMITED, add_table, create_file, create_group, create_table, cycling_rows,
    fixture, mark_root, one_table_file, small_rows, write_rows,
)

LIBVERS = ("earliest", "latest")
GZIP = ("shuffle", "deflate 6")


def fixture_pair(name, **describe):
    """Enter a function of (path, libver) twice: for both library versions."""
    def enter(function):
        for libver in LIBVERS:
            fixture(f"{name}-{libver}", **describe)(functools.partial(function, libver=libver))
        return function
    return enter


def simple(name, rows, libvers=LIBVERS, note=None, **storage):
    """Enter fixtures that hold one table."""
    for libver in libvers:
        stem = f"{name}-{libver}" if len(libvers) > 1 else name
        fixture(stem, note=note)(functools.partial(one_table_file, libver=libver, rows=rows,
                                                   **storage))


simple("layout-contiguous", cycling_rows(100), kind=h5d.CONTIGUOUS)
simple("layout-compact", cycling_rows(40), kind=h5d.COMPACT)
simple("layout-chunked", cycling_rows(100), chunk=30, maxrows=UNLIMITED)
simple("layout-chunked-gzip", cycling_rows(100), chunk=30, maxrows=UNLIMITED, filters=GZIP)
simple("layout-gzip-shuffle-fletcher32", cycling_rows(100), chunk=30, maxrows=UNLIMITED,
       filters=("shuffle", "deflate 4", "fletcher32"), note="the checksum is the last filter")
simple("layout-fletcher32-shuffle-gzip", cycling_rows(100), chunk=30, maxrows=UNLIMITED,
       filters=("fletcher32", "shuffle", "deflate 4"), note="the checksum is the first filter")
simple("layout-gzip-twice", cycling_rows(100), chunk=30, maxrows=UNLIMITED, libvers=("latest",),
       filters=("deflate 9", "deflate 1"))
simple("layout-shuffle-only", cycling_rows(100), chunk=30, maxrows=UNLIMITED,
       libvers=("earliest",), filters=("shuffle",))
simple("layout-chunk-over-table", cycling_rows(20), chunk=1000, maxrows=UNLIMITED, filters=GZIP,
       note="one chunk, far larger than the table")

simple("index-single-chunk", cycling_rows(100), ("latest",), chunk=100)
simple("index-single-chunk-gzip", cycling_rows(100), ("latest",), chunk=100, filters=GZIP)
simple("index-implicit", cycling_rows(100), ("latest",), chunk=30, early=True)
simple("index-fixed-array", cycling_rows(100), ("latest",), chunk=30)
simple("index-fixed-array-gzip", cycling_rows(100), ("latest",), chunk=30, filters=GZIP)
simple("index-fixed-array-maxshape", cycling_rows(100), ("latest",), chunk=30, maxrows=500,
       filters=GZIP, note="the index has room for the maximum of rows")
simple("index-fixed-array-paged", small_rows(1100), ("latest",), chunk=1)
simple("index-fixed-array-paged-gzip", small_rows(1100), ("latest",), chunk=1,
       filters=("deflate 1",))
simple("index-extensible-array", cycling_rows(100), ("latest",), chunk=30, maxrows=UNLIMITED)
simple("index-extensible-array-gzip", cycling_rows(100), ("latest",), chunk=30,
       maxrows=UNLIMITED, filters=GZIP)
simple("index-extensible-array-large", small_rows(1000), ("latest",), chunk=1,
       maxrows=UNLIMITED, note="more than 244 chunks: super blocks")
simple("index-extensible-array-large-gzip", small_rows(500), ("latest",), chunk=1,
       maxrows=UNLIMITED, filters=("deflate 1",))
simple("index-btree1-fixed-size", cycling_rows(100), ("earliest",), chunk=30, filters=GZIP)

SPARSE_ROWS = 140_100  # more than 131,056 chunks: data blocks of several pages


def sparse(path, chunk, filters=(), maxrows=None):
    """A table of which only a few chunks were ever written; all other rows are zero."""
    with create_file(path, "latest") as file:
        mark_root(file)
        table = create_table(file, "raw_data", SMALL_ROW, SPARSE_ROWS, maxrows, chunk=chunk,
                             filters=filters)
        for first, count in ((0, 1), (44, 3), (5_000, 1), (139_999, 2), (SPARSE_ROWS - 1, 1)):
            rows = small_rows(count)
            rows["cycle_number"] += first
            write_rows(table, rows, first)


fixture("index-extensible-array-sparse", note="data blocks of several pages, most unallocated")(
    functools.partial(sparse, chunk=1, maxrows=UNLIMITED))
fixture("index-extensible-array-sparse-gzip")(
    functools.partial(sparse, chunk=1, maxrows=UNLIMITED, filters=("deflate 1",)))
fixture("index-fixed-array-sparse", note="two of four pages of the index were never initialised")(
    functools.partial(sparse, chunk=40))


@fixture("index-btree2-beside", note="the two-dimensional datasets are no tables")
def btree2_beside(path):
    """Datasets with two unlimited dimensions, whose index is a version 2 B-tree."""
    with create_file(path, "latest") as file:
        mark_root(file)
        add_table(file, "raw_data", cycling_rows(50), chunk=20, maxrows=UNLIMITED)
        for name, data in (("plain", np.arange(600.0).reshape(30, 20)),
                           ("rows", small_rows(600).reshape(30, 20))):
            file.create_dataset(name, data=data, chunks=(2, 5), maxshape=(None, None),
                                track_times=False)


@fixture("index-btree1-deep", note="nodes of four children: a tree of several levels")
def btree1_deep(path):
    """A version 1 superblock that sets a small B-tree rank."""
    with create_file(path, "earliest", chunk_btree_rank=2) as file:
        mark_root(file)
        add_table(file, "raw_data", small_rows(500), chunk=3, maxrows=UNLIMITED)


@fixture("index-btree1-written-backwards")
def btree1_written_backwards(path):
    """Chunks written from the last to the first: neither file nor tree grows in row order."""
    rows = small_rows(300)
    with create_file(path, "earliest", chunk_btree_rank=3) as file:
        mark_root(file)
        table = create_table(file, "raw_data", SMALL_ROW, 300, UNLIMITED, chunk=7, filters=GZIP)
        for first in reversed(range(0, 300, 7)):
            write_rows(table, rows[first:first + 7], first)


@fixture("superblock-offsets-of-4-bytes")
def short_offsets(path):
    """Offsets and lengths of 32 bits in the whole file."""
    with create_file(path, "earliest", sizes=(4, 4)) as file:
        mark_root(file)
        add_table(file, "raw_data", cycling_rows(100), chunk=30, maxrows=UNLIMITED, filters=GZIP)
        add_table(file, "contiguous", cycling_rows(20))


@fixture("superblock-offsets-of-4-bytes-latest")
def short_offsets_latest(path):
    """The same with the newest structures; HDF5 1.10 then loses track of unlimited sizes."""
    with create_file(path, "latest", sizes=(4, 4)) as file:
        mark_root(file)
        add_table(file, "raw_data", cycling_rows(100), chunk=30, filters=GZIP)
        add_table(file, "plain", cycling_rows(100), chunk=30)


@fixture_pair("userblock")
def userblock(path, libver):
    """A user block of 1024 bytes; all addresses count from its end."""
    with create_file(path, libver, userblock=1024) as file:
        mark_root(file)
        add_table(file, "raw_data", cycling_rows(100), chunk=30, maxrows=UNLIMITED, filters=GZIP)
        add_table(file, "contiguous", cycling_rows(20))


def fill_row():
    """A fill value other than zero."""
    row = np.zeros((), dtype=ROW)
    row["cycle_number"], row["test_time"], row["voltage"] = -1, -2.5, np.nan
    row["current"], row["state"] = 0.25, b"unknown"
    return row


@fixture_pair("fill-value", note="rows of chunks that were never written are the fill value")
def fill_value(path, libver):
    """Chunks without storage, in the middle and at the end."""
    rows = cycling_rows(200)
    with create_file(path, libver) as file:
        mark_root(file)
        for name, fill, filters in (("raw_data", fill_row(), GZIP), ("zero", None, ()),
                                    ("plain", fill_row(), ())):
            table = create_table(file, name, ROW, 200, UNLIMITED, chunk=16, filters=filters,
                                 fill=fill)
            write_rows(table, rows[20:50], 20)
            write_rows(table, rows[100:101], 100)


@fixture_pair("fill-nothing-written")
def fill_nothing_written(path, libver):
    """Tables without any storage: chunked and contiguous, with and without a fill value."""
    with create_file(path, libver) as file:
        mark_root(file)
        create_table(file, "raw_data", ROW, 100, UNLIMITED, chunk=30, filters=GZIP)
        create_table(file, "chunked_filled", ROW, 100, UNLIMITED, chunk=30, fill=fill_row())
        create_table(file, "fixed", ROW, 100, chunk=30)
        create_table(file, "contiguous", ROW, 50)
        create_table(file, "contiguous_filled", ROW, 50, fill=fill_row())


def shuffled(raw, size):
    """Bytes as the shuffle filter leaves them."""
    return np.frombuffer(raw, dtype="u1").reshape(-1, size).T.tobytes()


@fixture_pair("filter-mask", note="bit n of a filter mask: filter n did not run on that chunk")
def filter_mask(path, libver):
    """Chunks on which shuffle, deflate or both were skipped."""
    rows = cycling_rows(80)
    size = ROW.itemsize
    with create_file(path, libver) as file:
        mark_root(file)
        table = create_table(file, "raw_data", ROW, 80, UNLIMITED, chunk=20, filters=GZIP)
        for number, mask in enumerate((0b00, 0b01, 0b10, 0b11)):
            data = rows[number * 20:number * 20 + 20].tobytes()
            if not mask & 0b01:
                data = shuffled(data, size)
            if not mask & 0b10:
                data = zlib.compress(data, 6)
            table.id.write_direct_chunk((number * 20,), data, mask)
        single = create_table(file, "single", ROW, 20, chunk=20, filters=GZIP)
        single.id.write_direct_chunk((0,), zlib.compress(rows[:20].tobytes(), 6), 0b01)
        # The checksum is not there either when its bit is set
        checked = create_table(file, "checked", ROW, 20, UNLIMITED, chunk=20,
                               filters=("deflate 6", "fletcher32"))
        checked.id.write_direct_chunk((0,), zlib.compress(rows[:20].tobytes(), 6), 0b10)


@fixture("filter-partial-raw", note="a last chunk that is not full went through no filter, and"
         " its filter mask does not say so")
def filter_partial_raw(path):
    """Tables of H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS, with a partial chunk and without."""
    storage = {"filters": GZIP, "partial_raw": True}
    with create_file(path, "latest") as file:
        mark_root(file)
        add_table(file, "raw_data", cycling_rows(70), chunk=30, maxrows=UNLIMITED, **storage)
        add_table(file, "whole", cycling_rows(60), chunk=30, maxrows=UNLIMITED, **storage)
        add_table(file, "less", cycling_rows(20), chunk=30, maxrows=UNLIMITED, **storage)
        add_table(file, "fixed", cycling_rows(70), chunk=30, maxrows=80, **storage)
        add_table(file, "single", cycling_rows(30), chunk=30, **storage)


@fixture_pair("size-boundaries")
def size_boundaries(path, libver):
    """Tables of every length around the chunk size, of unlimited and of fixed size."""
    with create_file(path, libver) as file:
        mark_root(file)
        for count in (0, 1, 15, 16, 17, 32, 33):
            add_table(file, f"rows_{count}", small_rows(count), chunk=16, maxrows=UNLIMITED,
                      filters=GZIP)
        for count in (15, 16, 17):
            add_table(file, f"fixed_{count}", small_rows(count), chunk=min(count, 16))


@fixture("size-shrunk", note="chunks past the end of the table were deleted, the last one cut")
def size_shrunk(path):
    """A table that was made shorter after writing."""
    with create_file(path, "latest") as file:
        mark_root(file)
        table = add_table(file, "raw_data", cycling_rows(200), chunk=32, maxrows=UNLIMITED,
                          filters=GZIP)
        table.resize((70,))


@fixture("comp-lzf")
def lzf(path):
    """The LZF filter of h5py."""
    one_table_file(path, "latest", cycling_rows(100), chunk=30, maxrows=UNLIMITED,
                   filters=("shuffle", "lzf"))


@fixture("comp-lzf-noshuffle-fletcher32")
def lzf_fletcher32(path):
    """LZF without shuffle, and a checksum behind it."""
    one_table_file(path, "latest", cycling_rows(100), chunk=30, maxrows=UNLIMITED,
                   filters=("lzf", "fletcher32"))


@fixture("comp-nbit", note="full: no bits to spare, so that chunks are as they were; packed: "
                           "some members have fewer bits than bytes would hold")
def nbit(path):
    """The n-bit filter, without and with bits to leave out."""
    with create_file(path, "latest") as file:
        mark_root(file)
        add_table(file, "full", cycling_rows(100), chunk=30, maxrows=UNLIMITED,
                  filters=("nbit",))
        rows = cycling_rows(100)[["cycle_number", "voltage", "current", "state"]]
        packed = np.zeros(100, dtype=[("cycle_number", "<i8"), ("adc", "<i2"), ("voltage", ">f8"),
                                      ("pair", "<f4", (2,)), ("state", "S11"), ("raw", ">u4")])
        for name in ("cycle_number", "voltage", "state"):
            packed[name] = rows[name]
        packed["pair"] = rows["current"][:, None] * np.array([1, 2], dtype="<f4")
        packed["adc"] = np.arange(100) * 16
        packed["raw"] = np.arange(100) * 7
        type_id = h5t.create(h5t.COMPOUND, packed.dtype.itemsize)
        for name, (kind, offset) in packed.dtype.fields.items():
            member = h5t.py_create(kind)
            if name == "adc":  # 11 bits, 4 above the lowest
                member = member.copy()
                member.set_precision(11)
                member.set_offset(4)
            if name == "raw":
                member = member.copy()
                member.set_precision(13)
            type_id.insert(name.encode(), offset, member)
        add_table(file, "packed", packed, chunk=30, maxrows=UNLIMITED, filters=("nbit",),
                  type_id=type_id)


@fixture_pair("types-mixed", note="h5py stores a bool as an enum of FALSE and TRUE")
def types_mixed(path, libver):
    """Both byte orders in one row; bool, float16, enum, arrays."""
    rows = np.zeros(24, dtype=[
        ("cycle_number", ">i8"), ("v_big", ">f8"), ("v_little", "<f4"), ("n", ">u2"),
        ("flag", "?"), ("half", "<f2"), ("half_big", ">f2"), ("text", "S5"),
        ("pair", ">i4", (2,)), ("grid", "<f4", (2, 2)), ("texts", "S2", (2,)),
        ("flags", "?", (2,))])
    random = np.random.default_rng(21)
    rows["cycle_number"] = np.arange(24) // 5
    for name in ("v_big", "v_little", "half", "half_big"):
        rows[name] = random.random(24)
    rows["n"] = np.arange(24) * 1000
    rows["flag"] = np.arange(24) % 3 == 0
    rows["text"] = [b"x" * (i % 6) for i in range(24)]
    rows["pair"] = random.integers(-9, 9, (24, 2))
    rows["grid"] = random.random((24, 2, 2))
    rows["texts"] = random.choice([b"ab", b"c", b""], (24, 2))
    rows["flags"] = random.integers(0, 2, (24, 2)) == 1
    one_table_file(path, libver, rows, chunk=10, maxrows=UNLIMITED, filters=GZIP)


def compound(size, members):
    """A compound type with members at given offsets, in the given order."""
    type_id = h5t.create(h5t.COMPOUND, size)
    for name, offset, member in members:
        type_id.insert(name.encode(), offset, member)
    return type_id


@fixture_pair("types-gaps", note="members are not in the order of their offsets")
def types_gaps(path, libver):
    """A compound type with gaps, a gap at the end, and members out of order."""
    gapped = np.dtype({"names": ["voltage", "cycle_number", "small", "flag8"],
                       "formats": ["<f8", "<i8", "<i2", "i1"],
                       "offsets": [16, 4, 30, 0], "itemsize": 40})
    type_id = compound(40, [
        ("voltage", 16, h5t.IEEE_F64LE), ("cycle_number", 4, h5t.STD_I64LE),
        ("small", 30, h5t.STD_I16LE), ("flag8", 0, h5t.STD_I8LE)])
    rows = np.zeros(60, dtype=gapped)
    rows["voltage"] = np.round(np.random.default_rng(22).uniform(3, 4, 60), 4)
    rows["cycle_number"] = np.arange(60) // 7
    rows["small"] = -np.arange(60)
    rows["flag8"] = np.arange(60) - 30
    with create_file(path, libver) as file:
        mark_root(file)
        add_table(file, "raw_data", rows, type_id=type_id, chunk=25, maxrows=UNLIMITED,
                  filters=GZIP)
        add_table(file, "contiguous", rows, type_id=type_id)


@fixture("types-text-padding", note="trailing spaces of space-padded text are kept here")
def types_text_padding(path):
    """Null-terminated, null-padded and space-padded texts; ASCII and UTF-8."""
    texts = [b"abcdef", b"ab", b"", b"a b", b" x"]
    paddings = {"nullterm": h5t.STR_NULLTERM, "nullpad": h5t.STR_NULLPAD,
                "spacepad": h5t.STR_SPACEPAD}
    members, offset = [("cycle_number", 0, h5t.STD_I64LE)], 8
    for name, padding in paddings.items():
        member = h5t.C_S1.copy()
        member.set_size(6)
        member.set_strpad(padding)
        members.append((name, offset, member))
        offset += 6
    utf8 = h5t.C_S1.copy()
    utf8.set_size(6)
    utf8.set_cset(h5t.CSET_UTF8)
    members.append(("utf8", offset, utf8))
    rows = np.zeros(18, dtype=[("cycle_number", "<i8"), ("nullterm", "S6"), ("nullpad", "S6"),
                               ("spacepad", "S6"), ("utf8", "S6")])
    rows["cycle_number"] = np.arange(18) // 4
    for number, row in enumerate(rows):
        text = texts[number % 5]
        row["nullterm"] = row["nullpad"] = text
        row["spacepad"] = text.ljust(6)
        row["utf8"] = "µé".encode() if number % 5 == 4 else text
    one_table_file(path, "earliest", rows, type_id=compound(32, members), chunk=8,
                   maxrows=UNLIMITED)


@fixture("types-text-vlen", optional="variable-length text, which battdat never writes")
def types_text_vlen(path):
    """A column of variable-length texts, in the global heap."""
    with create_file(path, "latest") as file:
        mark_root(file)
        dtype = np.dtype([("cycle_number", "<i8"), ("label", h5py.string_dtype())])
        rows = np.array([(i // 4, "µ" * (i % 3) + "x" * i) for i in range(10)], dtype=dtype)
        table = create_table(file, "raw_data", dtype, 10, UNLIMITED, chunk=4)
        table[:] = rows


@fixture_pair("types-text-vlen-more", optional="variable-length text, which battdat never writes")
def types_text_vlen_more(path, libver):
    """Such texts in compressed chunks, in arrays and nested; one larger than a usual heap."""
    text = h5py.string_dtype()
    dtype = np.dtype([("cycle_number", "<i8"), ("label", text), ("voltage", "<f8"),
                      ("codes", text, (2,)), ("note", [("by", text), ("page", "<i4")])])
    rows = np.zeros(60, dtype=dtype)
    for i, row in enumerate(rows):
        row["cycle_number"] = i // 7
        row["label"] = "Ruhe µ " * (i % 5) if i != 33 else "°" * 9000
        row["voltage"] = 3 + i / 64
        row["codes"] = [f"code {i}", ""]
        row["note"] = ("" if i % 3 else f"author {i}", -i)
    with create_file(path, libver, userblock=512 if libver == "earliest" else 0) as file:
        mark_root(file)
        table = create_table(file, "raw_data", dtype, len(rows), UNLIMITED, chunk=16,
                             filters=GZIP)
        table[:] = rows
        create_table(file, "never_written", dtype, 3, UNLIMITED, chunk=16)


@fixture_pair("types-nested", note="members of compounds one behind the other in sha256")
def types_nested(path, libver):
    """Compounds in compounds and in arrays, and in them arrays and all kinds of values."""
    point = [("x", "<f8"), ("y", ">i2"), ("text", "S4"), ("flag", "?"), ("z", "<c8")]
    cell = [("pair", ">i4", (2,)), ("deep", [("v", "<f4"), ("w", "u1", (3,))])]
    dtype = np.dtype([("cycle_number", "<i8"), ("point", point), ("points", point, (2,)),
                      ("grid", cell, (2, 3)), ("zs", ">c16", (2,)), ("voltage", "<f8")])
    rows = np.zeros(23, dtype=dtype)
    random = np.random.default_rng(31)
    rows["cycle_number"] = np.arange(23) // 5
    rows["voltage"] = random.random(23)
    rows["zs"] = random.normal(size=(23, 2)) - 1j * random.normal(size=(23, 2))
    for part in (rows["point"], rows["points"]):
        part["x"] = random.normal(size=part.shape)
        part["y"] = random.integers(-999, 999, part.shape)
        part["text"] = random.choice([b"rest", b"CC", b""], part.shape)
        part["flag"] = random.integers(0, 2, part.shape) == 1
        part["z"] = random.normal(size=part.shape) + 2j
    rows["grid"]["pair"] = random.integers(-9, 9, rows["grid"]["pair"].shape)
    rows["grid"]["deep"]["v"] = random.random(rows["grid"].shape)
    rows["grid"]["deep"]["w"] = random.integers(0, 255, rows["grid"]["deep"]["w"].shape)
    with create_file(path, libver) as file:
        mark_root(file)
        add_table(file, "raw_data", rows, chunk=10, maxrows=UNLIMITED, filters=GZIP)
        add_table(file, "contiguous", rows)
        add_table(file, "one_row", rows[:1], chunk=10, maxrows=UNLIMITED)
        add_table(file, "two_chunks", rows[:20], chunk=10, maxrows=UNLIMITED, filters=GZIP)
        add_table(file, "no_rows", rows[:0], chunk=10, maxrows=UNLIMITED)


@fixture("names-case", note="names that differ in case only")
def names_case(path):
    """Columns, and members of a column, that only their case tells apart."""
    rows = np.zeros(8, dtype=[("cycle_number", "<i8"), ("U", "<f8"), ("u", "<i4"),
                              ("Δ.v", [("T max", "<f4"), ("t max", "<i2")])])
    rows["cycle_number"] = np.arange(8) // 3
    rows["U"] = 3 + np.arange(8) / 8
    rows["u"] = -np.arange(8)
    rows["Δ.v"]["T max"] = 25 + np.arange(8) / 4
    rows["Δ.v"]["t max"] = np.arange(8) * 100
    one_table_file(path, "latest", rows, chunk=3, maxrows=UNLIMITED, filters=GZIP)


@fixture_pair("types-enums")
def types_enums(path, libver):
    """Enums of every integer type, with values at its limits; an array; hundreds of labels."""
    states = {"idle": 0, "charging": 1, "Entladen µ": 100}
    dtype = [("cycle_number", "<i8")]
    for base in ("i1", "u1", "<i2", ">u2", ">i4", "<u4", "<i8", ">u8"):
        # h5py takes no value above 2^63
        labels = dict(states, least=int(np.iinfo(base).min),
                      most=min(int(np.iinfo(base).max), 2 ** 63 - 1))
        if base[-2] == "u":
            labels["least"] = 7
        dtype.append((f"{base[-2:]}_{'be' if base[0] == '>' else 'le'}",
                      h5py.enum_dtype(labels, basetype=base)))
    many = {f"step {i}": i * 3 for i in range(300)}
    dtype.append(("many", h5py.enum_dtype(many, basetype="<u2")))
    dtype.append(("pair", h5py.enum_dtype(states, basetype="u1"), (2,)))
    rows = np.zeros(30, dtype=dtype)
    rows["cycle_number"] = np.arange(30) // 6
    for name in rows.dtype.names[1:9]:
        labels = h5py.check_enum_dtype(rows.dtype[name])
        rows[name] = np.resize(np.array(list(labels.values()), dtype=rows.dtype[name].base), 30)
    rows["many"] = np.arange(30) * 30
    rows["pair"] = np.resize([0, 1, 100], (30, 2))
    one_table_file(path, libver, rows, chunk=8, maxrows=UNLIMITED, filters=GZIP)


@fixture_pair("types-not-read", note="all columns but cycle_number and voltage are refused")
def types_not_read(path, libver):
    """Types that no column has: beside them the others are read."""
    opaque = h5t.create(h5t.OPAQUE, 5)
    opaque.set_tag(b"cycler state")
    nested = h5t.create(h5t.COMPOUND, 16)
    nested.insert(b"x", 0, h5t.IEEE_F64LE)
    nested.insert(b"to", 8, h5t.STD_REF_OBJ)
    members = [("cycle_number", h5t.STD_I64LE), ("extended", h5t.py_create(np.dtype("<f16"))),
               ("opaque", opaque), ("reference", h5t.STD_REF_OBJ),
               ("sequence", h5t.vlen_create(h5t.STD_I32LE)), ("bits", h5t.STD_B16LE),
               ("int24", h5t.STD_I32LE.copy()), ("nested", nested),
               ("references", h5t.array_create(h5t.STD_REF_OBJ, (2,))),
               ("voltage", h5t.IEEE_F64LE)]
    members[6][1].set_precision(24)
    offsets = np.cumsum([0] + [member.get_size() for _, member in members]).tolist()
    type_id = compound(offsets[-1], [(name, offset, member) for (name, member), offset
                                     in zip(members, offsets)])
    rows = np.zeros(25, dtype={"names": [name for name, _ in members],
                               "formats": ["<i8" if name == "cycle_number" else "<f8"
                                           if name == "voltage" else f"V{member.get_size()}"
                                           for name, member in members],
                               "offsets": offsets[:-1], "itemsize": offsets[-1]})
    rows["cycle_number"] = np.arange(25) // 5
    rows["voltage"] = 3 + np.arange(25) / 32
    one_table_file(path, libver, rows, type_id=type_id, chunk=10, maxrows=UNLIMITED,
                   filters=GZIP)


@fixture("types-committed")
def types_committed(path):
    """The row type is a named datatype of the file."""
    rows = cycling_rows(40)
    with create_file(path, "earliest") as file:
        mark_root(file)
        type_id = h5t.py_create(rows.dtype, logical=True)
        type_id.commit(file.id, b"row_type")
        add_table(file, "raw_data", rows, type_id=type_id, chunk=16, maxrows=UNLIMITED)


@fixture("names-odd-latest")
def names_odd(path):
    """Odd names of groups, tables and columns, with many links in dense storage."""
    prefixes = ["cell 1", "zelle_é", "42", "x.y", "日本", "-", "..", "a=b", "%2F", "tab\there",
                "UPPER", "🔋"]
    with create_file(path, "latest") as file:
        mark_root(file)
        for seed, prefix in enumerate(prefixes):
            group = create_group(file, prefix)
            rows = cycling_rows(12 + seed, seed=seed)[["cycle_number", "voltage"]]
            rows = rows.astype([("cycle_number", "<i8"), ("U (V) · °", "<f8")])
            add_table(group, "raw_data" if seed % 2 else "raw data é", rows)


@fixture("cells-many-dense-latest", note="the links of the root are in a fractal heap")
def cells_many(path):
    """Two dozen groups, each with a tiny table."""
    with create_file(path, "latest") as file:
        mark_root(file)
        for number in range(24):
            rows = small_rows(3 + number % 4)
            add_table(create_group(file, f"cell_{number}"), "raw_data", rows)


@fixture("attributes-dense-latest", note="attributes in a fractal heap, metadata a huge object")
def attributes_dense(path):
    """Many attributes, and a metadata text too long for a heap block."""
    comments = " ".join(f"note {number} on the cell" for number in range(400))
    with create_file(path, "latest") as file:
        for number in range(30):
            file.attrs[f"other_{number}"] = number
        mark_root(file, layout.metadata_json(name="dense", comments=comments))
        add_table(file, "raw_data", cycling_rows(20), chunk=8, maxrows=UNLIMITED)


@fixture_pair("attributes-vlen")
def attributes_vlen(path, libver):
    """Attributes as variable-length texts, which is how h5py writes a str."""
    with create_file(path, libver) as file:
        file.attrs["metadata"] = layout.metadata_json(name="vlen µ")
        file.attrs["battdat_version"] = layout.BATTDAT_VERSION
        table = add_table(file, "raw_data", cycling_rows(20))
        for name in ("metadata", "battdat_version"):
            text = table.attrs[name].decode()
            del table.attrs[name]
            table.attrs[name] = text


@fixture("attributes-padded")
def attributes_padded(path):
    """Texts with room after them: zero bytes, in an array of one element, as ASCII."""
    with create_file(path, "earliest") as file:
        metadata = layout.metadata_json(name="padded").encode()
        file.attrs["metadata"] = np.array(metadata, dtype=f"S{len(metadata) + 9}")
        file.attrs["battdat_version"] = np.array([b"0.4.9"], dtype="S8")
        add_table(file, "raw_data", cycling_rows(20))


@fixture_pair("links", note="tables are found by hard links; soft and external ones are named")
def links(path, libver):
    """Links of every kind, and loops of them."""
    with create_file(path, libver) as file:
        mark_root(file)
        table = add_table(file, "raw_data", cycling_rows(20))
        file["again"] = table
        cell = create_group(file, "cell_a")
        add_table(cell, "raw_data", cycling_rows(10, seed=2))
        file["soft"] = h5py.SoftLink("/cell_a/raw_data")
        file["soft_group"] = h5py.SoftLink("/cell_a")
        file["dangling"] = h5py.SoftLink("/nowhere/at/all")
        file["loop_1"] = h5py.SoftLink("/loop_2")
        file["loop_2"] = h5py.SoftLink("/loop_1")
        file["external"] = h5py.ExternalLink("no-such-file.h5", "/raw_data")
        file["external_self"] = h5py.ExternalLink(path.name, "/raw_data")
        ring = create_group(file, "ring")
        ring["itself"] = ring
        ring["root"] = file["/"]


@fixture_pair("foreign-datasets", note="only raw_data is a table")
def foreign_datasets(path, libver):
    """Datasets of every other shape and kind beside the table."""
    with create_file(path, libver) as file:
        mark_root(file)
        add_table(file, "raw_data", cycling_rows(20), chunk=8, maxrows=UNLIMITED, filters=GZIP)
        options = {"track_times": False}
        file.create_dataset("vector", data=np.arange(9), **options)
        file.create_dataset("matrix", data=np.eye(3), compression="gzip", **options)
        file.create_dataset("scalar", data=1.5, **options)
        file.create_dataset("scalar_row", data=cycling_rows(1)[0], **options)
        file.create_dataset("empty", data=h5py.Empty("f8"), **options)
        file.create_dataset("texts", data=["a", "µ"], **options)
        file.create_dataset("complex", data=np.ones(3, dtype="c16"), **options)
        file.create_dataset("rows_2d", data=small_rows(6).reshape(2, 3), **options)
        file.create_dataset("scale_offset", data=np.arange(50), scaleoffset=0, chunks=(20,),
                            **options)
        opaque = np.array([b"\x00\x01", b"\x02\x03"], dtype="V2")
        file.create_dataset("opaque", data=opaque, **options)
        references = np.array([file["raw_data"].ref], dtype=h5py.ref_dtype)
        file.create_dataset("references", data=references, **options)
        create_group(file, "empty_group")
        # Where PyTables keeps the index of a column
        index = create_group(create_group(file, "_i_raw_data"), "_i_voltage")
        index.create_dataset("sorted", data=np.arange(4.0).reshape(1, 4), **options)


OVER_2G = 2 ** 31 + 1000
OVER_2G_CHUNK = 65536
OVER_2G_RANGES = [(0, 12), (OVER_2G_CHUNK - 6, 12), (2 ** 30 - 5, 15),
                  (2 ** 30 + OVER_2G_CHUNK - 5, 10), (2 ** 31 - 5, 15), (OVER_2G - 10, 10)]


@fixture_pair("rows-over-2g", ranges=OVER_2G_RANGES,
              note="only the chunks at rows 0, 2^30 and 2^31 were written, all else is zero; "
                   "ranges are the rows to compare")
def rows_over_2g(path, libver):
    """More rows than an int can count."""
    dtype = np.dtype([("step_index", "u1"), ("voltage", "<f8")])
    with create_file(path, libver) as file:
        mark_root(file)
        table = create_table(file, "raw_data", dtype, OVER_2G, UNLIMITED, chunk=OVER_2G_CHUNK,
                             filters=GZIP)
        for first in (0, 2 ** 30, 2 ** 31):
            number = np.arange(first, min(first + OVER_2G_CHUNK, OVER_2G))
            rows = np.zeros(len(number), dtype=dtype)
            rows["step_index"] = number % 251
            rows["voltage"] = 3 + number // 512 % 4096 / 4096
            write_rows(table, rows, first)
