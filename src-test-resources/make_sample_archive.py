#!/usr/bin/env python3
"""Simulate the cycling of a few lithium-ion cells and store them as battdat files.

The cell is an open-circuit voltage, a series resistance and one RC pair, warmed by its
own losses. Every cycle is: constant current to 4.2 V, constant voltage until C/20, rest,
constant current to 2.8 V, rest. Capacity fades and resistance grows from cycle to cycle.
Running the script again writes the same bytes.
"""
import argparse
import dataclasses
import math
import pathlib

import numpy as np
import tables

import battdat_layout as layout

VOLTAGE_HIGH = 4.2
VOLTAGE_LOW = 2.8
CUTOFF_RATE = 1 / 20  # charging ends at this multiple of the nominal capacity
REST_SECONDS = 1200.0
STEP_SECONDS = 5.0
SETTLING_SECONDS = 0.1  # from the last row of a step to the first row of the next

# Steps of the converters of a cycler, and their noise
VOLTAGE_STEP, VOLTAGE_NOISE = 5.0 / 65536, 1.0e-4
CURRENT_STEP, CURRENT_NOISE = 10.0 / 65536, 2.0e-4
TEMPERATURE_STEP, TEMPERATURE_NOISE = 1 / 16, 0.02

RAW_DTYPE = np.dtype([
    ("test_time", "<f8"), ("cycle_number", "<i8"), ("step_index", "<i8"), ("state", "S11"),
    ("method", "S16"), ("voltage", "<f8"), ("current", "<f8"), ("temperature", "<f8"),
    ("cycle_time", "<f8"),
])

STATS_DTYPE = np.dtype([("cycle_number", "<i8")] + [(name, "<f8") for name in (
    "cycle_start", "cycle_duration", "capacity_charge", "capacity_discharge",
    "energy_charge", "energy_discharge", "coulomb_efficiency", "V_maximum", "V_minimum")])


@dataclasses.dataclass(frozen=True)
class CellDesign:
    """What distinguishes one cell, and its test, from another."""

    nominal_capacity: float  # A h
    series_resistance: float  # ohm, when new
    polarisation_resistance: float  # ohm, of the RC pair when new
    time_constant: float  # s, of the RC pair
    ambient: float  # degrees Celsius
    charge_rate: float  # multiple of the nominal capacity
    discharge_rate: float
    fade_root: float  # share of the capacity lost with the square root of the cycle
    fade_linear: float  # share of the capacity lost with every cycle
    resistance_growth: float  # relative growth with every cycle
    coulombic_efficiency: float
    cycles: int
    seed: int
    heat_capacity: float = 45.0  # J/K
    cooling: float = 0.09  # W/K


def open_circuit_voltage(soc):
    """Voltage of a resting cell, for a state of charge between 0 and 1."""
    return (3.44 + 0.60 * soc + 0.145 * soc ** 4 + 0.015 * math.tanh((soc - 0.6) / 0.08)
            - 0.62 * math.exp(-26 * soc))


