"""What a reader must find in a file: a description that can be written as JSON.

Everything is read with h5py, and tables of releases before 0.4 with pandas, too. Rows are
read with the type that the file declares, so that neither h5py nor HDF5 converts a value on
the way: these are the bytes of the file.
"""
import hashlib
import itertools
import json
import math

import h5py
import numpy as np
import pandas
from h5py import h5d, h5g, h5s, h5t

import fixtures_pandas

FILTER_NAMES = {1: "deflate", 2: "shuffle", 3: "fletcher32", 5: "nbit", 305: "lzo", 307: "bzip2",
                32000: "lzf", 32001: "blosc"}
LAYOUT_NAMES = {h5d.COMPACT: "compact", h5d.CONTIGUOUS: "contiguous", h5d.CHUNKED: "chunked"}
PAD_NAMES = {h5t.STR_NULLTERM: "nullterm", h5t.STR_NULLPAD: "nullpad",
             h5t.STR_SPACEPAD: "spacepad"}
OTHER_CLASSES = {h5t.OPAQUE: "opaque", h5t.REFERENCE: "reference", h5t.VLEN: "sequence"}


def order_of(type_id):
    """Byte order of a number: le or be."""
    return "be" if type_id.get_order() == h5t.ORDER_BE else "le"


def describe_type(type_id):
    """The HDF5 type of a column as plain values."""
    kind = type_id.get_class()
    size = type_id.get_size()
    if kind == h5t.INTEGER:
        described = {"class": "integer", "size": size, "order": order_of(type_id),
                     "signed": type_id.get_sign() == h5t.SGN_2}
        if type_id.get_precision() != 8 * size:
            described["precision"] = type_id.get_precision()
        return described
    if kind == h5t.FLOAT:
        return {"class": "float", "size": size, "order": order_of(type_id)}
    if kind == h5t.BITFIELD:
        return {"class": "bitfield", "size": size, "order": order_of(type_id)}
    if kind == h5t.TIME:
        return {"class": "time", "size": size}
    if kind == h5t.STRING:
        cset = "utf-8" if type_id.get_cset() == h5t.CSET_UTF8 else "ascii"
        return {"class": "string", "size": size, "pad": PAD_NAMES[type_id.get_strpad()],
                "cset": cset, "vlen": bool(type_id.is_variable_str())}
    if kind == h5t.ARRAY:
        return {"class": "array", "size": size, "dims": list(type_id.get_array_dims()),
                "base": describe_type(type_id.get_super())}
    if kind == h5t.ENUM:
        members = {type_id.get_member_name(i).decode(): type_id.get_member_value(i)
                   for i in range(type_id.get_nmembers())}
        return {"class": "enum", "size": size, "base": describe_type(type_id.get_super()),
                "members": members}
    if kind == h5t.COMPOUND:
        members = [{"name": type_id.get_member_name(i).decode(),
                    "offset": type_id.get_member_offset(i),
                    "type": describe_type(type_id.get_member_type(i))}
                   for i in range(type_id.get_nmembers())]
        return {"class": "compound", "size": size, "members": members}
    if kind in OTHER_CLASSES:
        return {"class": OTHER_CLASSES[kind], "size": size}
    raise ValueError(f"HDF5 type class {kind} is not expected here")


