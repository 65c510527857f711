#!/usr/bin/env python3
"""Write a battdat file with one large table, to measure readers with.

The rows are those of a cell on a cycler: constant-current and constant-voltage charge,
rest, discharge, rest; noisy values in the steps of the converters of the cycler. PyTables
chooses the chunk size from the number of rows, as it does for battdat.
"""
import argparse
import json
import pathlib

import numpy as np
import tables

BATTDAT_VERSION = "0.4.9"
ROWS_PER_CYCLE = 2000
ROWS_PER_APPEND = 250 * ROWS_PER_CYCLE
SECONDS_PER_ROW = 4.5
START = 1_700_000_000  # UNIX time of the first row

VOLTAGE_STEP = 5 / 65536
CURRENT_STEP = 10 / 32768
TEMPERATURE_STEP = 1 / 16

ROW = np.dtype([
    ("cycle_number", "<i8"), ("step_index", "<i8"), ("test_time", "<f8"), ("current", "<f8"),
    ("voltage", "<f8"), ("temperature", "<f8"), ("time", "<f8"),
])

COLUMNS = {
    "cycle_number": ("integer", None, "Number of the cycle, counted from 0"),
    "step_index": ("integer", None, "Number of the step in its cycle"),
    "test_time": ("float", "s", "Seconds since the test began"),
    "current": ("float", "A", "Current through the cell; above zero it charges"),
    "voltage": ("float", "V", "Voltage between the terminals"),
    "temperature": ("float", "C", "Temperature on the surface of the cell"),
    "time": ("float", "s", "Seconds since 1970-01-01 UTC"),
}

STEPS = (("constant current", 800), ("constant voltage", 300), ("rest", 100),
         ("discharge", 700), ("rest", 100))


def column_schema():
    """Descriptions of the columns as JSON text."""
    schema = {"extra_columns": {}}
    for name, (kind, units, description) in COLUMNS.items():
        schema[name] = {"required": False, "type": kind, "description": description,
                        "units": units, "monotonic": name in ("test_time", "time")}
    return json.dumps(schema)


def cycle_profile():
    """Step, current, voltage and warming of every row of a fresh cell's cycle, without noise."""
    step = np.repeat(np.arange(len(STEPS)), [rows for _, rows in STEPS])
    within = np.concatenate([np.linspace(0, 1, rows, endpoint=False) for _, rows in STEPS])
    charge = np.choose(step, [0.02 + 0.83 * within, 0.85 + 0.15 * (1 - np.exp(-4 * within)),
                              np.ones_like(within), 1 - 0.98 * within,
                              np.full_like(within, 0.02)])
    current = np.choose(step, [np.full_like(within, 3.0), 3.0 * np.exp(-3 * within),
                               np.zeros_like(within), np.full_like(within, -3.6),
                               np.zeros_like(within)])
    open_circuit = 3.44 + 0.60 * charge + 0.145 * charge ** 4 - 0.62 * np.exp(-26 * charge)
    voltage = np.where(step == 1, 4.2, np.minimum(open_circuit + 0.035 * current, 4.2))
    warming = np.zeros_like(current)  # above ambient; it follows the losses slowly
    for row in [*range(ROWS_PER_CYCLE)] * 2:  # the second time begins as warm as the first ends
        losses = 4 * (current[row] / 3.6) ** 2
        warming[row] = warming[row - 1] + (losses - warming[row - 1]) / 120
    return step, current, voltage, warming


def rows_of(first, count, random):
    """Some consecutive rows of the test."""
    number = np.arange(first, first + count)
    cycle = number // ROWS_PER_CYCLE
    place = number % ROWS_PER_CYCLE
    step, current, voltage, warming = (values[place] for values in cycle_profile())
    aging = 1 - 0.2 * cycle / (cycle + 3000)
    rows = np.zeros(count, dtype=ROW)
    rows["cycle_number"] = cycle
    rows["step_index"] = step
    rows["test_time"] = np.round(number * SECONDS_PER_ROW + random.uniform(0, 0.5, count), 2)
    measured = current * aging + random.normal(0, 4e-4, count)
    rows["current"] = np.where(current == 0, 0.0,
                               np.round(measured / CURRENT_STEP) * CURRENT_STEP)
    measured = voltage + (1 - aging) * 0.02 * current + random.normal(0, 1e-4, count)
    rows["voltage"] = np.round(measured / VOLTAGE_STEP) * VOLTAGE_STEP
    ambient = 25 + 2 * np.sin(rows["test_time"] * 2 * np.pi / 86400)
    measured = ambient + warming + random.normal(0, 0.05, count)
    rows["temperature"] = np.round(measured / TEMPERATURE_STEP) * TEMPERATURE_STEP
    rows["time"] = START + rows["test_time"]
    return rows


def main():
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--complevel", type=int, default=5, help="0 (none) to 9")
    parser.add_argument("--complib", default="zlib")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    random = np.random.default_rng(arguments.seed)
    filters = tables.Filters(complevel=arguments.complevel, complib=arguments.complib,
                             shuffle=True)
    description, _ = tables.descr_from_dtype(ROW)
    with tables.open_file(arguments.file, "w") as file:
        file.root._v_attrs.metadata = json.dumps({
            "name": arguments.file.stem, "version": BATTDAT_VERSION, "is_measurement": False})
        file.root._v_attrs.battdat_version = BATTDAT_VERSION
        table = file.create_table("/", "raw_data", description, filters=filters,
                                  expectedrows=arguments.rows, track_times=False)
        table.attrs.metadata = column_schema()
        table.attrs.battdat_version = BATTDAT_VERSION
        for first in range(0, arguments.rows, ROWS_PER_APPEND):
            table.append(rows_of(first, min(ROWS_PER_APPEND, arguments.rows - first), random))
        chunk_rows = table.chunkshape[0]
    size = arguments.file.stat().st_size
    print(f"{arguments.file.name}: {arguments.rows} rows in chunks of {chunk_rows}, "
          f"{size} bytes, {size / max(arguments.rows, 1):.2f} bytes a row")


if __name__ == "__main__":
    main()