class Cell:
    """State of a simulated cell, and the rows that a cycler has logged so far."""

    def __init__(self, design):
        self.design = design
        self.noise = np.random.default_rng(design.seed)
        self.time = 0.0
        self.soc = 0.1
        self.polarisation = 0.0  # V, over the RC pair
        self.temperature = design.ambient
        self.cycle = 0
        self.cycle_start = 0.0
        self.step = 0
        self.rows = []

    @property
    def capacity(self):
        """Usable capacity in ampere hours, faded by age."""
        design = self.design
        loss = design.fade_root * math.sqrt(self.cycle) + design.fade_linear * self.cycle
        return design.nominal_capacity * (1 - loss)

    @property
    def aging(self):
        """Factor on both resistances: age, and the slower kinetics of a cold cell."""
        growth = 1 + self.design.resistance_growth * self.cycle
        return growth * math.exp(0.012 * (25 - self.temperature))

    @property
    def series_resistance(self):
        """Resistance that acts at once; it rises towards the empty cell."""
        return self.design.series_resistance * self.aging * (1 + 0.8 * math.exp(-12 * self.soc))

    def voltage(self, current):
        """Voltage at the terminals."""
        return (open_circuit_voltage(self.soc) + current * self.series_resistance
                + self.polarisation)

    def current_at(self, voltage):
        """Current that brings the terminals to a voltage."""
        rest = voltage - open_circuit_voltage(self.soc) - self.polarisation
        return rest / self.series_resistance

    def advance(self, current, seconds):
        """Let a constant current flow for some time."""
        design = self.design
        lost = current * (self.voltage(current) - open_circuit_voltage(self.soc))
        stored = current * (design.coulombic_efficiency if current > 0 else 1.0)
        self.soc += stored * seconds / 3600 / self.capacity
        decay = math.exp(-seconds / design.time_constant)
        target = current * design.polarisation_resistance * self.aging
        self.polarisation = target + (self.polarisation - target) * decay
        cooled = design.cooling * (self.temperature - design.ambient)
        self.temperature += (lost - cooled) * seconds / design.heat_capacity
        self.time += seconds

    def log(self, state, method, voltage, current):
        """Write down a row as a cycler would: with noise, in steps of its converters."""
        def measured(value, noise, step):
            return round((value + noise * self.noise.standard_normal()) / step) * step

        voltage = measured(voltage, VOLTAGE_NOISE, VOLTAGE_STEP)
        if current:  # the relay is open at rest
            current = measured(current, CURRENT_NOISE, CURRENT_STEP)
        temperature = measured(self.temperature, TEMPERATURE_NOISE, TEMPERATURE_STEP)
        time = round(self.time, 2)
        self.rows.append((time, self.cycle, self.step, state, method, voltage, current,
                          temperature, round(time - self.cycle_start, 2)))

    def run_current(self, state, current, limit):
        """Hold a current (zero to rest) until a voltage limit, or for the time of rest."""
        method = "constant_current" if current else "rest"
        largest_change = 0.010 if current else 0.003
        self.advance(current, SETTLING_SECONDS)
        end = math.inf if current else self.time + REST_SECONDS
        self.log(state, method, self.voltage(current), current)
        logged_voltage, logged_time = self.voltage(current), self.time
        while True:
            before = self.voltage(current)
            seconds = min(STEP_SECONDS, end - self.time)
            saved = (self.soc, self.polarisation, self.temperature, self.time)
            self.advance(current, seconds)
            voltage = self.voltage(current)
            done = self.time >= end
            if current and (voltage - limit) * current >= 0:
                # Go back and stop where the limit is met
                self.soc, self.polarisation, self.temperature, self.time = saved
                self.advance(current, seconds * (limit - before) / (voltage - before))
                voltage, done = limit, True
            if (done or abs(voltage - logged_voltage) >= largest_change
                    or self.time - logged_time >= 120):
                self.log(state, method, voltage, current)
                logged_voltage, logged_time = voltage, self.time
            if done:
                return

    def run_voltage(self, voltage, cutoff):
        """Hold a voltage until the current has fallen to the cutoff."""
        self.advance(self.current_at(voltage), SETTLING_SECONDS)
        logged_current = logged_time = math.inf
        while True:
            current = self.current_at(voltage)
            if (logged_current - current >= 0.05 * logged_current or current <= cutoff
                    or self.time - logged_time >= 120):
                self.log("charging", "constant_voltage", voltage, current)
                logged_current, logged_time = current, self.time
            if current <= cutoff:
                return
            self.advance(current, STEP_SECONDS)

    def run_cycle(self):
        """Charge, rest, discharge, rest."""
        design = self.design
        self.cycle_start = round(self.time + SETTLING_SECONDS, 2)
        self.step = 0
        nominal = design.nominal_capacity
        self.run_current("charging", design.charge_rate * nominal, VOLTAGE_HIGH)
        self.run_voltage(VOLTAGE_HIGH, CUTOFF_RATE * nominal)
        self.step = 1
        self.run_current("resting", 0.0, None)
        self.step = 2
        self.run_current("discharging", -design.discharge_rate * nominal, VOLTAGE_LOW)
        self.step = 3
        self.run_current("resting", 0.0, None)
        self.cycle += 1


def simulate(design):
    """Rows of the whole test of a cell, after a first cycle that is not kept."""
    cell = Cell(design)
    cell.run_cycle()
    cell.time = 0.0
    cell.cycle = 0
    cell.rows.clear()
    for _ in range(design.cycles):
        cell.run_cycle()
    return np.array(cell.rows, dtype=RAW_DTYPE)


def cycle_statistics(raw):
    """One row a cycle; charge and energy are trapezoids over the rows of the cycle."""
    cycles = np.unique(raw["cycle_number"])
    stats = np.zeros(len(cycles), dtype=STATS_DTYPE)
    for stat, cycle in zip(stats, cycles):
        rows = raw[raw["cycle_number"] == cycle]
        hours, voltage = rows["test_time"] / 3600, rows["voltage"]
        charging = np.maximum(rows["current"], 0)
        discharging = np.maximum(-rows["current"], 0)
        stat["cycle_number"] = cycle
        stat["cycle_start"] = rows["test_time"][0]
        stat["capacity_charge"] = np.trapz(charging, hours)
        stat["capacity_discharge"] = np.trapz(discharging, hours)
        stat["energy_charge"] = np.trapz(charging * voltage, hours)
        stat["energy_discharge"] = np.trapz(discharging * voltage, hours)
        stat["coulomb_efficiency"] = 100 * stat["capacity_discharge"] / stat["capacity_charge"]
        stat["V_maximum"] = voltage.max()
        stat["V_minimum"] = voltage.min()
    ends = np.append(stats["cycle_start"][1:], raw["test_time"][-1])
    stats["cycle_duration"] = ends - stats["cycle_start"]
    return stats