def numpy_type(described):
    """The numpy type with the same bytes as a described HDF5 type, and the element shape."""
    kind, size = described["class"], described["size"]
    order = ">" if described.get("order") == "be" and size > 1 else "<"
    if kind == "integer":
        return np.dtype(f"{order}{'i' if described['signed'] else 'u'}{size}"), ()
    if kind == "float":
        return np.dtype(f"{order}f{size}"), ()
    if kind in OTHER_CLASSES.values() or kind == "bitfield" and size > 1:
        return np.dtype(f"V{size}"), ()
    if kind == "bitfield":
        return np.dtype("?"), ()
    if kind == "time":
        return np.dtype(f"<i{size}"), ()
    if kind == "string":
        return np.dtype(f"S{size}"), ()
    if kind == "enum":
        return numpy_type(described["base"])
    if kind == "array":
        base, shape = numpy_type(described["base"])
        return base, tuple(described["dims"]) + shape
    members = described["members"]
    names = [member["name"] for member in members]
    types = [numpy_type(member["type"]) for member in members]
    if names == ["r", "i"] and all(base.kind == "f" for base, _ in types):
        return np.dtype(f"{types[0][0].byteorder}c{size}"), ()
    return np.dtype({"names": names, "formats": types, "itemsize": size,
                     "offsets": [member["offset"] for member in members]}), ()


def is_time64(described):
    """Whether a column is a Time64Col of PyTables: seconds and microseconds in 32 bits each."""
    if described["class"] == "array":
        return is_time64(described["base"])
    return described["class"] == "time" and described["size"] == 8


def has_variable_text(described):
    """Whether a type holds texts of variable length, be it in arrays or compounds."""
    parts = [member["type"] for member in described.get("members", [])
             if described["class"] == "compound"]
    parts += [described["base"]] if described["class"] == "array" else []
    return bool(described.get("vlen")) or any(has_variable_text(part) for part in parts)


def packed(values):
    """Values one by one, members of compounds without gaps, all little-endian."""
    flat = np.ascontiguousarray(values).reshape(-1)
    if not len(flat):
        return np.zeros((0, 0), dtype="u1")
    if not flat.dtype.names:
        return little_endian(flat).view("u1").reshape(len(flat), -1)
    return np.hstack([packed(flat[name]).reshape(len(flat), -1) for name in flat.dtype.names])


def little_endian(values):
    """The values with their bytes in little-endian order. No float is converted."""
    if values.dtype.byteorder == ">":
        return values.byteswap().newbyteorder("<")
    return values


def read_rows(dataset, first=0, count=None):
    """Bytes of some rows of a table, as an array of void with the row size of the file."""
    total = dataset.shape[0]
    count = total - first if count is None else count
    type_id = dataset.id.get_type()
    rows = np.zeros(count, dtype=f"V{type_id.get_size()}")
    if count:
        file_space = dataset.id.get_space()
        file_space.select_hyperslab((first,), (count,))
        dataset.id.read(h5s.create_simple((count,)), file_space, rows, mtype=type_id)
    return rows


def plain(value):
    """A value of a column as JSON can hold it."""
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, np.void) and value.dtype.names is None:
        return {"hex": value.tobytes().hex()}
    if isinstance(value, np.void):
        return {name: plain(value[name]) for name in value.dtype.names}
    if isinstance(value, (bytes, np.bytes_)):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"hex": value.hex()}
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (complex, np.complexfloating)):
        return [plain(value.real), plain(value.imag)]
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return value
    return value


def exact_sum(numbers):
    """Sum without rounding before the end."""
    try:
        return plain(math.fsum(numbers))
    except ValueError:  # both infinities
        return "NaN"
    except OverflowError:
        return "overflow"


def summary(values):
    """Minimum, maximum, sum and number of NaN of the elements of a column."""
    flat = values.ravel()
    if flat.dtype.kind == "V":
        return {"min": None, "max": None, "sum": None, "nan_count": 0}
    if flat.dtype.kind == "S":
        texts = flat.tolist()
        return {"min": plain(min(texts, default=None)), "max": plain(max(texts, default=None)),
                "sum": None, "nan_count": 0}
    if flat.dtype.kind == "c":
        present = flat[~np.isnan(flat)].astype("<c16")
        total = [exact_sum(part.tolist()) for part in (present.real, present.imag)]
        return {"min": None, "max": None, "sum": total,
                "nan_count": len(flat) - len(present)}
    nan_count = 0
    if flat.dtype.kind == "f":
        with np.errstate(invalid="ignore"):  # signalling NaN
            flat = flat.astype("<f8")
        nan_count = int(np.isnan(flat).sum())
        flat = flat[~np.isnan(flat)]
    if not len(flat):
        return {"min": None, "max": None, "sum": None, "nan_count": nan_count}
    numbers = flat.tolist()
    total = exact_sum(numbers) if flat.dtype.kind == "f" else sum(numbers)
    return {"min": plain(min(numbers)), "max": plain(max(numbers)), "sum": total,
            "nan_count": nan_count}


