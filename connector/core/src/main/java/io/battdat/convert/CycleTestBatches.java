package io.battdat.convert;

import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.TextColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of a cycler's test, with what battdat derives from them: cycles are numbered on from file to file, a row that
 * stands twice is dropped, a step ends where the state changes ({@code AddSteps}), a substep where the method does
 * ({@code AddSubSteps}); both are numbered from 0 in each cycle (battdat/postprocess/tagging.py).
 *
 * <p>Rows wait in the columns until their step has ended and its method is known; those that are done are handed out.
 * Rests, whose method is known after half a minute, do not wait.
 */
final class CycleTestBatches implements ColumnBatches {
    /** No step of charge or discharge has so many rows, which take half a gigabyte. */
    private static final int LONGEST_STEP = 1 << 22;

    /** Nor are there so many within a few seconds. */
    private static final int MOST_RECENT_ROWS = 1 << 20;

    private final CycleTestReader reader;
    private final Iterator<SourceFile> files;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final LongColumn cycles;
    private final LongColumn fileNumbers;
    private final DoubleColumn times;
    private final DoubleColumn currents;
    private final DoubleColumn voltages;
    private final LongColumn steps;
    private final LongColumn substeps;
    private final TextColumn stateTexts;
    private final TextColumn methodTexts;
    private final ControlMethodTagger tagger = new ControlMethodTagger();
    private final RecentRows recentRows = new RecentRows();

    private ChargingState[] states = {};
    private ControlMethod[] methods = {};
    /** Rows in the columns; those before {@link #taggedRows} have their method, those before {@link #rowCount} are out. */
    private int pendingRows;

    private int taggedRows;
    private int rowCount;

    private CycleTestFile file;
    private int fileNumber = -1;
    /** Number of the first cycle of this file, and of the one after its last. */
    private long startCycle;

    private long nextCycle;
    /** Test time of the first row of this file, and the latest of all. */
    private double startTime;

    private double latestTime;
    private long firstVendorCycle;
    private double firstVendorTime;
    /** Whether a row of this file has been read. */
    private boolean started;

    private long step;
    private double stepStart;
    private ChargingState lastState;
    /** Whether the step is a rest that is long enough to need no more rows. */
    private boolean longRest;

    private long taggedCycle = -1;
    private ControlMethod lastMethod;
    private long substep;

    CycleTestBatches(CycleTestReader reader) {
        this.reader = reader;
        this.files = reader.files().files().iterator();
        reader.columns().forEach((name, type) -> columns.put(name, Column.create(type, 0)));
        cycles = (LongColumn) columns.get("cycle_number");
        fileNumbers = (LongColumn) columns.get("file_number");
        times = (DoubleColumn) columns.get("test_time");
        currents = (DoubleColumn) columns.get("current");
        voltages = (DoubleColumn) columns.get("voltage");
        steps = (LongColumn) columns.get("step_index");
        substeps = (LongColumn) columns.get("substep_index");
        stateTexts = (TextColumn) columns.get("state");
        methodTexts = (TextColumn) columns.get("method");
    }

    @Override
    public boolean next() throws IOException {
        dropHandedOut();
        while (taggedRows < BATCH_ROWS && openFile()) {
            if (file.next()) {
                readRow();
            } else {
                endFile();
            }
        }
        rowCount = taggedRows;
        writeTexts();
        return rowCount > 0;
    }

    private void dropHandedOut() {
        if (rowCount == 0) {
            return;
        }
        int left = pendingRows - rowCount;
        for (Column column : columns.values()) {
            if (column != stateTexts && column != methodTexts) {
                column.copyRows(0, column, rowCount, left);
            }
        }
        System.arraycopy(states, rowCount, states, 0, left);
        System.arraycopy(methods, rowCount, methods, 0, left);
        pendingRows = left;
        taggedRows -= rowCount;
        rowCount = 0;
    }

    /** Opens the next file unless one is open; false when all have been read. */
    private boolean openFile() throws IOException {
        if (file == null) {
            if (!files.hasNext()) {
                return false;
            }
            file = reader.open(files.next());
            fileNumber++;
            started = false;
        }
        return true;
    }

    private void endFile() throws IOException {
        tagStep();
        startCycle = nextCycle;
        startTime = latestTime;
        recentRows.clear();
        file.close();
        file = null;
    }

