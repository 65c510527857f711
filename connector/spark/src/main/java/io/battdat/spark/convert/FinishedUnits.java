package io.battdat.spark.convert;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings what tasks have finished to the driver, each task's once, when it ends. The driver takes it out, so that it does
 * not pile up.
 */
final class FinishedUnits extends AccumulatorV2<FinishedUnit, List<FinishedUnit>> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<FinishedUnit> units = new ArrayList<>();

    @Override
    public synchronized boolean isZero() {
        return units.isEmpty();
    }

    @Override
    public synchronized FinishedUnits copy() {
        FinishedUnits copy = new FinishedUnits();
        copy.units.addAll(units);
        return copy;
    }

    @Override
    public synchronized void reset() {
        units.clear();
    }

    @Override
    public synchronized void add(FinishedUnit unit) {
        units.add(unit);
    }

    @Override
    public void merge(AccumulatorV2<FinishedUnit, List<FinishedUnit>> other) {
        List<FinishedUnit> more = other.value();
        synchronized (this) {
            units.addAll(more);
        }
    }

    @Override
    public synchronized List<FinishedUnit> value() {
        return List.copyOf(units);
    }

    /** What has come since the last call. */
    synchronized List<FinishedUnit> take() {
        List<FinishedUnit> taken = List.copyOf(units);
        units.clear();
        return taken;
    }
}
