"""Fixtures written by PyTables, as battdat itself writes files."""
import numpy as np
import tables
from tables import Filters

import battdat_layout as layout
from fixture_tools import ROW, cycling_rows, fixture, schema_of, small_rows

COMPRESSION = {
    "comp-none": Filters(0),
    "comp-zlib-1": Filters(1, "zlib", shuffle=True),
    "comp-zlib-5": Filters(5, "zlib", shuffle=True),
    "comp-zlib-9": Filters(9, "zlib", shuffle=True),
    "comp-zlib-noshuffle": Filters(5, "zlib", shuffle=False),
    "comp-fletcher32": Filters(0, fletcher32=True),
    "comp-zlib-fletcher32": Filters(5, "zlib", shuffle=True, fletcher32=True),
    "comp-zlib-noshuffle-fletcher32": Filters(5, "zlib", shuffle=False, fletcher32=True),
    "comp-bzip2": Filters(5, "bzip2", shuffle=True),
    "comp-bzip2-noshuffle-fletcher32": Filters(9, "bzip2", shuffle=False, fletcher32=True),
    "comp-lzo": Filters(1, "lzo", shuffle=True),
    "comp-lzo-noshuffle": Filters(1, "lzo", shuffle=False),
    "comp-lzo-fletcher32": Filters(1, "lzo", shuffle=True, fletcher32=True),
    "comp-blosc": Filters(5, "blosc"),
    "comp-blosc-lz4": Filters(5, "blosc:lz4"),
    "comp-blosc-zstd": Filters(5, "blosc:zstd"),
    "comp-blosc-fletcher32": Filters(5, "blosc:lz4", fletcher32=True),
}

BLOSC_CODECS = ("blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd")

ZLIB = Filters(5, "zlib", shuffle=True)


def open_new(path, metadata=None, **options):
    """A new PyTables file with the battdat attributes of the root."""
    file = tables.open_file(path, "w", **options)
    layout.mark_root(file, metadata or layout.metadata_json(name="fixture"))
    return file


def add(file, name, rows, where="/", schema=None, filters=ZLIB, **options):
    """Add a battdat table with chunks of 32 rows."""
    options.setdefault("chunkshape", 32)
    return layout.add_table(file, where, name, rows, schema or schema_of(rows.dtype), filters,
                            **options)


def compression(filters):
    """Function that writes a file with these filters."""
    def make(path):
        with open_new(path) as file:
            add(file, "raw_data", cycling_rows(150), filters=filters)
    return make


for _name, _filters in COMPRESSION.items():
    fixture(_name)(compression(_filters))


def blosc(codec):
    """Function that writes tables with one codec of Blosc."""
    def make(path):
        shuffles = {"plain": {}, "bytes": {"shuffle": True}, "bits": {"bitshuffle": True}}
        with open_new(path) as file:
            for name, shuffle in shuffles.items():
                filters = Filters(9, f"blosc:{codec}", **{"shuffle": False, **shuffle})
                # rows of up to 16 bytes are split into a stream for each of their bytes
                add(file, f"split_{name}", small_rows(1000), filters=filters, chunkshape=401)
                if codec != "snappy":  # which gives up on all that is not split
                    add(file, f"one_block_{name}", cycling_rows(260), filters=filters,
                        chunkshape=150)
            if codec != "snappy":
                filters = Filters(1, f"blosc:{codec}", shuffle=True)
                add(file, "blocks", cycling_rows(1300), filters=filters, chunkshape=1100)
                add(file, "wide_rows", wide_rows(40), filters=filters, chunkshape=16)
    return make


@fixture("comp-blosc-large-chunk", note="one chunk of 24 MB, to be decoded in parts")
def blosc_large_chunk(path):
    """A chunk that is larger than a reader need keep decoded."""
    rows = small_rows(1_900_000, cycle_rows=9973)
    rows["voltage"] = 3 + rows["cycle_number"] / 1024
    with open_new(path) as file:
        add(file, "raw_data", rows, filters=Filters(9, "blosc:zstd", shuffle=True),
            chunkshape=2_000_000)