def text_digest(values):
    """SHA-256 over the bytes of the texts, one a line."""
    return hashlib.sha256(b"\n".join(values.ravel().tolist())).hexdigest()


def describe_column(name, offset, described, dataset, rows):
    """One column of a table."""
    result = {"name": name}
    if described["class"] == "string" and described["vlen"]:
        values = np.array([value if isinstance(value, bytes) else value.encode()
                           for value in dataset[name]], dtype=object)
        result.update(dtype="str", shape=[], hdf5={"offset": offset, "type": described})
        result["first5"] = [plain(value) for value in values[:5]]
        result["last5"] = [plain(value) for value in values[-5:]]
        result.update(min=plain(min(values)), max=plain(max(values)), sum=None, nan_count=0)
        result["sha256_text"] = text_digest(values)
        return result
    if has_variable_text(described):
        values = dataset[name]
        result.update(dtype="nested", shape=list(values.shape[1:]),
                      hdf5={"offset": offset, "type": described})
        result["first5"] = [plain(value) for value in values[:5]]
        result["last5"] = [plain(value) for value in values[-5:]]
        return result
    base, shape = numpy_type(described)
    field = np.dtype({"names": ["x"], "formats": [(base, shape)], "offsets": [offset],
                      "itemsize": rows.dtype.itemsize})
    values = np.ascontiguousarray(rows.view(field)["x"])
    result["dtype"] = "nested" if base.names else base.str
    result["shape"] = list(shape)
    result["hdf5"] = {"offset": offset, "type": described}
    values = little_endian(values)
    if is_time64(described):
        result["dtype"] = "<f8"
        # as PyTables computes it (typeconv.c)
        values = 1e-6 * (values & 0xFFFFFFFF).astype("<u4").view("<i4") + (values >> 32)
    result["first5"] = [plain(value) for value in values[:5]]
    result["last5"] = [plain(value) for value in values[-5:]]
    if base.names:
        result["members"] = list(base.names)
        result["sha256"] = hashlib.sha256(packed(values).tobytes()).hexdigest()
        return result
    result.update(summary(values))
    if base.kind == "S":
        result["sha256_text"] = text_digest(values)
    result["sha256"] = hashlib.sha256(values.tobytes()).hexdigest()
    return result


def describe_layout(dataset):
    """How the rows of a dataset are stored."""
    plist = dataset.id.get_create_plist()
    layout = {"layout": LAYOUT_NAMES[plist.get_layout()],
              "maxshape": [size for size in dataset.maxshape],
              "storage_size": dataset.id.get_storage_size()}
    if dataset.chunks:
        filters = []
        for number in range(plist.get_nfilters()):
            code, flags, values, _ = plist.get_filter(number)
            filters.append({"id": code, "name": FILTER_NAMES[code], "flags": flags,
                            "cd_values": list(values)})
        infos = [dataset.id.get_chunk_info(i) for i in range(dataset.id.get_num_chunks())]
        layout.update(chunk=list(dataset.chunks), filters=filters, chunks_stored=len(infos))
        masks = {str(info.chunk_offset[0]): info.filter_mask for info in infos
                 if info.filter_mask}
        if masks:
            layout["filter_masks"] = masks
    return layout


def text_attribute(node, name):
    """Text of an attribute, or None where it is missing or no text."""
    if name not in node.attrs:
        return None
    value = node.attrs[name]
    if isinstance(value, h5py.Empty):
        return ""
    if isinstance(value, bytes):
        value = value.decode()
    return value if isinstance(value, str) else None


