package io.battdat.spark.catalog;

import io.battdat.metadata.BatteryDescription;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.CyclingProtocol;
import io.battdat.metadata.ElectrodeDescription;
import io.battdat.metadata.ElectrolyteDescription;
import io.battdat.metadata.ModelMetadata;
import io.battdat.metadata.ModelType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The fields of battery metadata as columns, nested as they are in the JSON and of its names. What is not given is null;
 * lists may be empty.
 */
final class BatteryColumns {
    private static final String ELECTRODE = "STRUCT<name STRING COMMENT 'What it is made of', supplier STRING,"
            + " product STRING, thickness DOUBLE COMMENT 'in µm', area DOUBLE COMMENT 'in cm2',"
            + " loading DOUBLE COMMENT 'Active material, in mg/cm2', porosity DOUBLE COMMENT 'in percent'>";

    static final StructType SCHEMA = StructType.fromDDL("name STRING COMMENT 'Name of the cell in its metadata',"
            + " comments STRING,"
            + " version STRING COMMENT 'Release of battdat that wrote the metadata',"
            + " is_measurement BOOLEAN COMMENT 'False for a simulation',"
            + " test_protocol STRUCT<cycler STRING, start_date DATE,"
            + " set_temperature DOUBLE COMMENT 'in degrees Celsius', schedule STRING>"
            + " COMMENT 'How the cell was cycled',"
            + " battery STRUCT<manufacturer STRING, design STRING, layer_count BIGINT, form_factor STRING,"
            + " mass DOUBLE COMMENT 'in kg', dimensions STRING,"
            + " anode " + ELECTRODE + ", cathode " + ELECTRODE + ","
            + " electrolyte STRUCT<name STRING,"
            + " additives ARRAY<STRUCT<name STRING, amount DOUBLE, units STRING>>>,"
            + " nominal_capacity DOUBLE COMMENT 'in A-hr'> COMMENT 'The cell as it was built',"
            + " modeling STRUCT<name STRING, version STRING, type STRING, references ARRAY<STRING>,"
            + " models ARRAY<STRING>, simulation_type STRING> COMMENT 'The software that made simulated data',"
            + " source STRING COMMENT 'Organisation that made the data',"
            + " dataset_name STRING COMMENT 'Larger collection that the cell belongs to',"
            + " authors ARRAY<STRUCT<name STRING, affiliation STRING>>,"
            + " associated_ids ARRAY<STRING> COMMENT 'URLs of the data, or of papers about them'");

    private BatteryColumns() {}

    /** One value for each field of {@link #SCHEMA}; all null without metadata. */
    static Object[] values(Optional<BatteryMetadata> metadata) {
        return metadata.map(BatteryColumns::values).orElseGet(() -> new Object[SCHEMA.length()]);
    }

    private static Object[] values(BatteryMetadata metadata) {
        return new Object[] {
            text(metadata.name()),
            text(metadata.comments()),
            text(metadata.version()),
            metadata.isMeasurement(),
            row(metadata.testProtocol(), BatteryColumns::protocol),
            row(metadata.battery(), BatteryColumns::battery),
            row(metadata.modeling(), BatteryColumns::model),
            text(metadata.source()),
            text(metadata.datasetName()),
            rows(metadata.authors(), author -> RowFactory.create(author.name(), author.affiliation())),
            metadata.associatedIds()
        };
    }

    private static Row protocol(CyclingProtocol protocol) {
        return RowFactory.create(
                text(protocol.cycler()),
                protocol.startDate().orElse(null),
                number(protocol.setTemperature()),
                text(protocol.schedule()));
    }

    private static Row battery(BatteryDescription battery) {
        return RowFactory.create(
                text(battery.manufacturer()),
                text(battery.design()),
                integer(battery.layerCount()),
                text(battery.formFactor()),
                number(battery.mass()),
                text(battery.dimensions()),
                row(battery.anode(), BatteryColumns::electrode),
                row(battery.cathode(), BatteryColumns::electrode),
                row(battery.electrolyte(), BatteryColumns::electrolyte),
                number(battery.nominalCapacity()));
    }

    private static Row electrode(ElectrodeDescription electrode) {
        return RowFactory.create(
                electrode.name(),
                text(electrode.supplier()),
                text(electrode.product()),
                number(electrode.thickness()),
                number(electrode.area()),
                number(electrode.loading()),
                number(electrode.porosity()));
    }

    private static Row electrolyte(ElectrolyteDescription electrolyte) {
        return RowFactory.create(
                electrolyte.name(),
                rows(
                        electrolyte.additives(),
                        additive ->
                                RowFactory.create(additive.name(), number(additive.amount()), text(additive.units()))));
    }

    private static Row model(ModelMetadata model) {
        return RowFactory.create(
                model.name(),
                text(model.version()),
                model.type().map(ModelType::jsonText).orElse(null),
                model.references(),
                model.models(),
                text(model.simulationType()));
    }

    private static String text(Optional<String> text) {
        return text.orElse(null);
    }

    private static Double number(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    private static Long integer(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static <T> Row row(Optional<T> object, Function<T, Row> fields) {
        return object.map(fields).orElse(null);
    }

    private static <T> List<Row> rows(List<T> objects, Function<T, Row> fields) {
        return objects.stream().map(fields).toList();
    }
}