def wide_rows(count):
    """Rows of more than 255 bytes, which Blosc takes for single bytes."""
    rows = np.zeros(count, dtype=[("cycle_number", "<i8"), ("note", "S300"), ("voltage", "<f8")])
    rows["cycle_number"] = np.arange(count) // 7
    rows["note"] = [b"row %d " % number * 9 for number in range(count)]
    rows["voltage"] = 3 + np.arange(count) / 16
    return rows


for _codec in BLOSC_CODECS:
    fixture(f"comp-blosc-all-{_codec}",
            note="without shuffle, with byte and with bit shuffle; one stream a block, one for "
                 "each byte of a row, several blocks, rows wider than Blosc's largest type"
            )(blosc(_codec))


@fixture("comp-incompressible", note="noise: deflate only adds to the chunks")
def incompressible(path):
    """Chunks that deflate cannot shrink."""
    values = np.random.default_rng(3).integers(0, 256, (200, 8), dtype="u1").view("<u8")
    with open_new(path) as file:
        add(file, "raw_data", values.astype([("noise", "<u8")]).ravel(), chunkshape=16)


@fixture("btree-two-levels")
def btree_two_levels(path):
    """More chunks than one B-tree node of the default size holds (64)."""
    with open_new(path) as file:
        add(file, "raw_data", small_rows(699), chunkshape=4, filters=None)


@fixture("size-boundaries", note="chunks of 16 rows; tables end inside, at and after a chunk")
def size_boundaries(path):
    """Tables of every length around the chunk size, and an empty one."""
    with open_new(path) as file:
        for count in (0, 1, 15, 16, 17, 32, 33):
            add(file, f"rows_{count}", small_rows(count), chunkshape=16)


@fixture("size-empty")
def size_empty(path):
    """A table without rows."""
    with open_new(path) as file:
        add(file, "raw_data", cycling_rows(0))


@fixture("size-one-row")
def size_one_row(path):
    """A table of one row."""
    with open_new(path) as file:
        add(file, "raw_data", cycling_rows(1))


@fixture("rows-removed", note="the chunk still holds rows past the end of the table")
def rows_removed(path):
    """Rows were removed again after writing."""
    with open_new(path) as file:
        table = add(file, "raw_data", cycling_rows(150))
        table.remove_rows(100, 150)


@fixture("userblock-pytables")
def userblock(path):
    """A user block before the superblock."""
    with open_new(path, user_block_size=512) as file:
        add(file, "raw_data", cycling_rows(100))
    with open(path, "r+b") as stream:
        stream.write(b"#!/bin/false\n")


def extreme_integers(byteorder="<"):
    """Every integer type with its limits and values beyond 2^53."""
    types = [f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)]
    rows = np.zeros(40, dtype=[("cycle_number", byteorder + "i8")]
                    + [(f"{'int' if t[0] == 'i' else 'uint'}{int(t[1]) * 8}", byteorder + t)
                       for t in types])
    rows["cycle_number"] = np.arange(40) // 10
    random = np.random.default_rng(11)
    for name in rows.dtype.names[1:]:
        info = np.iinfo(rows.dtype[name])
        values = random.integers(info.min, info.max, 40, endpoint=True,
                                 dtype=rows.dtype[name].newbyteorder("="))
        values[:4] = info.min, info.max, 0, 1
        rows[name] = values
    rows["int64"][4:6] = 2 ** 53 + 1, -2 ** 53 - 1
    rows["uint64"][4:6] = 2 ** 53 + 1, 2 ** 63
    return rows