def json_attribute(node, name):
    """Parsed JSON of a text attribute, or None."""
    text = text_attribute(node, name)
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return None


def cycle_runs(values):
    """Runs of equal cycle numbers: [number, rows]. NaN equals nothing, not even NaN."""
    return [[plain(number), sum(1 for _ in run)] for number, run in itertools.groupby(values)]


def cycle_column(dataset):
    """Cycle numbers of a table, or None if it has none."""
    type_id = dataset.id.get_type()
    for index in range(type_id.get_nmembers()):
        if type_id.get_member_name(index) == b"cycle_number":
            described = describe_type(type_id.get_member_type(index))
            base, _ = numpy_type(described)
            offset = type_id.get_member_offset(index)
            field = np.dtype({"names": ["x"], "formats": [base], "offsets": [offset],
                              "itemsize": type_id.get_size()})
            return read_rows(dataset).view(field)["x"].tolist()
    return None


def describe_table(dataset, ranges=None):
    """One table. With ranges of (first row, rows) only these rows are read."""
    type_id = dataset.id.get_type()
    described = describe_type(type_id)
    result = {
        "nrows": dataset.shape[0],
        "chunk_rows": dataset.chunks[0] if dataset.chunks else None,
        "row_bytes": type_id.get_size(),
        "schema": json_attribute(dataset, "metadata"),
        "battdat_version": text_attribute(dataset, "battdat_version"),
        "hdf5_layout": describe_layout(dataset),
    }

    def columns(rows):
        return [describe_column(member["name"], member["offset"], member["type"], dataset, rows)
                for member in described["members"]]

    if ranges is None:
        result["columns"] = columns(read_rows(dataset))
        return result
    result["columns"] = [{key: column[key] for key in ("name", "dtype", "shape", "hdf5")}
                         for column in columns(read_rows(dataset, 0, 0))]
    result["ranges"] = [{"first_row": first, "rows": count,
                         "columns": columns(read_rows(dataset, first, count))}
                        for first, count in ranges]
    return result


def describe_pandas(path, file, group, table):
    """The table of a release before 0.4, as pandas reads it."""
    prefix, name = fixtures_pandas.cell_of(group)
    frame = pandas.read_hdf(path, group)
    blocks = {block["name"]: numpy_type(block["hdf5"]["type"])[0] for block in table["columns"]}
    del blocks["index"]
    columns = []
    for column in frame.columns:
        values, (block, position) = fixtures_pandas.read_column(path, group, column, blocks)
        described = {"name": column, "block": block, "position": position,
                     "dtype": values.dtype.str, "shape": [],
                     "first5": [plain(value) for value in values[:5]],
                     "last5": [plain(value) for value in values[-5:]], **summary(values)}
        if values.dtype.kind == "S":
            described["sha256_text"] = text_digest(values)
        described["sha256"] = hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
        columns.append(described)
    result = {"prefix": prefix, "table": name, "column_order": list(frame.columns)}
    if "cycle_number" in frame:
        result["cycles"] = cycle_runs(frame["cycle_number"].tolist())
    result["columns"] = columns
    result["schema"] = json_attribute(file[group], "metadata")
    return result


def is_table(dataset):
    """Whether a dataset is one-dimensional and of a compound type."""
    type_id = dataset.id.get_type()
    if (type_id.get_class() != h5t.COMPOUND
            or dataset.id.get_space().get_simple_extent_type() != h5s.SIMPLE):
        return False
    names = [type_id.get_member_name(index) for index in range(type_id.get_nmembers())]
    return len(dataset.shape) == 1 and names != [b"r", b"i"]


