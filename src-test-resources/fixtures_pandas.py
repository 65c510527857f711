"""Fixtures in the layout of releases before 0.4, which wrote through pandas."""
import contextlib
from unittest import mock

import numpy as np
import pandas as pd
import tables

import battdat_layout as layout
from fixture_tools import cycling_rows, fixture, schema_of

BATTDAT_TABLES = ("raw_data", "cycle_stats", "eis_data")


@contextlib.contextmanager
def open_store(path, group="", **options):
    """A new store, or one in a group of a file, with the battery metadata."""
    with pd.HDFStore(path, "a" if group else "w", root_uep=group, **options) as store:
        store.root._v_attrs.metadata = layout.metadata_json(name="old", version="0.3.4")
        yield store


def without_times():
    """Keep the nodes that pandas makes without asking free of times of writing."""
    never = property(lambda leaf: False, lambda leaf, value: None)
    return mock.patch.object(tables.Leaf, "_want_track_times", never, create=True)


def put(store, key, frame, **options):
    """Store a data frame as the old releases did; no times of writing are kept."""
    options.setdefault("index", False)
    store.put(key, frame, format="table", track_times=False, **options)


def frame_of(count, seed=1):
    """Rows of a toy test in columns of every type that old files hold, in no order of types."""
    rows = cycling_rows(count, seed=seed)
    frame = pd.DataFrame({name: rows[name] for name in ("test_time", "cycle_number", "voltage")})
    frame["state"] = [text.decode() for text in rows["state"]]
    frame["current"] = rows["current"]
    frame["charging"] = rows["current"] > 0
    frame["step_index"] = (rows["cycle_number"] % 3).astype("i2")
    frame["temperature"] = np.where(np.arange(count) % 7 == 3, np.nan, rows["voltage"] * 8)
    frame["method"] = ["constant Ω" if number % 3 else np.nan for number in range(count)]
    return frame


@fixture("pandas-blocks", note="columns of one type share a block; missing texts are nan")
def blocks(path):
    """Several chunks; row labels that are no row numbers; the schema on the table's group."""
    frame = frame_of(1500)
    frame.index = np.arange(len(frame))[::-1] * 10
    with open_store(path, complevel=9, complib="zlib") as store:
        put(store, "raw_data", frame)
        schema = schema_of(cycling_rows(1).dtype)
        store.get_node("raw_data")._v_attrs.metadata = schema


@fixture("pandas-uncompressed")
def uncompressed(path):
    """As by default, without a schema; a table that battdat does not know."""
    frame = frame_of(40)
    with open_store(path) as store:
        put(store, "raw_data", frame)
        put(store, "my_notes", frame[["cycle_number", "state"]], complevel=5, complib="zlib")


@fixture("pandas-names", note="names beyond Latin-1, with escapes; a column stored on its own")
def names(path):
    """Column names that take escapes in a pickle, and a column that pandas can search."""
    frame = frame_of(30)
    odd = {"voltage": "ΔV \\ Ω", "test_time": "time 🔋\n(s)", "temperature": "T °C", "state": "."}
    with open_store(path, complevel=5, complib="zlib") as store:
        put(store, "raw_data", frame.rename(columns=odd),
            data_columns=["cycle_number", "charging"])


@fixture("pandas-prefixes", note="prefixes in the names of groups, and in a group")
def prefixes(path):
    """Cells of one file, with a search index of the row labels on one of them."""
    with open_store(path, complevel=5, complib="zlib") as store:
        put(store, "raw_data", frame_of(20))
        put(store, "cell_a_raw_data", frame_of(30, seed=2))
        put(store, "cell_a_cycle_stats", frame_of(3)[["cycle_number", "voltage"]])
        with without_times():
            put(store, "Zelle é_raw_data", frame_of(40, seed=3), index=True)
        put(store, "_eis_data", frame_of(5)[["voltage", "current"]])
        store._handle.create_group("/", "lab")
    with open_store(path, "/lab", complevel=5, complib="zlib") as store:
        put(store, "raw_data", frame_of(10, seed=4))


@fixture("pandas-lookalikes", note="groups like those of old releases that are none")
def lookalikes(path):
    """A cell called raw_data, tables called table, and what else pandas stores as a group."""
    frame = frame_of(20)
    rows = cycling_rows(20)
    with tables.open_file(path, "w") as file:
        layout.mark_root(file, layout.metadata_json(name="new"))
        for cell in ("raw_data", "cell_raw_data"):
            group = file.create_group("/", cell)
            layout.add_table(file, group, "table", rows, schema_of(rows.dtype),
                             tables.Filters(5, "zlib"))
        file.root.cell_raw_data._v_attrs.pandas_type = "frame"
    with pd.HDFStore(path, "a", complevel=5, complib="zlib") as store:
        with without_times():
            store.put("fixed_raw_data", frame[["voltage", "current"]], format="fixed")
        put(store, "series_raw_data", frame["voltage"])
        put(store, "levels_raw_data", frame.set_index(["cycle_number", "test_time"])[["voltage"]])


