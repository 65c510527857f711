package io.battdat.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnSchemaTest {
    private static final String SCHEMA =
            """
            {"extra_columns":{"ΔT":{"required":false,"type":"other","description":"\\"warmer\\"","units":"K",\
            "monotonic":false}},\
            "cycle_number":{"required":true,"type":"integer","description":"cycle","units":null,"monotonic":true},\
            "voltage":{"required":false,"type":"float","description":"","units":"V","monotonic":false,\
            "sensor":[1.50]}}""";

    @Test
    void readsColumns() {
        ColumnSchema schema = ColumnSchema.fromJson(SCHEMA);

        assertThat(schema.columns().keySet()).containsExactly("cycle_number", "voltage", "ΔT");
        assertThat(schema.declaredColumns().keySet()).containsExactly("cycle_number", "voltage");
        assertThat(schema.extraColumns().keySet()).containsExactly("ΔT");
        assertThat(schema.column("cycle_number"))
                .contains(new ColumnInfo(true, DataType.INTEGER, "cycle", Optional.empty(), true, Map.of()));
        assertThat(schema.column("ΔT"))
                .contains(ColumnInfo.of(DataType.OTHER, "\"warmer\"").withUnits("K"));
        assertThat(schema.column("voltage").orElseThrow().extraFields()).containsOnlyKeys("sensor");
        assertThat(schema.column("pressure")).isEmpty();
    }

    @Test
    void writesWhatItReadToTheLetter() {
        assertThat(ColumnSchema.fromJson(SCHEMA).toJson()).isEqualTo(SCHEMA);
        assertThat(ColumnSchema.fromJson(SCHEMA).toBuilder().build().toJson()).isEqualTo(SCHEMA);
        assertThat(ColumnSchema.fromJson(SCHEMA)).hasToString(SCHEMA);
    }

    @Test
    void assumesWhatBattdatAssumesForMissingFields() {
        ColumnSchema schema = ColumnSchema.fromJson("{\"a\":{\"description\":\"d\"}}");

        assertThat(schema.column("a")).contains(ColumnInfo.of(DataType.OTHER, "d"));
        assertThat(schema.toJson())
                .isEqualTo("{\"extra_columns\":{},\"a\":{\"required\":false,\"type\":\"other\",\"description\":\"d\","
                        + "\"units\":null,\"monotonic\":false}}");
        assertThat(ColumnSchema.fromJson("{}").toJson()).isEqualTo("{\"extra_columns\":{}}");
    }

    @Test
    void prefersTheExtraColumnOfTwoWithOneNameAndKeepsBoth() {
        String json = ColumnSchema.builder()
                .addDeclaredColumn("a", ColumnInfo.of(DataType.FLOAT, "declared"))
                .addDeclaredColumn("b", ColumnInfo.of(DataType.FLOAT, "b"))
                .addColumn("a", ColumnInfo.of(DataType.INTEGER, "extra"))
                .build()
                .toJson();
        ColumnSchema schema = ColumnSchema.fromJson(json);

        assertThat(schema.column("a")).contains(ColumnInfo.of(DataType.INTEGER, "extra"));
        assertThat(schema.columns().keySet()).containsExactly("a", "b");
        assertThat(schema.declaredColumns().get("a").description()).isEqualTo("declared");
        assertThat(schema.toJson()).isEqualTo(json);
    }

    @Test
    void buildsColumnsInTheOrderTheyWereAdded() {
        ColumnSchema schema = ColumnSchema.builder()
                .addColumn("z", ColumnInfo.of(DataType.STATE, "first").withRequired(true))
                .addColumn("extra_columns", ColumnInfo.of(DataType.CONTROL, "an odd name"))
                .addColumn("a", ColumnInfo.of(DataType.FLOAT, "last").withMonotonic(true))
                .addColumn("z", ColumnInfo.of(DataType.STATE, "again"))
                .build();

        assertThat(schema.columns().keySet()).containsExactly("z", "extra_columns", "a");
        assertThat(schema.column("z").orElseThrow().description()).isEqualTo("again");
        assertThat(ColumnSchema.fromJson(schema.toJson())).isEqualTo(schema).hasSameHashCodeAs(schema);
        assertThat(schema).isNotEqualTo(ColumnSchema.builder().build());
    }

    @ParameterizedTest
    @CsvSource({"FLOAT,float", "INTEGER,integer", "CONTROL,control", "STATE,state", "OTHER,other"})
    void readsAndWritesEveryType(DataType type, String text) {
        ColumnSchema schema =
                ColumnSchema.builder().addColumn("a", ColumnInfo.of(type, "d")).build();

        assertThat(schema.toJson()).contains("\"type\":\"" + text + "\"");
        assertThat(ColumnSchema.fromJson(schema.toJson())
                        .column("a")
                        .orElseThrow()
                        .type())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1} | column schema: column a: expected an object, found 1",
                "{\"a\": {}} | column a: field description: expected text, but the field is missing",
                "{\"a\": {\"description\": null}} | column a: field description: expected text, found null",
                "{\"a\": {\"description\": \"d\", \"type\": \"double\"}} | column a: field type: expected float,",
                "{\"a\": {\"description\": \"d\", \"type\": \"FLOAT\"}} | control, state or other, found \"FLOAT\"",
                "{\"a\": {\"description\": \"d\", \"type\": 1}} | column a: field type: expected float",
                "{\"a\": {\"description\": \"d\", \"type\": null}} | column a: field type: expected float",
                "{\"a\": {\"description\": \"d\", \"units\": 1}} | column a: field units: expected text, found 1",
                "{\"a\": {\"description\": \"d\", \"required\": null}} | column a: field required: expected true",
                "{\"a\": {\"description\": \"d\", \"monotonic\": 2}} | column a: field monotonic: expected true",
                "{\"extra_columns\": null} | column schema: field extra_columns: expected an object, found null",
                "{\"extra_columns\": []} | column schema: field extra_columns: expected an object, found []",
                "{\"extra_columns\": {\"b\": []}} | column schema: column b: expected an object, found []",
                "[1, 2] | column schema: expected a JSON object, found [1,2]",
                "asdf | column schema: not JSON",
                "`` | column schema: expected a JSON object, found no text",
            })
    void refusesAnotherShapeByColumn(String json, String problem) {
        assertThatThrownBy(() -> ColumnSchema.fromJson(json))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesToBuildWhatPythonWouldNotReadBack() {
        ColumnInfo info = ColumnInfo.of(DataType.FLOAT, "d");

        assertThatThrownBy(() -> ColumnSchema.builder().addDeclaredColumn("extra_columns", info))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("addColumn");
        assertThatThrownBy(() -> ColumnSchema.builder().addColumn("\udc00", info))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> info.withDescription("\udc00")).isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> info.withUnits("\udc00")).isInstanceOf(MetadataException.class);
        assertThatThrownBy(
                        () -> new ColumnInfo(false, DataType.FLOAT, "d", Optional.empty(), false, Map.of("units", "V")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("units");
    }

    @Test
    void doesNotLetItsColumnsBeChanged() {
        ColumnSchema schema = ColumnSchema.fromJson(SCHEMA);
        ColumnSchema.Builder builder = schema.toBuilder();
        ColumnSchema built = builder.build();
        builder.addColumn("later", ColumnInfo.of(DataType.FLOAT, "d"));

        assertThat(built).isEqualTo(schema);
        assertThatThrownBy(() -> schema.columns().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> schema.extraColumns().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> schema.declaredColumns().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
