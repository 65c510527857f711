package io.battdat.metadata;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the cell was cycled: the machine, its schedule, when and how warm. */
public final class CyclingProtocol extends MetadataObject {
    private final Optional<String> cycler;
    private final Optional<LocalDate> startDate;
    private final OptionalDouble setTemperature;
    private final Optional<String> schedule;

    CyclingProtocol(Fields fields) {
        super(fields);
        cycler = fields.text("cycler");
        startDate = fields.date("start_date");
        setTemperature = fields.number("set_temperature");
        schedule = fields.text("schedule");
    }

    /** The name of the machine. */
    public Optional<String> cycler() {
        return cycler;
    }

    public Optional<LocalDate> startDate() {
        return startDate;
    }

    /** What the chamber was set to, in degrees Celsius. */
    public OptionalDouble setTemperature() {
        return setTemperature;
    }

    /** The schedule file of the machine. */
    public Optional<String> schedule() {
        return schedule;
    }
}
