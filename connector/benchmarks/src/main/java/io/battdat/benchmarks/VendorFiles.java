package io.battdat.benchmarks;

import io.battdat.convert.VendorFormat;
import io.battdat.convert.VendorFormats;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Vendors' files of a cell that is charged at constant current and voltage, rests and is discharged, again and again. */
enum VendorFiles {
    ARBIN(
            VendorFormats.ARBIN,
            "cell-%d.csv",
            "Data_Point,Test_Time,DateTime,Step_Time,Step_Index,Cycle_Index,Current,Voltage,Charge_Capacity,"
                    + "Discharge_Capacity,Charge_Energy,Discharge_Energy,dV/dt,Internal_Resistance,Temperature") {
        @Override
        String row(long row, Sample sample) {
            return String.format(
                    Locale.ROOT,
                    "%d,%.4f,%.0f,0.723,10,%d,%.7f,%.7f,0.8800053,2.54E-11,3.0910666,6.15E-11,-5.34E-05,0.017097674,%.6f",
                    row,
                    sample.time,
                    1499006353 + sample.time,
                    sample.cycle + 1,
                    sample.current,
                    sample.voltage,
                    sample.temperature);
        }
    },
    MACCOR(
            VendorFormats.MACCOR,
            "cell-%d.001",
            "Today's Date 04/04/2016  Date of Test:\t03/31/2016\t Filename:\tcell.001 Procedure: formation\n"
                    + "Rec#\tCyc#\tStep\tTest (Min)\tStep (Min)\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time") {
        @Override
        String row(long row, Sample sample) {
            long seconds = (long) sample.time;
            return String.format(
                    Locale.ROOT,
                    "%d\t%d\t1\t%.4f\t0.1667\t0.0000000000\t0.0000000000\t%.10f\t%.8f\t%s\t1\t03/%02d/2016 %02d:%02d:%02d",
                    row,
                    sample.cycle,
                    sample.time / 60,
                    Math.abs(sample.current),
                    sample.voltage,
                    sample.current == 0 ? "R" : sample.current > 0 ? "C" : "D",
                    1 + seconds / 86_400 % 31,
                    seconds / 3600 % 24,
                    seconds / 60 % 60,
                    seconds % 60);
        }
    },
    BATTERY_DATA_HUB(
            VendorFormats.BATTERY_DATA_HUB,
            "cell-%d-raw.csv",
            "Cycle_Index,Step,Time_s,Amphr,Watthr,Current_A,Voltage_V,Cell_Temperature_C,Temp2,Datenum_d,Power_W,"
                    + "Charge_Capacity_Ah,Discharge_Capacity_Ah,Charge_Energy_Wh,Discharge_Energy_Wh,Cycle_Label") {
        @Override
        String row(long row, Sample sample) {
            return String.format(
                    Locale.ROOT,
                    "%d,%d,%.3f,0.1,0.2,%.8f,%.8f,%.4f,29.5556,%.9f,0.5,0.18666448,0.00045721,0.68603015,0.00953789,Aging",
                    sample.cycle + 1,
                    row / 300 + 1,
                    sample.time,
                    sample.current,
                    sample.voltage,
                    sample.temperature,
                    737792.442372685 + sample.time / 86_400);
        }
    };

    private static final int CYCLE_ROWS = 2000;
    private static final double SECONDS_PER_ROW = 10;

    private final VendorFormat format;
    private final String name;
    private final String header;

    VendorFiles(VendorFormat format, String name, String header) {
        this.format = format;
        this.name = name;
        this.header = header;
    }

    record Sample(long cycle, double time, double current, double voltage, double temperature) {
        static Sample of(long row, Random random) {
            double phase = (double) (row % CYCLE_ROWS) / CYCLE_ROWS;
            double noise = random.nextGaussian();
            double time = row * SECONDS_PER_ROW;
            long cycle = row / CYCLE_ROWS;
            if (phase < 0.35) {
                return new Sample(cycle, time, 1.1 + 1e-4 * noise, 3.2 + 2 * phase + 1e-4 * noise, 25 + phase);
            } else if (phase < 0.5) {
                double current = 1.1 * Math.exp(-(phase - 0.35) * 20);
                return new Sample(cycle, time, current, 4.2 + 1e-5 * noise, 25 + phase);
            } else if (phase < 0.6) {
                return new Sample(cycle, time, 0, 4.15 + 1e-5 * noise, 25 + phase);
            }
            return new Sample(cycle, time, -1.1 + 1e-4 * noise, 4.2 - 2.5 * (phase - 0.6) + 1e-4 * noise, 26 - phase);
        }
    }

    abstract String row(long row, Sample sample);

    VendorFormat format() {
        return format;
    }

    /** A file of so many rows, the same each time. */
    Path write(Path directory, long rows) throws IOException {
        Path file = directory.resolve(name.formatted(rows));
        Random random = new Random(rows);
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            writer.write(header);
            writer.newLine();
            for (long row = 0; row < rows; row++) {
                writer.write(row(row, Sample.of(row, random)));
                writer.newLine();
            }
        }
        return file;
    }
}