    private void readRow() {
        long vendorCycle = file.cycle();
        double vendorTime = file.time();
        if (!started) {
            firstVendorCycle = vendorCycle;
            firstVendorTime = vendorTime;
        }
        long cycle = vendorCycle - firstVendorCycle + startCycle;
        double time = vendorTime - firstVendorTime + startTime;
        double voltage = file.voltage();
        double current = file.current();
        checkOrder(vendorCycle, cycle, time);
        if (!recentRows.add(time, voltage, current)) {
            return;
        }
        if (pendingRows - taggedRows >= LONGEST_STEP || recentRows.count() > MOST_RECENT_ROWS) {
            throw file.bad(
                    "the state and the cycle have not changed for " + (pendingRows - taggedRows)
                            + " rows, of which the last " + recentRows.count() + " are of a few seconds",
                    "The columns of states, cycles or times may be wrong. Else split the file");
        }
        int row = pendingRows;
        ensureRoom(row + 1);
        ChargingState state = file.state(current);
        cycles.values()[row] = cycle;
        steps.values()[row] = stepOf(cycle, time, state);
        fileNumbers.values()[row] = fileNumber;
        times.values()[row] = time;
        currents.values()[row] = current;
        voltages.values()[row] = voltage;
        states[row] = state;
        file.copyOthers(columns, row);
        pendingRows++;
        nextCycle = cycle + 1;
        latestTime = Math.max(latestTime, time);
        started = true;
        longRest |= state == ChargingState.RESTING
                && time - stepStart > ControlMethodTagger.SHORT_STEP + RecentRows.TOLERANCE;
        if (longRest) {
            tagStep();
        }
    }

    /** The number of the row's step; the step before is closed if this is another one. */
    private long stepOf(long cycle, double time, ChargingState state) {
        boolean newCycle = !started || cycle != nextCycle - 1;
        if (newCycle || state != lastState) {
            tagStep();
            stepStart = time;
            step = newCycle ? 0 : step + 1;
            lastState = state;
            longRest = false;
        }
        return step;
    }

    private void checkOrder(long vendorCycle, long cycle, double time) {
        if (started && cycle < nextCycle - 1) {
            throw file.bad(
                    "cycle " + vendorCycle + " comes after cycle " + (nextCycle - 1 - startCycle + firstVendorCycle),
                    "Sort the rows by cycle and time, or split the file where the numbers begin anew");
        }
        if (started && time < recentRows.latest() - RecentRows.TOLERANCE) {
            throw file.bad(
                    "the time goes back by " + (recentRows.latest() - time) + " s",
                    "Sort the rows by time, or split the file where the time begins anew");
        }
    }

    private void ensureRoom(int rows) {
        if (rows > states.length) {
            int room = Math.max(2 * BATCH_ROWS, states.length + (states.length >> 1));
            columns.values().forEach(column -> column.ensureCapacity(room));
            states = Arrays.copyOf(states, room);
            methods = Arrays.copyOf(methods, room);
        }
    }

    /** Tags the rows that wait: those of one step, or of the rest of it. */
    private void tagStep() {
        if (longRest) {
            Arrays.fill(methods, taggedRows, pendingRows, ControlMethod.REST);
        } else if (taggedRows < pendingRows) {
            tagger.tag(
                    states[taggedRows],
                    times.values(),
                    voltages.values(),
                    currents.values(),
                    taggedRows,
                    pendingRows,
                    methods);
        }
        countSubsteps();
    }

    private void countSubsteps() {
        for (; taggedRows < pendingRows; taggedRows++) {
            long cycle = cycles.values()[taggedRows];
            if (cycle != taggedCycle) {
                taggedCycle = cycle;
                substep = 0;
            } else if (methods[taggedRows] != lastMethod) {
                substep++;
            }
            lastMethod = methods[taggedRows];
            substeps.values()[taggedRows] = substep;
        }
    }

    private void writeTexts() {
        stateTexts.clear();
        methodTexts.clear();
        for (int row = 0; row < rowCount; row++) {
            byte[] state = states[row].bytes();
            stateTexts.put(row, state, 0, state.length);
            byte[] method = methods[row].bytes();
            methodTexts.put(row, method, 0, method.length);
        }
    }

    @Override
    public int rowCount() {
        return rowCount;
    }

    @Override
    public Map<String, Column> columns() {
        return columns;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