def battery_metadata(name, design, comments):
    """Battery metadata as JSON text."""
    return layout.metadata_json(
        name=name,
        comments=comments,
        is_measurement=False,
        test_protocol={
            "cycler": "simulated",
            "start_date": "2024-03-01",
            "set_temperature": design.ambient,
            "schedule": f"CC-CV charge at {design.charge_rate:g}C to {VOLTAGE_HIGH} V and C/20, "
                        f"discharge at {design.discharge_rate:g}C to {VOLTAGE_LOW} V",
        },
        battery={
            "manufacturer": "Example Cells",
            "design": "EC-21700",
            "layer_count": None,
            "form_factor": "cylindrical",
            "mass": 0.07,
            "dimensions": "21 mm x 70 mm",
            "anode": {"name": "graphite", "supplier": None, "product": None, "thickness": 85.0,
                      "area": None, "loading": None, "porosity": 30.0},
            "cathode": {"name": "NMC622", "supplier": None, "product": None, "thickness": 75.0,
                        "area": None, "loading": None, "porosity": 28.0},
            "electrolyte": {"name": "1 M LiPF6 in EC:EMC 3:7", "additives": []},
            "nominal_capacity": design.nominal_capacity,
        },
        modeling={
            "name": "make_sample_archive.py",
            "version": "1",
            "type": "physics",
            "references": None,
            "models": ["BatteryEquivalentCircuitModel"],
            "simulation_type": None,
        },
        source="battdat Spark connector",
        dataset_name="sample archive",
    )


def add_cell(file, where, design, filters):
    """Simulate a cell and store its two tables in a group."""
    raw = simulate(design)
    layout.add_table(file, where, "raw_data", raw, layout.schema_json(layout.RAW_DATA), filters)
    layout.add_table(file, where, "cycle_stats", cycle_statistics(raw),
                     layout.schema_json(layout.CYCLE_STATS), filters)
    return len(raw)


SINGLE_CELLS = {
    "cell-A1": (0, CellDesign(3.0, 0.030, 0.015, 45, 25, 0.5, 1.0,
                              0.004, 0.0010, 0.006, 0.9991, 14, seed=101)),
    "cell-A2": (1, CellDesign(3.0, 0.033, 0.016, 45, 35, 0.5, 1.0,
                              0.006, 0.0020, 0.009, 0.9985, 20, seed=102)),
    "cell-A3": (5, CellDesign(2.9, 0.028, 0.014, 40, 10, 0.3, 0.5,
                              0.005, 0.0015, 0.010, 0.9989, 16, seed=103)),
    "cell-A4": (9, CellDesign(3.1, 0.031, 0.015, 50, 25, 1.0, 2.0,
                              0.008, 0.0040, 0.012, 0.9978, 25, seed=104)),
}

PACK_CELLS = {
    "cell_1": CellDesign(4.80, 0.020, 0.010, 55, 25, 0.5, 0.5,
                         0.004, 0.0012, 0.005, 0.9990, 12, seed=201),
    "cell_2": CellDesign(4.78, 0.021, 0.011, 55, 25, 0.5, 0.5,
                         0.005, 0.0014, 0.006, 0.9988, 12, seed=202),
    "cell_3": CellDesign(4.65, 0.027, 0.013, 60, 25, 0.5, 0.5,
                         0.009, 0.0045, 0.015, 0.9975, 12, seed=203),
}


def main():
    """Write all files."""
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, default=here / "sample-archive",
                        help="folder to write to (default: %(default)s)")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)

    for name, (level, design) in SINGLE_CELLS.items():
        filters = tables.Filters(complevel=level, complib="zlib", shuffle=True)
        with tables.open_file(output / f"{name}.h5", "w") as file:
            layout.mark_root(file, battery_metadata(
                name, design, f"Simulated cell, kept at {design.ambient:g} °C"))
            rows = add_cell(file, "/", design, filters)
        print(f"{name}.h5: {design.cycles} cycles, {rows} rows, zlib {level}")

    filters = tables.Filters(complevel=5, complib="zlib", shuffle=True)
    with tables.open_file(output / "pack-B.h5", "w") as file:
        layout.mark_root(file, battery_metadata(
            "pack-B", PACK_CELLS["cell_1"],
            "Simulated pack of three cells in series, each in a group of its own"))
        for name, design in PACK_CELLS.items():
            rows = add_cell(file, file.create_group("/", name), design, filters)
            print(f"pack-B.h5 {name}: {design.cycles} cycles, {rows} rows, zlib 5")


if __name__ == "__main__":
    main()