def extreme_floats(byteorder="<"):
    """Floats of 16, 32 and 64 bits: NaN payloads, infinities, -0.0, subnormals, limits."""
    rows = np.zeros(33, dtype=[("cycle_number", byteorder + "i8"),
                               ("float16", byteorder + "f2"), ("float32", byteorder + "f4"),
                               ("float64", byteorder + "f8")])
    rows["cycle_number"] = np.arange(33) // 8
    random = np.random.default_rng(12)
    patterns = {
        "float16": (2, [0x7E00, 0xFE00, 0x7D55, 0x7FFF]),
        "float32": (4, [0x7FC00000, 0xFFC00000, 0x7FA00001, 0x7FC0BEEF]),
        "float64": (8, [0x7FF8000000000000, 0xFFF8000000000000, 0x7FF4000000000001,
                        0x7FF80000DEADBEEF]),
    }
    for name, (size, nans) in patterns.items():
        info = np.finfo(rows.dtype[name].newbyteorder("="))
        special = [0.0, -0.0, np.inf, -np.inf, info.max, info.min, info.tiny,
                   info.smallest_subnormal, -info.smallest_subnormal]
        values = random.normal(0, 1, 33).astype(f"f{size}")
        values[:len(special)] = special
        bits = values.view(f"u{size}")
        bits[len(special):len(special) + len(nans)] = nans
        # Byte by byte: a conversion would make signalling NaN quiet
        packed = bits.astype(bits.dtype.newbyteorder(byteorder)).view(rows.dtype[name])
        rows[name] = packed
    return rows


@fixture("types-integers")
def types_integers(path):
    """Every integer type."""
    with open_new(path) as file:
        add(file, "raw_data", extreme_integers(), chunkshape=16)


@fixture("types-floats")
def types_floats(path):
    """Every float type."""
    with open_new(path) as file:
        add(file, "raw_data", extreme_floats(), chunkshape=10)


@fixture("types-bigendian")
def types_bigendian(path):
    """Big-endian tables, packed and not."""
    with open_new(path) as file:
        add(file, "raw_data", extreme_integers(">"), chunkshape=16, byteorder="big")
        add(file, "floats", extreme_floats(">"), chunkshape=10, byteorder="big", filters=None)
        rows = np.zeros(20, dtype=[("cycle_number", ">i4"), ("flag", "?"), ("label", "S3"),
                                   ("pair", ">f8", (2,))])
        rows["cycle_number"] = np.arange(20) // 7
        rows["flag"] = np.arange(20) % 3 == 0
        rows["label"] = b"be"
        rows["pair"] = np.arange(40).reshape(20, 2) / 8
        add(file, "others", rows, chunkshape=8, byteorder="big")


@fixture("types-bool-text", note="PyTables stores a bool as an 8-bit bitfield")
def types_bool_text(path):
    """Bool and text; empty texts and texts of the full width."""
    rows = np.zeros(37, dtype=[("cycle_number", "<i8"), ("flag", "?"), ("state", "S11"),
                               ("letter", "S1"), ("empty", "S4")])
    number = np.arange(37)
    rows["cycle_number"] = number // 10
    rows["flag"] = number % 3 != 1
    rows["state"] = np.array([b"discharging", b"", b"charging", b"x", b" pad "])[number % 5]
    rows["letter"] = np.array([b"a", b"", b"~"])[number % 3]
    with open_new(path) as file:
        add(file, "raw_data", rows, chunkshape=16)


@fixture("types-text-utf8")
def types_text_utf8(path):
    """UTF-8 bytes in a column that is declared ASCII; one text fills the width."""
    texts = ["Ladung °C", "µ-Zelle", "充電", "plain", "", "🔋 fulll"]
    rows = np.zeros(25, dtype=[("cycle_number", "<i8"), ("label", "S10")])
    rows["cycle_number"] = np.arange(25) // 5
    rows["label"] = [texts[i % 6].encode() for i in range(25)]
    with open_new(path) as file:
        add(file, "raw_data", rows)


@fixture("types-text-not-utf8", note="reading column label is an error; voltage can be read")
def types_text_not_utf8(path):
    """Latin-1 bytes in a text column."""
    rows = np.zeros(4, dtype=[("cycle_number", "<i8"), ("voltage", "<f8"), ("label", "S9")])
    rows["voltage"] = 3.5
    rows["label"] = [b"ok", "25 °C".encode("latin-1"), "Ruhe é".encode("latin-1"), b"\xff\xfe"]
    with open_new(path) as file:
        add(file, "raw_data", rows)


