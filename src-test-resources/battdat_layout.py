"""The layout of battery-data-toolkit files, as the scripts in this folder write it.

A file holds PyTables tables. The root carries the battery metadata, each table the
description of its columns; both are JSON texts in attributes.
"""
import json

import tables

BATTDAT_VERSION = "0.4.9"

METADATA_FIELDS = (
    "name", "comments", "version", "is_measurement", "test_protocol", "battery",
    "modeling", "source", "dataset_name", "authors", "associated_ids",
)


def column(description, kind="float", units=None, required=False, monotonic=False):
    """Describe one column, with the five fields that battdat expects."""
    return {
        "required": required,
        "type": kind,
        "description": description,
        "units": units,
        "monotonic": monotonic,
    }


RAW_DATA = {
    "file_number": column("Number of the instrument file that the row was read from", "integer"),
    "state": column("What the cell is doing: charging, discharging or resting", "state"),
    "method": column("Quantity that the cycler holds during the step", "control"),
    "cycle_number": column("Number of the cycle, counted from 0", "integer", monotonic=True),
    "step_index": column("Number of the step in its cycle; charge, rest and discharge are steps",
                         "integer"),
    "substep_index": column("Number of the section of a step with one control method", "integer"),
    "test_time": column("Seconds since the test began", units="s", required=True, monotonic=True),
    "voltage": column("Voltage between the terminals", units="V", required=True),
    "current": column("Current through the cell; above zero it charges", units="A", required=True),
    "internal_resistance": column("Ohmic resistance of the cell", units="ohm"),
    "time": column("Seconds since 1970-01-01 UTC", units="s", monotonic=True),
    "temperature": column("Temperature on the surface of the cell", units="C"),
    "cycle_time": column("Seconds since the cycle began; restarts with every cycle", units="s"),
}

CYCLE_STATS = {
    "cycle_number": column("Number of the cycle, counted from 0", "integer", required=True,
                           monotonic=True),
    "cycle_start": column("Test time of the first row of the cycle", units="s", monotonic=True),
    "cycle_duration": column("Time until the next cycle begins, or until the last row of all",
                             units="s"),
    "capacity_discharge": column("Charge taken from the cell in the cycle", units="A-hr"),
    "energy_discharge": column("Energy taken from the cell in the cycle", units="W-hr"),
    "capacity_charge": column("Charge put into the cell in the cycle", units="A-hr"),
    "energy_charge": column("Energy put into the cell in the cycle", units="W-hr"),
    "coulomb_efficiency": column("Discharge capacity in percent of the charge capacity",
                                 units="%"),
    "V_maximum": column("Highest voltage in the cycle", units="V"),
    "V_minimum": column("Lowest voltage in the cycle", units="V"),
}


def to_json(value):
    """Compact JSON text that keeps letters beyond ASCII, as battdat writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def schema_json(columns, extra_columns=None):
    """JSON text that describes the columns of a table."""
    return to_json({"extra_columns": extra_columns or {}, **columns})


def metadata_json(**fields):
    """JSON text of the battery metadata. Fields that are not given are null."""
    metadata = dict.fromkeys(METADATA_FIELDS)
    metadata.update(version=BATTDAT_VERSION, is_measurement=True)
    metadata.update(fields)
    return to_json(metadata)


def metadata_json_schema():
    """JSON Schema text for the root attribute `metadata`."""
    properties = {name: {} for name in METADATA_FIELDS}
    properties["version"] = {"type": "string"}
    properties["is_measurement"] = {"type": "boolean"}
    return to_json({"title": "BatteryMetadata", "type": "object", "properties": properties})


def columns_json_schema():
    """JSON Schema text for the table attribute `metadata`."""
    info = {
        "type": "object",
        "properties": {
            "required": {"type": "boolean"},
            "type": {"enum": ["float", "integer", "control", "state", "other"]},
            "description": {"type": "string"},
            "units": {"type": ["string", "null"]},
            "monotonic": {"type": "boolean"},
        },
        "required": ["description"],
    }
    return to_json({"title": "ColumnSchema", "type": "object", "$defs": {"ColumnInfo": info},
                    "additionalProperties": {"$ref": "#/$defs/ColumnInfo"}})


def mark_root(file, metadata, with_version=True):
    """Write the battdat attributes of the root group of a PyTables file."""
    attributes = file.root._v_attrs
    attributes.metadata = metadata
    attributes.json_schema = metadata_json_schema()
    if with_version:
        attributes.battdat_version = BATTDAT_VERSION


def mark_table(table, schema, with_version=True):
    """Write the battdat attributes of a PyTables table."""
    if with_version:
        table.attrs.battdat_version = BATTDAT_VERSION
    table.attrs.metadata = schema
    table.attrs.json_schema = columns_json_schema()


def add_table(file, where, name, rows, schema, filters=None, **options):
    """Store a structured array as a battdat table; no times of writing are kept."""
    description, _ = tables.descr_from_dtype(rows.dtype)
    options.setdefault("expectedrows", max(len(rows), 1))
    table = file.create_table(where, name, description, filters=filters, track_times=False,
                              **options)
    table.append(rows)
    mark_table(table, schema)
    table.flush()
    return table
