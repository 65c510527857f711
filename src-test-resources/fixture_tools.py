"""Shared by the fixture scripts: the list of fixtures, example rows, writing with h5py."""
import ctypes
import ctypes.util

import h5py
import numpy as np
from h5py import h5a, h5d, h5f, h5g, h5p, h5s, h5t

import battdat_layout as layout

UNLIMITED = h5s.UNLIMITED

FIXTURES = {}
"""By file stem: (function that writes the file, what expected.describe_file needs)."""

ROW = np.dtype([("cycle_number", "<i8"), ("test_time", "<f8"), ("voltage", "<f8"),
                ("current", "<f4"), ("state", "S11")])
SMALL_ROW = np.dtype([("cycle_number", "<i4"), ("voltage", "<f8")])


def fixture(name, **describe):
    """Enter a function, which takes a path and writes a file, into the list."""
    def enter(function):
        if name in FIXTURES:
            raise ValueError(f"two fixtures are called {name}")
        FIXTURES[name] = (function, describe)
        return function
    return enter


def cycling_rows(count, cycle_rows=25, seed=1):
    """Rows of a toy test: half of each cycle charges, the rest discharges."""
    random = np.random.default_rng(seed)
    number = np.arange(count)
    phase = (number % cycle_rows) / cycle_rows
    rows = np.zeros(count, dtype=ROW)
    rows["cycle_number"] = number // cycle_rows
    rows["test_time"] = np.round(number * 30 + random.uniform(0, 5, count), 1)
    voltage = 4.15 - 2.3 * np.abs(phase - 0.5) + random.normal(0, 0.001, count)
    rows["voltage"] = np.round(voltage * 1024) / 1024
    rows["current"] = np.where(phase < 0.5, 1.5, -1.5) + random.normal(0, 0.001, count)
    rows["state"] = np.where(phase < 0.5, b"charging", b"discharging")
    return rows


def small_rows(count, cycle_rows=50):
    """Rows of twelve bytes, for tables of very many chunks."""
    rows = np.zeros(count, dtype=SMALL_ROW)
    number = np.arange(count)
    rows["cycle_number"] = number // cycle_rows
    rows["voltage"] = 3 + (number % 1000) / 1024
    return rows


def schema_of(dtype, **extra_columns):
    """Column schema for a row type: known columns, and descriptions of all others."""
    known = {**layout.RAW_DATA, **extra_columns}
    columns = {name: known[name] for name in dtype.names if name in known}
    others = {name: layout.column(f"Test values: {name}", "other")
              for name in dtype.names if name not in known}
    return layout.schema_json(columns, others)


# H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS: a last chunk that is not full goes through no filter
DONT_FILTER_PARTIAL_CHUNKS = 2


def create_file(path, libver, userblock=0, sizes=None, chunk_btree_rank=None):
    """Create an HDF5 file that holds no times, and its battdat attributes.

    libver is earliest or latest. sizes are the bytes of offsets and lengths in the file.
    """
    creation = h5p.create(h5p.FILE_CREATE)
    creation.set_obj_track_times(False)
    if userblock:
        creation.set_userblock(userblock)
    if sizes:
        creation.set_sizes(*sizes)
    if chunk_btree_rank:
        set_chunk_btree_rank(creation, chunk_btree_rank)
    access = h5p.create(h5p.FILE_ACCESS)
    bounds = {"earliest": (h5f.LIBVER_EARLIEST, h5f.LIBVER_V18),
              "latest": (h5f.LIBVER_LATEST, h5f.LIBVER_LATEST)}
    access.set_libver_bounds(*bounds[libver])
    access.set_fclose_degree(h5f.CLOSE_STRONG)
    file = h5py.File(h5f.create(str(path).encode(), h5f.ACC_TRUNC, creation, access))
    set_text(file, "CLASS", "GROUP")
    set_text(file, "PYTABLES_FORMAT_VERSION", "2.1")
    set_text(file, "TITLE", "")
    set_text(file, "VERSION", "1.0")
    return file


def set_chunk_btree_rank(creation, rank):
    """Set the rank of chunk B-trees."""
    set_property(creation, "H5Pset_istore_k", rank)


def set_property(plist, function, number):
    """Call a function of the HDF5 library that h5py does not offer on a property list."""
    library = ctypes.util.find_library("hdf5_serial") or ctypes.util.find_library("hdf5")
    if library is None:
        raise RuntimeError("needs h5py built on a shared HDF5 library of the system")
    call = getattr(ctypes.CDLL(library), function)
    call.argtypes = [ctypes.c_int64, ctypes.c_uint]
    if call(plist.id, number) < 0:
        raise RuntimeError(f"HDF5 refused {function} of {number}")