@fixture("types-arrays")
def types_arrays(path):
    """Array columns of one and two dimensions, of numbers, texts and bools."""
    rows = np.zeros(23, dtype=[
        ("cycle_number", "<i8"), ("temperatures", "<f8", (4,)), ("matrix", "<i2", (2, 3)),
        ("single", "<f4", (1,)), ("flags", "?", (3,)), ("names", "S3", (2,)),
        ("grid", "S2", (2, 2))])
    random = np.random.default_rng(13)
    rows["cycle_number"] = np.arange(23) // 5
    rows["temperatures"] = np.round(random.normal(25, 3, (23, 4)), 2)
    rows["matrix"] = random.integers(-99, 99, (23, 2, 3))
    rows["single"] = random.random((23, 1))
    rows["flags"] = random.integers(0, 2, (23, 3)) == 1
    rows["names"] = random.choice([b"ab", b"", b"xyz"], (23, 2))
    rows["grid"] = random.choice([b"a", b"", b"zz"], (23, 2, 2))
    with open_new(path) as file:
        add(file, "raw_data", rows, chunkshape=10)


@fixture("types-complex-nested", note="complex is a compound of r and i")
def types_complex_nested(path):
    """Complex columns and a nested compound."""
    rows = np.zeros(9, dtype=[("cycle_number", "<i8"), ("z16", "<c16"), ("z8", "<c8"),
                              ("inner", [("x", "<f8"), ("y", "<i2")])])
    random = np.random.default_rng(14)
    rows["z16"] = random.normal(size=9) + 1j * random.normal(size=9)
    rows["z8"] = random.normal(size=9) - 2j
    rows["inner"]["x"] = np.arange(9) / 4
    rows["inner"]["y"] = -np.arange(9)
    with open_new(path) as file:
        add(file, "raw_data", rows, chunkshape=4)


