#!/usr/bin/env python3
"""Write small files as cyclers and archives export them, for the tests of the readers of vendor files.

Needs nothing but Python: the same bytes come out everywhere. expected_vendor.py says what
battdat's own readers make of them.
"""
import argparse
import pathlib
import random

SHORT = 30  # seconds; battdat calls shorter steps short


class Cell:
    """A cell as a cycler drives it: rows of (seconds, cycle, amperes, volts, celsius)."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.time = 0.0
        self.charge = 0.1
        self.rows = []

    def voltage(self, current):
        return 2.9 + 0.9 * self.charge + 0.05 * current + self.random.gauss(0, 0.0004)

    def row(self, cycle, current, volts=None):
        self.rows.append((self.time, cycle, current,
                          self.voltage(current) if volts is None else volts,
                          25 + abs(current) + self.random.gauss(0, 0.05)))

    def step(self, cycle, current, seconds, interval, jitter=0.0):
        """Constant current, or rest."""
        end = self.time + seconds
        while self.time < end:
            noise = self.random.gauss(0, 2e-4) if current else 0.0
            self.row(cycle, current + noise)
            self.pause(current, interval, jitter)

    def hold(self, cycle, start, volts, seconds, interval, jitter=0.0):
        """Constant voltage: the current dies away."""
        begin = self.time
        while self.time < begin + seconds:
            current = start * 2.718281828 ** (-(self.time - begin) / (seconds / 4))
            self.row(cycle, current, volts + self.random.gauss(0, 5e-5))
            self.pause(current, interval, jitter)

    def pause(self, current, interval, jitter):
        pause = interval * (1 + jitter * self.random.random())
        self.charge += current * pause / 3600
        self.time += pause

    def test(self, cycles, first_cycle):
        """Rest, charge at constant current and then voltage, pulses, discharge."""
        for cycle in range(first_cycle, first_cycle + cycles):
            even = cycle % 2 == 0
            jitter = 0.0 if even else 0.5
            self.step(cycle, 0.0, 12 if even else 90, 5, jitter)
            self.step(cycle, 1.5, 900, 20, jitter)
            self.hold(cycle, 1.5, 3.8, 600, 20, jitter)
            self.step(cycle, 0.0, 60, 10)
            for _ in range(3):
                self.step(cycle, -3.0, 5, 2)      # few rows
                self.step(cycle, 0.0, 4, 1)
                self.step(cycle, 2.5, 8, 1)       # a pulse
            self.step(cycle, -0.5, 40, 15)        # long, and too few rows
            self.step(cycle, -1.0, 600, 15, jitter)
            self.step(cycle, -2.0, 600, 15, jitter)  # another current in the same step
            self.step(cycle, 0.0, 50, 10)


def arbin(folder, seed=1, cycles=3):
    """A CSV export of an Arbin cycler: CRLF, rows that stand twice, whole seconds beside fractions."""
    cell = Cell(seed)
    cell.test(cycles, 1)
    lines = ["Data_Point,Test_Time,DateTime,Step_Time,Step_Index,Cycle_Index,Current,Voltage,"
             "Internal_Resistance,Temperature"]
    for number, (time, cycle, current, volts, celsius) in enumerate(cell.rows, 1):
        resistance = "0.0170976" if number % 7 else ""
        line = (f"{number},{time:.4f},{1499006353 + time:.3f},0,1,{cycle},"
                f"{current:.7G},{volts:.7f},{resistance},{celsius:.6f}")
        lines.append(line)
        if number % 50 == 0:
            lines.append(line)  # the same point again
    (folder / "cell-arbin.csv").write_text("\r\n".join(lines) + "\r\n", newline="")


def maccor(folder, seed=2):
    """An ASCII export of a MACCOR cycler in two parts: CRLF, minutes, currents without sign."""
    cell = Cell(seed)
    first = 0
    for part, (date, cycles) in enumerate([("03/31/2016", 2), ("04/02/2016", 1)], 1):
        cell.test(cycles, 0)
        header = (f"Today's Date 04/04/2016  Date of Test:\t{date}\t Filename:\tC:\\Data\\cell-maccor.001 "
                  f"Procedure: formation 25 C\tComment/Barcode: cell, 10 um coating")
        lines = [header, "Rec#\tCyc#\tStep\tTest (Min)\tStep (Min)\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time"]
        start = cell.rows[first][0]
        for number, (time, cycle, current, volts, _) in enumerate(cell.rows[first:], 1):
            state = "S" if number == 3 else "R" if current == 0 else "C" if current > 0 else "D"
            seconds = int(time - start) % 86400
            clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
            stamp = f"{date} {clock}" if part == 1 else clock
            lines.append(f"{number}\t{cycle}\t1\t{(time - start) / 60 + 0.5:.4f}\t0.0000\t0.0000000000\t0.0000000000\t"
                         f"{abs(current):.10f}\t{volts:.8f}\t{state}\t1\t{stamp}")
        (folder / f"cell-maccor.{part:03d}").write_text("\r\n".join(lines) + "\r\n", encoding="ascii", newline="")
        first = len(cell.rows)


def batterydata(folder, seed=3):
    """Battery Data Hub: raw data with two impedance spectra and texts with gaps, and a summary."""
    cell = Cell(seed)
    cell.test(2, 1)
    names = ("Cycle_Index,Step,Time_s,Current_A,Voltage_V,Cell_Temperature_C,Datenum_d,Frequency_Hz,Z_Imag_Ohm,"
             "Z_Mag_Ohm,Z_Phase_Degree,Z_Real_Ohm,Energy/Wh,Cycle_Label,Count,Charging,Segment_Label,Empty")
    lines = [names]

    def add(cycle, step, time, current, volts, celsius, spectrum):
        number = len(lines)
        label = ["", "Capacity check", '"Aging, fast"', "caf\u00e9"][number // 40 % 4]
        lines.append(f"{cycle},{step},{time:.3f},{current:.8g},{volts:.8f},{celsius},{737792.442372685 + time / 86400!r},"
                     f"{spectrum},{(number * 7 % 1000) / 1e7!r},{label},{number},{current > 0},{'Rest' if not current else 'NA'},")

    for number, (time, cycle, current, volts, celsius) in enumerate(cell.rows):
        add(cycle, 1 + number // 25, time, current, volts, f"{celsius:.4f}", "NaN,NaN,NaN,NaN,NaN")
    for cycle in (1, 2):
        for point in range(12):
            frequency = 10 ** (5 - point / 3)
            real, imaginary = 0.24 + 0.05 * point, 0.43 - 0.1 * point
            size = (real ** 2 + imaginary ** 2) ** 0.5
            add(2, 900 + cycle, cell.time + point, 0.0, 3.3, "NaN",
                f"{frequency!r},{imaginary!r},{size!r},{57.3 * imaginary / size!r},{real!r}")
    (folder / "cell-hub-raw.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    lines = ["Cycle_Index,Cycle_Label,tsecs_start,tsecs_cycle,Q_chg,Q_dis,CE,E_chg,E_dis,EE,T_min,T_max,T_avg,P_min"]
    for cycle in range(1, 6):
        gap = cycle % 3 == 0
        values = [cell.random.random() for _ in range(9)]
        lines.append(f"{cycle},{'' if gap else 'Aging'},{cycle * 3600.5!r},{3599.25 + values[0]!r},"
                     + ",".join("NaN" if gap and i < 6 else repr(value) for i, value in enumerate(values)) + ",0")
    (folder / "cell-hub-summary.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def batteryarchive(folder, seed=4):
    """Battery Archive: a byte order mark, cycles as decimals, a temperature that was not measured."""
    cell = Cell(seed)
    cell.test(1, 1)
    lines = ["Date_Time,Test_Time (s),Cycle_Index,Current (A),Voltage (V),Charge_Capacity (Ah),Discharge_Capacity (Ah),"
             "Charge_Energy (Wh),Discharge_Energy (Wh),Environment_Temperature (C),Cell_Temperature (C)"]
    for time, cycle, current, volts, celsius in cell.rows[:60]:
        seconds = int(time)
        lines.append(f"2010-09-02 14:{35 + seconds // 60}:{seconds % 60:02d},{time:.3f},{cycle:.1f},{current:.3f},"
                     f"{volts:.3f},{time / 7200:.3f},0.0,{time / 2000:.3f},0.0,,{celsius:.1f}")
    (folder / "cell-ba_timeseries.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    lines = ["Cycle_Index,Start_Time,End_Time,Test_Time (s),Min_Current (A),Max_Current (A),Min_Voltage (V),"
             "Max_Voltage (V),Charge_Capacity (Ah),Discharge_Capacity (Ah),Charge_Energy (Wh),Discharge_Energy (Wh)"]
    for cycle in range(1, 4):
        lines.append(f"{cycle}.0,,,{cycle * 12923.434:.3f},-0.674,1.1{cycle},2.699,4.2,1.29{cycle},1.28{cycle},5.1{cycle},4.7{cycle}")
    (folder / "cell-ba_cycle_data.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    """Write all files."""
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, default=here / "vendor",
                        help="folder to write to (default: %(default)s)")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    for write in (arbin, maccor, batterydata, batteryarchive):
        write(output)


if __name__ == "__main__":
    main()