def damaged(bad):
    """Files whose raw_data pandas wrote, with attributes that were changed."""
    def group(name, value):
        def change(file):
            change_attribute(file.root.raw_data._v_attrs, name, value)
        return change

    def table(name, value):
        def change(file):
            change_attribute(file.root.raw_data.table.attrs, name, value)
        return change

    def text(name, value):
        """Bytes as they are, as PyTables stores a pickle."""
        return group(name, np.array(value))

    order = ["cycle_number", "voltage", "state"]
    cases = {
        "order-missing": ("no order of columns", group("non_index_axes", MISSING)),
        "order-number": ("the order of columns is a number", group("non_index_axes", 7)),
        "order-text": ("the order of columns is a text", group("non_index_axes", "voltage")),
        "order-rows": ("the order is that of rows", group("non_index_axes", [(0, order)])),
        "order-numbers": ("names are numbers", group("non_index_axes", [(1, [0, 1, 2])])),
        "order-short": ("the order lacks a column", group("non_index_axes", [(1, order[:2])])),
        "order-twice": ("a column twice", group("non_index_axes", [(1, order[:2] + order[1:2])])),
        "order-more": ("a column in no block", group("non_index_axes", [(1, order + ["x"])])),
        "order-deep": ("lists a thousand deep",
                       text("non_index_axes", b"(" * 1000 + b"t" * 1000 + b".")),
        "order-itself": ("a list in itself", text("non_index_axes", b"(lp0\ng0\na.")),
        "order-cut": ("a pickle cut short", text("non_index_axes", b"(lp0\n(I1\n(lp1\nVvolt")),
        "order-call": ("a pickle that calls a function", text("non_index_axes", CALL)),
        "order-reduce": ("a pickle that builds an object", group("non_index_axes", {"a", "b"})),
        "blocks-missing": ("no list of blocks", group("values_cols", MISSING)),
        "blocks-unknown": ("a block too many",
                           group("values_cols", [f"values_block_{i}" for i in range(4)])),
        "blocks-twice": ("a block twice", group("values_cols", ["values_block_0"] * 2)),
        "kind-missing": ("no names for a block", table("values_block_1_kind", MISSING)),
        "kind-more": ("more names than the block holds",
                      table("values_block_0_kind", ["voltage", "current"])),
        "kind-none": ("no name for a block", table("values_block_0_kind", [])),
        "kind-twice": ("a name in two blocks", table("values_block_1_kind", ["cycle_number"])),
        "kind-null": ("names are None", table("values_block_1_kind", [None])),
        "dtype-missing": ("no type of a block", table("values_block_1_dtype", MISSING)),
        "dtype-time": ("numbers that are times", table("values_block_1_dtype", "datetime64[ns]")),
        "category": ("numbers that are categories", table("values_block_1_meta", "category")),
        "encoding": ("texts in another encoding", group("encoding", "utf-16")),
    }
    for name, (what, change) in cases.items():
        path = bad.path(f"pandas-{name}.h5", f"written through pandas: {what}", "error")
        with open_store(path, complevel=5, complib="zlib") as store:
            put(store, "raw_data", frame_of(20)[order])
            change(store._handle)

    path = bad.path("pandas-twice.h5", "a table in the layouts of old and new releases", "either")
    rows = cycling_rows(20)
    with open_store(path, complevel=5, complib="zlib") as store:
        put(store, "raw_data", frame_of(20)[order])
        put(store, "cell_raw_data", frame_of(20)[order])
        group = store._handle.create_group("/", "cell")
        layout.add_table(store._handle, group, "raw_data", rows, schema_of(rows.dtype),
                         tables.Filters(5, "zlib"))


def change_attribute(attributes, name, value):
    """Set an attribute, or remove it."""
    if value is MISSING:
        delattr(attributes, name)
    else:
        setattr(attributes, name, value)


MISSING = object()

CALL = b"cos\nmkdir\n(Vbattdat-pickle-was-run\ntR."
"""What Python would answer by making a folder."""


def cell_of(path):
    """Prefix and name of the table in a group."""
    parent, _, group = path.rpartition("/")
    for name in BATTDAT_TABLES:
        if group.endswith("_" + name) and len(group) > len(name) + 1:
            return f"{parent}/{group[:-len(name) - 1]}".lstrip("/"), name
    return parent or None, group


def is_table(file, path):
    """Whether pandas wrote a group as the table of a data frame with one level of row labels."""
    attributes = file[path].attrs
    return [attributes.get(name) for name in ("pandas_type", "table_type")] \
        in (["frame_table", "appendable_frame"], [b"frame_table", b"appendable_frame"])


def read_column(path, group, name, blocks):
    """A column as pandas gives it, missing texts put back, and where PyTables keeps it."""
    values = pd.read_hdf(path, group)[name]
    with tables.open_file(path) as file:
        attributes = file.get_node("/" + group).table.attrs
        found = [(block, attributes[f"{block}_kind"].index(name)) for block in blocks
                 if name in attributes[f"{block}_kind"]]
    assert len(found) == 1
    values = values.to_numpy()
    if values.dtype == object:
        values = np.array([(text if isinstance(text, str) else "nan").encode() for text in values],
                          dtype=blocks[found[0][0]])
    return values, found[0]