def mark_root(file, metadata=None, with_version=True):
    """Write the battdat attributes of the root."""
    set_text(file, "metadata", metadata or layout.metadata_json(name="fixture"))
    if with_version:
        set_text(file, "battdat_version", layout.BATTDAT_VERSION)


def create_group(parent, name):
    """Create a group that holds no times, with the attributes of PyTables."""
    creation = h5p.create(h5p.GROUP_CREATE)
    creation.set_obj_track_times(False)
    group = h5py.Group(h5g.create(parent.id, name.encode(), gcpl=creation, lcpl=link_plist()))
    set_text(group, "CLASS", "GROUP")
    set_text(group, "TITLE", "")
    set_text(group, "VERSION", "1.0")
    return group


def link_plist():
    """Property list of links: names are UTF-8."""
    plist = h5p.create(h5p.LINK_CREATE)
    plist.set_char_encoding(h5t.CSET_UTF8)
    return plist


def set_text(node, name, text):
    """Set a text attribute as PyTables does: as long as the text, without a terminator."""
    data = text.encode() if isinstance(text, str) else text
    type_id = h5t.C_S1.copy()
    type_id.set_size(max(len(data), 1))
    type_id.set_strpad(h5t.STR_NULLTERM)
    type_id.set_cset(h5t.CSET_UTF8)
    space = h5s.create(h5s.SCALAR if data else h5s.NULL)
    attribute = h5a.create(node.id, name.encode(), type_id, space)
    if data:
        attribute.write(np.array(data, dtype=f"S{len(data)}"), mtype=type_id)


def dataset_plist(chunk=None, filters=(), kind=None, fill=None, early=False, partial_raw=False):
    """Property list of a dataset. Filters run in the order given, as in `deflate 6`."""
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_obj_track_times(False)
    if kind is not None:
        plist.set_layout(kind)
    if chunk:
        plist.set_chunk(chunk if isinstance(chunk, tuple) else (chunk,))
    for name in filters:
        if name == "shuffle":
            plist.set_shuffle()
        elif name == "fletcher32":
            plist.set_fletcher32()
        elif name == "lzf":
            plist.set_filter(h5py.h5z.FILTER_LZF, h5py.h5z.FLAG_OPTIONAL)
        elif name == "nbit":
            plist.set_filter(h5py.h5z.FILTER_NBIT, h5py.h5z.FLAG_OPTIONAL)
        else:
            plist.set_deflate(int(name.removeprefix("deflate ")))
    if fill is not None:
        plist.set_fill_value(fill)
    if early:
        plist.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    if partial_raw:
        set_property(plist, "H5Pset_chunk_opts", DONT_FILTER_PARTIAL_CHUNKS)
    return plist


def create_table(parent, name, dtype, nrows, maxrows=None, type_id=None, **storage):
    """Create a battdat table without writing rows. maxrows None means a fixed size."""
    type_id = type_id or h5t.py_create(dtype, logical=True)
    space = h5s.create_simple((nrows,), None if maxrows is None else (maxrows,))
    dataset = h5py.Dataset(h5d.create(parent.id, name.encode(), type_id, space,
                                      dcpl=dataset_plist(**storage), lcpl=link_plist()))
    mark_table(dataset, schema_of(dtype))
    return dataset


def mark_table(dataset, schema, with_version=True):
    """Write the attributes of PyTables and battdat."""
    set_text(dataset, "CLASS", "TABLE")
    set_text(dataset, "TITLE", "")
    set_text(dataset, "VERSION", "2.7")
    for number, name in enumerate(dataset.dtype.names):
        set_text(dataset, f"FIELD_{number}_NAME", name)
    dataset.attrs["NROWS"] = np.int64(dataset.shape[0])
    set_text(dataset, "metadata", schema)
    if with_version:
        set_text(dataset, "battdat_version", layout.BATTDAT_VERSION)


def write_rows(dataset, rows, first=0):
    """Write rows whose bytes are already those of the file."""
    type_id = dataset.id.get_type()
    if len(rows) == 0:
        return
    file_space = dataset.id.get_space()
    file_space.select_hyperslab((first,), (len(rows),))
    raw = np.frombuffer(rows.tobytes(), dtype=f"V{type_id.get_size()}").copy()
    dataset.id.write(h5s.create_simple((len(rows),)), file_space, raw, mtype=type_id)


def add_table(parent, name, rows, **storage):
    """Create a table and write its rows."""
    dataset = create_table(parent, name, rows.dtype, len(rows), **storage)
    write_rows(dataset, rows)
    return dataset


def one_table_file(path, libver, rows, **storage):
    """A file with raw_data only."""
    with create_file(path, libver) as file:
        mark_root(file)
        add_table(file, "raw_data", rows, **storage)
