package io.battdat.spark.convert;

import io.battdat.hdf5.write.NativeHdf5;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Converts the units of a task, one after the other. */
record ConvertTask(
        ConversionSettings settings,
        String target,
        Broadcast<SerializableConfiguration> configuration,
        FinishedUnits finished)
        implements VoidFunction<Iterator<List<Unit>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void call(Iterator<List<Unit>> tasks) throws IOException {
        if (settings.targetFormat() == ConversionFormat.BATTDAT) {
            NativeHdf5.require();
        }
        Configuration hadoop = configuration.value().value();
        try (Workspace workspace = Workspace.open(target, hadoop)) {
            Formats formats = new Formats(settings, hadoop);
            UnitConverter converter = new UnitConverter(formats, formats::create, settings, workspace);
            while (tasks.hasNext()) {
                for (Unit unit : tasks.next()) {
                    finished.add(converter.convert(unit));
                }
            }
        }
    }
}