@fixture("types-time-enum", note="time64: 32 bits of seconds above 32 bits of microseconds")
def types_time_enum(path):
    """Time and enum columns of PyTables."""
    class Row(tables.IsDescription):
        """Columns in the order of pos."""
        cycle_number = tables.Int64Col(pos=0)
        start = tables.Time32Col(pos=1)
        instant = tables.Time64Col(pos=2)
        colour = tables.EnumCol({"red": 1, "green": 2, "blue": 7}, "red", "uint8", pos=3)

    with open_new(path) as file:
        table = file.create_table("/", "raw_data", Row, chunkshape=4, filters=ZLIB,
                                  track_times=False)
        seconds = [1_500_000_000 + i for i in range(10)]
        table.append([(i // 3, seconds[i], seconds[i] + 0.25, (1, 2, 7)[i % 3])
                      for i in range(10)])
        layout.mark_table(table, schema_of(table.dtype))


@fixture("types-times", note="the bytes of times are little-endian in a big-endian table too")
def types_times(path):
    """Times before and after 1970, with microseconds that a double rounds, and arrays of them."""
    class Row(tables.IsDescription):
        """Columns in the order of pos."""
        cycle_number = tables.Int64Col(pos=0)
        seconds = tables.Time32Col(pos=1)
        instant = tables.Time64Col(pos=2)
        pair = tables.Time64Col(pos=3, shape=(2,))

    instants = [0.0, 1.5, -1.5, -0.25, 1e-6, -1e-6, 0.1, 0.3, 123.999999, 99.000007,
                1_500_000_000.25, 1_234_567_890.123456, 2_147_483_647.999999, -2_147_483_648.0]
    rows = [(i // 4, int(value), value, (value, 0.7)) for i, value in enumerate(instants)]
    with open_new(path) as file:
        for name, byteorder in (("raw_data", "little"), ("big_endian", "big")):
            table = file.create_table("/", name, Row, chunkshape=4, filters=ZLIB,
                                      track_times=False, byteorder=byteorder)
            table.append(rows)
            layout.mark_table(table, schema_of(table.dtype))


@fixture("names-odd-columns")
def names_odd_columns(path):
    """Column names that are no identifiers."""
    names = ["Test Time (s)", "temp.°C", "1st", "ΔV", "日本語", "class", 'a"b', " lead",
             "a.b.c", "SELECT", "semi;colon", "back`tick", "cycle_number"]
    rows = np.zeros(12, dtype=[(name, "<f8") for name in names[:-1]] + [(names[-1], "<i8")])
    for number, name in enumerate(names):
        rows[name] = np.arange(12) + number * 100
    rows["cycle_number"] = np.arange(12) // 5
    with open_new(path) as file:
        add(file, "raw_data", rows)


@fixture("cells-prefixes", note="the metadata of the root are those of all cells")
def cells_prefixes(path):
    """Three cells in groups, with two tables each."""
    with open_new(path, layout.metadata_json(name="module")) as file:
        for seed, prefix in enumerate(("cell_1", "cell_2", "cell_10")):
            group = file.create_group("/", prefix)
            add(file, "raw_data", cycling_rows(60 + 15 * seed, seed=seed), group)
            add(file, "cycle_stats", statistics(3 + seed), group,
                layout.schema_json(layout.CYCLE_STATS))


@fixture("cells-odd-prefixes")
def cells_odd_prefixes(path):
    """Prefixes with spaces, dots, digits and letters beyond ASCII."""
    with open_new(path) as file:
        for seed, prefix in enumerate(("cell 1", "zelle_é", "42", "x.y", "日本")):
            add(file, "raw_data", small_rows(30 + seed),
                file.create_group("/", prefix))


@fixture("cells-root-and-prefixes")
def cells_root_and_prefixes(path):
    """Tables in the root and in groups; the cells differ in their columns."""
    with open_new(path) as file:
        add(file, "raw_data", cycling_rows(50))
        add(file, "cycle_stats", statistics(2), schema=layout.schema_json(layout.CYCLE_STATS))
        add(file, "raw_data", cycling_rows(40, seed=2), file.create_group("/", "cell_a"))
        add(file, "raw_data", small_rows(40), file.create_group("/", "cell_b"))


def statistics(cycles, numbers=None):
    """Rows of cycle_stats."""
    rows = np.zeros(cycles, dtype=[("cycle_number", "<i8"), ("capacity_discharge", "<f8")])
    rows["cycle_number"] = np.arange(cycles) if numbers is None else numbers
    rows["capacity_discharge"] = 3 - 0.01 * rows["cycle_number"]
    return rows


@fixture("cycles-not-sorted", note="a number that returns later begins a new run")
def cycles_not_sorted(path):
    """Cycle numbers that come back, also across chunks, and a negative one."""
    rows = cycling_rows(48)
    rows["cycle_number"] = np.repeat([0, 1, 0, 2, 2, 1, -1, 0], 6)
    with open_new(path) as file:
        add(file, "raw_data", rows, chunkshape=8)


@fixture("cycles-nan", note="every row with NaN is a run of its own; -0.0 equals 0.0")
def cycles_nan(path):
    """Cycle numbers as floats, some of them NaN."""
    rows = np.zeros(10, dtype=[("cycle_number", "<f8"), ("voltage", "<f8")])
    rows["cycle_number"] = [0, 0, np.nan, np.nan, 1, 1, -0.0, 0, 2.5, 2.5]
    rows["voltage"] = np.arange(10) / 4
    with open_new(path) as file:
        add(file, "raw_data", rows, chunkshape=4)


def cycle_pair(numbers):
    """Function that writes raw_data of four cycles beside the given rows of cycle_stats."""
    def make(path):
        with open_new(path) as file:
            add(file, "raw_data", cycling_rows(60, cycle_rows=15), chunkshape=16)
            add(file, "cycle_stats", statistics(len(numbers), numbers),
                schema=layout.schema_json(layout.CYCLE_STATS))
    return make


fixture("cycles-match")(cycle_pair([0, 1, 2, 3]))
fixture("cycles-mismatch-first")(cycle_pair([1, 2, 3]))
fixture("cycles-mismatch-middle")(cycle_pair([0, 1, 3]))
fixture("cycles-mismatch-short")(cycle_pair([0, 1]))


@fixture("cycles-text")
def cycles_text(path):
    """Cycle numbers as text."""
    rows = np.zeros(9, dtype=[("cycle_number", "S4"), ("voltage", "<f8")])
    rows["cycle_number"] = np.repeat([b"0", b"1", b"1b"], 3)
    with open_new(path) as file:
        add(file, "raw_data", rows)


@fixture("cycles-no-column")
def cycles_no_column(path):
    """A table that has no cycle_number."""
    with open_new(path) as file:
        add(file, "raw_data", cycling_rows(20)[["test_time", "voltage"]].astype(
            [("test_time", "<f8"), ("voltage", "<f8")]))


@fixture("metadata-rich")
def metadata_rich(path):
    """Nested metadata with unknown fields and text beyond ASCII."""
    metadata = layout.metadata_json(
        name="Zelle №7 🔋", comments='quotes " and \\ and\nnew lines\t日本語',
        is_measurement=False,
        test_protocol={"cycler": "Zyklierer", "start_date": "2023-12-31",
                       "set_temperature": -10.5, "schedule": None, "operator": "Ω"},
        battery={"manufacturer": "Firma & Söhne", "design": None, "layer_count": 2,
                 "anode": {"name": "graphite", "silicon_share": 0.05},
                 "cathode": {"name": "NMC811"}, "nominal_capacity": 1.1},
        source="laboratory", authors=[["Ada", "University A"], ["Bō", "Institute 二"]],
        associated_ids=["https://example.org/set/1"])
    extra = {"rig": {"channel": 12, "limits": [2.5, 4.25], "active": True, "none": None},
             "big_number": 2 ** 63, "empty": {}, "list": []}
    metadata = metadata[:-1] + "," + layout.to_json(extra)[1:]
    with open_new(path, metadata) as file:
        add(file, "raw_data", cycling_rows(30))


@fixture("metadata-nulls-left-out", note="as the streaming writer of battdat leaves it")
def metadata_nulls_left_out(path):
    """Metadata without null fields, and no battdat_version anywhere."""
    with tables.open_file(path, "w") as file:
        layout.mark_root(file, '{"version":"0.4.9","is_measurement":true}', with_version=False)
        table = file.create_table("/", "raw_data", ROW, chunkshape=64, track_times=False)
        table.append(cycling_rows(30))
        layout.mark_table(table, schema_of(ROW), with_version=False)


@fixture("schema-extra-columns", note="monotonic of cycle_time is claimed, and wrong")
def schema_extra_columns(path):
    """A schema of extra columns, of columns that the table lacks, and of a false claim."""
    rows = np.zeros(30, dtype=[("cycle_number", "<i8"), ("cycle_time", "<f8"),
                               ("pressure", "<f4"), ("undescribed", "<i4")])
    rows["cycle_number"] = np.arange(30) // 10
    rows["cycle_time"] = np.arange(30) % 10 * 5.0
    rows["pressure"] = 101.3
    columns = {**layout.RAW_DATA,
               "cycle_time": {**layout.RAW_DATA["cycle_time"], "monotonic": True}}
    schema = layout.schema_json(columns, {
        "pressure": layout.column("Pressure on the cell", units="kPa"),
        "absent": layout.column("Nobody measured this", "integer")})
    with open_new(path) as file:
        add(file, "raw_data", rows, schema=schema, chunkshape=16)


@fixture("foreign-nodes", note="other_nodes are no tables; not_battdat has no schema")
def foreign_nodes(path):
    """Arrays, a table that is not battdat's, links and groups beside the battdat tables."""
    with open_new(path) as file:
        table = add(file, "raw_data", cycling_rows(40))
        file.create_array("/", "an_array", np.arange(5), track_times=False)
        file.create_carray("/", "a_carray", obj=np.ones((4, 3)), filters=ZLIB,
                           chunkshape=(2, 3), track_times=False)
        file.create_earray("/", "an_earray", obj=np.arange(3.0), chunkshape=(4,),
                           track_times=False)
        lists = file.create_vlarray("/", "a_vlarray", tables.Int32Atom(), chunkshape=4,
                                     track_times=False)
        lists.append([1, 2, 3])
        other = file.create_table("/", "not_battdat", np.dtype([("id", "<i4"), ("v", "<f8")]),
                                  chunkshape=8, track_times=False)
        other.append([(i, i / 2) for i in range(6)])
        file.create_group("/", "empty_group")
        file.create_array("/deep/er", "array", np.arange(2), createparents=True,
                          track_times=False)
        file.create_hard_link("/", "hard", table)
        file.create_soft_link("/", "soft", "/raw_data")
        file.create_soft_link("/", "dangling", "/nowhere")
        file.create_external_link("/", "external", "no-such-file.h5:/raw_data")