def walk(group, path="", ancestors=()):
    """Yield (path, kind, node) below a group. A group inside itself is not entered again."""
    address = h5g.get_objinfo(group.id).objno
    for name in sorted(group):
        link = group.get(name, getlink=True)
        child_path = f"{path}{name}"
        if not isinstance(link, h5py.HardLink):
            yield child_path, type(link).__name__, None
            continue
        node = group[name]
        if isinstance(node, h5py.Dataset):
            yield child_path, "dataset", node
        elif isinstance(node, h5py.Group):
            if h5g.get_objinfo(node.id).objno in ancestors + (address,):
                yield child_path, "loop", None
            else:
                yield from walk(node, child_path + "/", ancestors + (address,))


def together(tables, keys):
    """Cycles of several tables at once: equal cycles are paired until the shortest ends."""
    runs = [cycle_runs(tables[key]) for key in keys]
    result = {"keys": list(keys), "yielded": []}
    for step in zip(*runs):
        numbers = [number for number, _ in step]
        if len(set(numbers)) > 1:
            result["error"] = " ".join(f"{key}={number}" for key, number in zip(keys, numbers))
            break
        result["yielded"].append([numbers[0]] + [count for _, count in step])
    return result


def describe_file(path, ranges=None, optional=None, note=None):
    """A whole file. `optional` says why a reader may refuse it instead."""
    with h5py.File(path, "r") as file:
        result = {"file": path.name}
        if note:
            result["note"] = note
        if optional:
            result["optional"] = optional
        plist = file.id.get_create_plist()
        result["size_bytes"] = path.stat().st_size
        result["superblock_version"] = superblock_version(path, plist.get_userblock())
        result["userblock_bytes"] = plist.get_userblock()
        result["root_attributes"] = sorted(file.attrs)
        result["battdat_version"] = text_attribute(file, "battdat_version")
        result["metadata"] = json_attribute(file, "metadata")
        result["tables"], result["other_nodes"], cycles = {}, [], {}
        for name, kind, node in walk(file):
            if kind == "dataset" and is_table(node):
                result["tables"][name] = table = describe_table(node, ranges)
                group = name.rpartition("/")[0]
                if name.endswith("/table") and fixtures_pandas.is_table(file, group):
                    table["legacy"] = describe_pandas(path, file, group, table)
                numbers = None if ranges else cycle_column(node)
                if numbers is not None:
                    cycles[name] = numbers
            elif kind == "dataset":
                shape = None if node.shape is None else list(node.shape)
                result["other_nodes"].append({"path": name, "kind": kind, "shape": shape})
            else:
                result["other_nodes"].append({"path": name, "kind": kind})
        result["prefixes"] = sorted({name.rpartition("/")[0].rpartition("/")[2] or "/"
                                     for name in result["tables"]})
        result["cycles"] = {name: cycle_runs(numbers) for name, numbers in cycles.items()}
        in_root = [name for name in sorted(cycles, key=lambda name: (name != "raw_data", name))
                   if "/" not in name]
        if len(in_root) > 1:
            result["multi_cycles"] = together(cycles, in_root)
    return result


def superblock_version(path, userblock):
    """Version of the superblock: the byte after the signature."""
    with open(path, "rb") as stream:
        stream.seek(userblock + 8)
        return stream.read(1)[0]


def write(path, described):
    """Write a description as JSON, one line for each column."""
    def lines(value, indent, depth):
        pad, end = "\n" + " " * (indent + 1), "\n" + " " * indent
        if depth and isinstance(value, dict) and value:
            inner = [json.dumps(key, ensure_ascii=False) + ": "
                     + lines(item, indent + 1, depth - 1) for key, item in value.items()]
            return "{" + pad + ("," + pad).join(inner) + end + "}"
        if depth and isinstance(value, list) and value and isinstance(value[0], dict):
            inner = [lines(item, indent + 1, depth - 1) for item in value]
            return "[" + pad + ("," + pad).join(inner) + end + "]"
        return json.dumps(value, ensure_ascii=False)

    path.write_text(lines(described, 0, 4) + "\n", encoding="utf-8")
