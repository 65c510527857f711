package io.battdat.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatteryMetadataTest {
    /** Every field that battdat 0.4.9 knows, and one that it does not in each object. */
    private static final String COMPLETE =
            """
            {"name":"Zelle №5 😀","comments":"two\\nlines","version":"0.4.9","is_measurement":false,\
            "test_protocol":{"cycler":"Arbin","start_date":"2024-02-29","set_temperature":30.0,"schedule":"a.sdx",\
            "room":3},\
            "battery":{"manufacturer":"ACME","design":"18650","layer_count":12,"form_factor":"pouch","mass":0.0471,\
            "dimensions":"10×20 mm",\
            "anode":{"name":"graphite","supplier":"S","product":"P","thickness":63.5,"area":14.1,"loading":9.94,\
            "porosity":33.1,"binder":"PVDF"},\
            "cathode":{"name":"NMC532","supplier":null,"list":[1,2.50,null,"x",{"k":[true,false]}]},\
            "electrolyte":{"name":"LiPF6","additives":[{"name":"VC","amount":2.0,"units":null,"lot":"q"}],"pH":7},\
            "nominal_capacity":1.6,"batch":"b"},\
            "modeling":{"name":"PyBaMM","version":null,"type":"physics","references":["https://pybamm.org"],\
            "models":["SPM"],"simulation_type":"TightlyCoupledModelsSimulation","seed":1},\
            "source":"Lab","dataset_name":"Formation","authors":[["Ana","Málaga"],["李雷","清华大学"]],\
            "associated_ids":["https://doi.org/10.1000/182","doi:10.1/2"],\
            "lab_extra":{"big":9007199254740993,"tiny":5e-324,"negative":-0.0,"float":1e0,"huge":1e400}}""";

    @Test
    void readsTheFieldsThatBattdatKnows() {
        BatteryMetadata metadata = BatteryMetadata.fromJson(COMPLETE);

        assertThat(metadata.name()).contains("Zelle №5 😀");
        assertThat(metadata.comments()).contains("two\nlines");
        assertThat(metadata.version()).contains("0.4.9");
        assertThat(metadata.isMeasurement()).isFalse();
        assertThat(metadata.source()).contains("Lab");
        assertThat(metadata.datasetName()).contains("Formation");
        assertThat(metadata.authors()).containsExactly(new Author("Ana", "Málaga"), new Author("李雷", "清华大学"));
        assertThat(metadata.associatedIds()).containsExactly("https://doi.org/10.1000/182", "doi:10.1/2");

        CyclingProtocol protocol = metadata.testProtocol().orElseThrow();
        assertThat(protocol.cycler()).contains("Arbin");
        assertThat(protocol.startDate()).contains(LocalDate.of(2024, 2, 29));
        assertThat(protocol.setTemperature()).hasValue(30);
        assertThat(protocol.schedule()).contains("a.sdx");

        ModelMetadata modeling = metadata.modeling().orElseThrow();
        assertThat(modeling.name()).isEqualTo("PyBaMM");
        assertThat(modeling.version()).isEmpty();
        assertThat(modeling.type()).contains(ModelType.PHYSICS);
        assertThat(modeling.references()).containsExactly("https://pybamm.org");
        assertThat(modeling.models()).containsExactly("SPM");
        assertThat(modeling.simulationType()).contains("TightlyCoupledModelsSimulation");
    }

    @Test
    void readsTheBatteryAndItsMaterials() {
        BatteryDescription battery =
                BatteryMetadata.fromJson(COMPLETE).battery().orElseThrow();

        assertThat(battery.manufacturer()).contains("ACME");
        assertThat(battery.design()).contains("18650");
        assertThat(battery.layerCount()).hasValue(12);
        assertThat(battery.formFactor()).contains("pouch");
        assertThat(battery.mass()).hasValue(0.0471);
        assertThat(battery.dimensions()).contains("10×20 mm");
        assertThat(battery.nominalCapacity()).hasValue(1.6);

        ElectrodeDescription anode = battery.anode().orElseThrow();
        assertThat(anode.name()).isEqualTo("graphite");
        assertThat(anode.supplier()).contains("S");
        assertThat(anode.product()).contains("P");
        assertThat(anode.thickness()).hasValue(63.5);
        assertThat(anode.area()).hasValue(14.1);
        assertThat(anode.loading()).hasValue(9.94);
        assertThat(anode.porosity()).hasValue(33.1);

        ElectrodeDescription cathode = battery.cathode().orElseThrow();
        assertThat(cathode.name()).isEqualTo("NMC532");
        assertThat(cathode.supplier()).isEmpty();
        assertThat(cathode.thickness()).isEmpty();

        ElectrolyteDescription electrolyte = battery.electrolyte().orElseThrow();
        assertThat(electrolyte.name()).isEqualTo("LiPF6");
        ElectrolyteAdditive additive = electrolyte.additives().get(0);
        assertThat(additive.name()).isEqualTo("VC");
        assertThat(additive.amount()).hasValue(2);
        assertThat(additive.units()).isEmpty();
    }

    @Test
    void writesWhatItReadToTheLetter() {
        assertThat(BatteryMetadata.fromJson(COMPLETE).toJson()).isEqualTo(COMPLETE);
    }

    @Test
    void tellsUnknownFieldsFromKnownOnesAtEveryLevel() {
        BatteryMetadata metadata = BatteryMetadata.fromJson(COMPLETE);
        BatteryDescription battery = metadata.battery().orElseThrow();
        ElectrolyteDescription electrolyte = battery.electrolyte().orElseThrow();

        assertThat(metadata.extraFields()).containsOnlyKeys("lab_extra");
        assertThat(metadata.testProtocol().orElseThrow().extraFields()).containsOnlyKeys("room");
        assertThat(metadata.modeling().orElseThrow().extraFields()).containsOnlyKeys("seed");
        assertThat(battery.extraFields()).containsExactly(Map.entry("batch", "b"));
        assertThat(battery.anode().orElseThrow().extraFields()).containsExactly(Map.entry("binder", "PVDF"));
        assertThat(electrolyte.extraFields()).containsExactly(Map.entry("pH", JsonNumber.of(7)));
        assertThat(electrolyte.additives().get(0).extraFields()).containsExactly(Map.entry("lot", "q"));
        assertThat(battery.toJson()).startsWith("{\"manufacturer\":\"ACME\"").endsWith("\"batch\":\"b\"}");
    }

    @Test
    void doesNotLetItsFieldsBeChanged() {
        BatteryMetadata metadata = BatteryMetadata.fromJson(COMPLETE);

        assertThatThrownBy(() -> metadata.extraFields().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) metadata.extraFields().get("lab_extra")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> metadata.authors().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void takesMissingFieldsAndNullsForNothing() {
        BatteryMetadata nothing = BatteryMetadata.fromJson(" {} ");
        BatteryMetadata nulls = BatteryMetadata.fromJson(
                """
                {"name":null,"comments":null,"test_protocol":null,"battery":null,"modeling":null,"source":null,
                "dataset_name":null,"authors":null,"associated_ids":null}""");

        for (BatteryMetadata metadata : List.of(nothing, nulls)) {
            assertThat(metadata.name()).isEmpty();
            assertThat(metadata.version()).isEmpty();
            assertThat(metadata.isMeasurement()).isTrue();
            assertThat(metadata.testProtocol()).isEmpty();
            assertThat(metadata.battery()).isEmpty();
            assertThat(metadata.modeling()).isEmpty();
            assertThat(metadata.authors()).isEmpty();
            assertThat(metadata.associatedIds()).isEmpty();
            assertThat(metadata.extraFields()).isEmpty();
        }
    }

    @Test
    void readsFieldsThatOldReleasesHadElsewhereOrOtherwise() {
        BatteryMetadata old = BatteryMetadata.fromJson(
                """
                {"name": "old", "version": "0.1.0", "cycler": "Arbin", "start_date": null, "raw_data_columns": {},
                "battery": {"dimensions": [10, 20.5], "electrolyte": {"name": "e"}}, "modeling": {"name": "m"}}""");

        assertThat(old.version()).contains("0.1.0");
        assertThat(old.extraFields()).containsOnlyKeys("cycler", "start_date", "raw_data_columns");
        assertThat(old.battery().orElseThrow().dimensions()).contains("[10,20.5]");
        assertThat(old.modeling().orElseThrow().version()).isEmpty();
        assertThat(old.toJson()).contains("\"dimensions\":[10,20.5]");
    }

    @Test
    void takesTheLastOfFieldsWithOneName() {
        BatteryMetadata metadata = BatteryMetadata.fromJson("{\"name\": \"a\", \"x\": 1, \"name\": \"b\"}");

        assertThat(metadata.name()).contains("b");
        assertThat(metadata.toJson()).isEqualTo("{\"name\":\"b\",\"x\":1}");
    }

    @Test
    void readsAndWritesNumbersThatAreNotFiniteAsPythonDoes() {
        String json = "{\"a\":NaN,\"b\":Infinity,\"c\":[-Infinity]}";

        assertThat(BatteryMetadata.fromJson(json).toJson()).isEqualTo(json);
        assertThat(BatteryMetadata.fromJson(json).extraFields().get("a"))
                .isInstanceOfSatisfying(JsonNumber.class, number -> assertThat(number.doubleValue())
                        .isNaN());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": 5, \"is_measurement\": \"maybe\"} | name: expected text, found 5",
                "{\"is_measurement\": \"maybe\"} | is_measurement: expected true or false, found \"maybe\"",
                "{\"is_measurement\": null} | is_measurement: expected true or false, found null",
                "{\"version\": null} | version: expected text, found null",
                "{\"comments\": [1, 2]} | comments: expected text, found [1,2]",
                "{\"source\": {\"a\": 1}} | source: expected text, found {\"a\":1}",
                "{\"test_protocol\": \"cc-cv\"} | test_protocol: expected an object, found \"cc-cv\"",
                "{\"test_protocol\": {\"start_date\": \"31.1.2024\"}} | test_protocol.start_date: expected a date",
                "{\"test_protocol\": {\"set_temperature\": \"warm\"}} | set_temperature: expected a number",
                "{\"battery\": []} | battery: expected an object, found []",
                "{\"battery\": {\"layer_count\": 1}} | battery.layer_count: expected an integer of at least 2, found 1",
                "{\"battery\": {\"layer_count\": 2.5}} | battery.layer_count: expected an integer of at least 2",
                "{\"battery\": {\"mass\": {}}} | battery.mass: expected a number, found {}",
                "{\"battery\": {\"dimensions\": 5}} | battery.dimensions: expected text, found 5",
                "{\"battery\": {\"dimensions\": [\"x\"]}} | battery.dimensions[0]: expected a number, found \"x\"",
                "{\"battery\": {\"anode\": {}}} | battery.anode.name: expected text, but the field is missing",
                "{\"battery\": {\"anode\": {\"name\": null}}} | battery.anode.name: expected text, found null",
                "{\"battery\": {\"cathode\": {\"name\": \"c\", \"area\": -1}}} | area: expected a number of at least 0",
                "{\"battery\": {\"cathode\": {\"name\": \"c\", \"loading\": NaN}}} | loading: expected a number",
                "{\"battery\": {\"cathode\": {\"name\": \"c\", \"porosity\": 101}}} | from 0 to 100, found 101",
                "{\"battery\": {\"electrolyte\": {\"name\": \"e\", \"additives\": [{}]}}} | additives[0].name:",
                "{\"battery\": {\"electrolyte\": {\"name\": \"e\", \"additives\": {}}}} | an array, found {}",
                "{\"modeling\": {\"name\": \"m\", \"type\": \"magic\"}} | type: expected physics, data or empirical",
                "{\"battery\": {\"electrolyte\": {\"name\": \"e\", \"additives\": null}}} | an array, found null",
                "{\"modeling\": {\"name\": \"m\", \"models\": [1]}} | modeling.models[0]: expected text, found 1",
                "{\"authors\": [[\"a\", \"b\"], [\"a\"]]} | authors[1]: expected an array of name and affiliation",
                "{\"authors\": [[\"a\", 1]]} | authors[0][1]: expected text, found 1",
                "{\"associated_ids\": [\"10.1000/182\"]} | associated_ids[0]: expected a URL such as",
            })
    void refusesFieldsOfTheWrongTypeByName(String json, String problem) {
        assertThatThrownBy(() -> BatteryMetadata.fromJson(json))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("battery metadata: field ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | expected a JSON object, found no text",
                "` \n` | expected a JSON object, found no text",
                "[1, 2] | expected a JSON object, found [1,2]",
                "null | expected a JSON object, found null",
                "\"name\" | expected a JSON object, found \"name\"",
                "42 | expected a JSON object, found 42",
                "{\"name\":  | line 1, column",
                "asdf | line 1, column",
                "{\"name\": \"a\"} {} | text after the end of the object",
                "{\"name\": \"a\"} x | line 1, column",
                "{\"name\": \"a\",} | line 1, column",
                "{name: 1} | line 1, column",
                "{\"x\": 01} | line 1, column",
                "{\"x\": +1} | line 1, column",
                "{\"x\": -INF} | unknown word -INF",
                "{\"x\": \"\\ud800\"} | half of a surrogate pair",
                "{\"\\udc00\": 1} | half of a surrogate pair",
                "`(dp0\nVname\np1\nVx\np2\ns.` | line 1, column",
            })
    void refusesWhatIsNoJsonObject(String text, String problem) {
        assertThatThrownBy(() -> BatteryMetadata.fromJson(text))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("battery metadata: ")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesNestingThatBattdatCannotReadEither() {
        assertThat(BatteryMetadata.fromJson(nested(200)).extraFields()).containsOnlyKeys("x");
        assertThatThrownBy(() -> BatteryMetadata.fromJson(nested(201)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("201");
        assertThatThrownBy(() -> BatteryMetadata.fromJson(nested(5000))).isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> BatteryMetadata.fromJson("[".repeat(1_000_000)))
                .isInstanceOf(MetadataException.class);
    }

    private static String nested(int arrays) {
        return "{\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    @Test
    void boundsTheLengthOfNumbersAsPythonDoes() {
        String longest = "{\"x\":" + "1".repeat(4300) + "}";

        assertThat(BatteryMetadata.fromJson(longest).toJson()).isEqualTo(longest);
        assertThatThrownBy(() -> BatteryMetadata.fromJson("{\"x\":" + "1".repeat(4301) + "}"))
                .isInstanceOf(MetadataException.class);
    }

    @Test
    void showsOnlyTheBeginningOfAHugeValue() {
        assertThatThrownBy(() -> BatteryMetadata.fromJson("{\"battery\":\"" + "x".repeat(100_000) + "\"}"))
                .hasMessageContaining("battery: expected an object, found \"xxx")
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message).hasSizeLessThan(300));
    }

    @Test
    void buildsInTheOrderOfBattdat() {
        BatteryMetadata metadata = BatteryMetadata.builder()
                .field("rack", 7)
                .associatedIds(List.of("https://doi.org/1"))
                .authors(List.of(new Author("Ana", "Málaga")))
                .datasetName("d")
                .source("s")
                .comments("c")
                .name("cell")
                .field("notes", List.of("a", Map.of("b", 2.5)))
                .build();

        assertThat(metadata.toJson())
                .isEqualTo(
                        """
                        {"name":"cell","comments":"c","version":"0.4.9","is_measurement":true,"source":"s",\
                        "dataset_name":"d","authors":[["Ana","Málaga"]],"associated_ids":["https://doi.org/1"],\
                        "rack":7,"notes":["a",{"b":2.5}]}""");
        assertThat(BatteryMetadata.fromJson(metadata.toJson())).isEqualTo(metadata);
    }

    @Test
    void rebuildsWithOneFieldChangedAndTheOthersKept() {
        BatteryMetadata complete = BatteryMetadata.fromJson(COMPLETE);

        assertThat(complete.toBuilder().build().toJson()).isEqualTo(COMPLETE);
        assertThat(complete.toBuilder()
                        .name("other")
                        .removeField("lab_extra")
                        .build()
                        .toJson())
                .isEqualTo(COMPLETE.replace("Zelle №5 😀", "other").replaceFirst(",\"lab_extra\":\\{.*?}", ""));
        assertThat(BatteryMetadata.builder()
                        .battery(complete.battery().orElseThrow())
                        .testProtocol(complete.testProtocol().orElseThrow())
                        .modeling(null)
                        .build()
                        .battery())
                .isEqualTo(complete.battery());
    }

    @Test
    void refusesToBuildWhatItWouldNotRead() {
        Map<String, Object> endless = new LinkedHashMap<>();
        endless.put("itself", endless);
        List<Object> endlessList = new ArrayList<>();
        endlessList.add(endlessList);

        assertRefused(BatteryMetadata.builder().version(null), "version: expected text, found null");
        assertRefused(BatteryMetadata.builder().field("battery", "x"), "battery: expected an object");
        assertRefused(BatteryMetadata.builder().field("x", new Object()), "x: class java.lang.Object has no JSON form");
        assertRefused(BatteryMetadata.builder().field("x", Map.of(1, 2)), "x: the names of an object must be text");
        assertRefused(BatteryMetadata.builder().field("x", endless), "nested deeper than 201 levels");
        assertRefused(BatteryMetadata.builder().field("x", endlessList), "nested deeper than 201 levels");
        assertRefused(BatteryMetadata.builder().name("\ud83d"), "name: half of a surrogate pair");
    }

    private static void assertRefused(BatteryMetadata.Builder builder, String problem) {
        assertThatThrownBy(builder::build).isInstanceOf(MetadataException.class).hasMessageContaining(problem);
    }

    @Test
    void isEqualWhateverTheOrderOfFields() {
        BatteryMetadata metadata = BatteryMetadata.fromJson("{\"name\":\"a\",\"x\":1}");

        assertThat(metadata)
                .isEqualTo(BatteryMetadata.fromJson("{ \"x\": 1, \"name\": \"a\" }"))
                .hasSameHashCodeAs(BatteryMetadata.fromJson("{ \"x\": 1, \"name\": \"a\" }"))
                .isNotEqualTo(BatteryMetadata.fromJson("{\"name\":\"a\",\"x\":2}"))
                .hasToString("{\"name\":\"a\",\"x\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.5\"", "1.5", "\" 1.5 \""})
    void readsNumbersInTextAsPydanticDoesAndWritesThemAsTheyWere(String value) {
        String json = "{\"battery\":{\"mass\":" + value + "}}";

        assertThat(BatteryMetadata.fromJson(json).battery().orElseThrow().mass())
                .hasValue(1.5);
        assertThat(BatteryMetadata.fromJson(json).toJson()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"5,5", "2.0,2.0", "\"5\",5", "\"wt%\",wt%"})
    void readsUnitsOfAdditivesAsTextOrNumber(String value, String units) {
        BatteryMetadata metadata = BatteryMetadata.fromJson("{\"battery\":{\"electrolyte\":{\"name\":\"e\","
                + "\"additives\":[{\"name\":\"a\",\"units\":" + value + "}]}}}");

        ElectrolyteDescription electrolyte =
                metadata.battery().orElseThrow().electrolyte().orElseThrow();
        assertThat(electrolyte.additives().get(0).units()).contains(units);
    }

    @Test
    void addsTheFileToItsMessages() {
        MetadataException problem = new MetadataException("field name: expected text, found 5");

        assertThat(problem.at("cell.h5"))
                .hasMessage("cell.h5: field name: expected text, found 5")
                .hasCause(problem);
    }
}
