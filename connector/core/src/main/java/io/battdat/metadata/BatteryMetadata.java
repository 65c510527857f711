package io.battdat.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a cell and its test: the JSON in the attribute {@code metadata} of a file's root.
 *
 * <p>What battdat 0.4.9 reads is read (but for a {@code layer_count} beyond 64 bits), and what it refuses for the type
 * or range of a field is refused too (but for shapes that other releases write, and all of a URL after its scheme):
 * Python could not open such a file. Metadata of every release since 0.1.0 is read;
 * {@code cycler}, {@code start_date}, {@code set_temperature} and {@code schedule}, which stood at the top until 0.3.4,
 * are among the {@link #extraFields} there, as they are for battdat.
 *
 * <p>A field that stands twice has its last value. {@code NaN}, {@code Infinity} and {@code -Infinity} are read and
 * written as bare words, as Python does, although standard JSON lacks them.
 */
public final class BatteryMetadata extends MetadataObject {
    /** The release of battdat whose fields these are; what {@link #builder} writes as {@code version}. */
    public static final String BATTDAT_VERSION = "0.4.9";

    private static final Place PLACE = Place.of("battery metadata");

    /** The order in which battdat writes its fields. */
    private static final List<String> FIELD_ORDER = List.of(
            "name",
            "comments",
            "version",
            "is_measurement",
            "test_protocol",
            "battery",
            "modeling",
            "source",
            "dataset_name",
            "authors",
            "associated_ids");

    private final Optional<String> name;
    private final Optional<String> comments;
    private final Optional<String> version;
    private final boolean isMeasurement;
    private final Optional<CyclingProtocol> testProtocol;
    private final Optional<BatteryDescription> battery;
    private final Optional<ModelMetadata> modeling;
    private final Optional<String> source;
    private final Optional<String> datasetName;
    private final List<Author> authors;
    private final List<String> associatedIds;

    private BatteryMetadata(Fields fields) {
        super(fields);
        name = fields.text("name");
        comments = fields.text("comments");
        version = fields.textUnlessMissing("version");
        isMeasurement = fields.flag("is_measurement", true);
        testProtocol = fields.object("test_protocol", CyclingProtocol::new);
        battery = fields.object("battery", BatteryDescription::new);
        modeling = fields.object("modeling", ModelMetadata::new);
        source = fields.text("source");
        datasetName = fields.text("dataset_name");
        authors = fields.array("authors", Author::read);
        associatedIds = fields.urls("associated_ids");
    }

    /**
     * Reads metadata.
     *
     * @throws MetadataException if {@code json} is no JSON object, is nested beyond 201 levels, or has a field of the
     *     wrong type
     */
    public static BatteryMetadata fromJson(String json) {
        return new BatteryMetadata(new Fields(PLACE, JsonReader.readObject(PLACE, json)));
    }

    /** Metadata of a measurement, of version {@link #BATTDAT_VERSION}, with nothing else. */
    public static Builder builder() {
        return new Builder(Map.of()).version(BATTDAT_VERSION).isMeasurement(true);
    }

    /** A builder that holds all of these fields, unknown ones too. */
    public Builder toBuilder() {
        return new Builder(values());
    }

    /** The name of the cell. */
    public Optional<String> name() {
        return name;
    }

    public Optional<String> comments() {
        return comments;
    }

    /** The release of battdat that wrote the metadata. */
    public Optional<String> version() {
        return version;
    }

    /** True for a measurement, which is what battdat assumes if nothing is said; false for a simulation. */
    public boolean isMeasurement() {
        return isMeasurement;
    }

    public Optional<CyclingProtocol> testProtocol() {
        return testProtocol;
    }

    public Optional<BatteryDescription> battery() {
        return battery;
    }

    /** The software that made the data, if it is simulated. */
    public Optional<ModelMetadata> modeling() {
        return modeling;
    }

    /** The organisation that made the data. */
    public Optional<String> source() {
        return source;
    }

    /** The larger collection that this cell belongs to. */
    public Optional<String> datasetName() {
        return datasetName;
    }

    public List<Author> authors() {
        return authors;
    }

    /** URLs that identify the data or papers about it, as they are spelled in the JSON. */
    public List<String> associatedIds() {
        return associatedIds;
    }

    /**
     * Sets fields one by one. What is built has battdat's own fields first, in battdat's order, then the others in the
     * order in which they were set. Null writes null.
     */
    public static final class Builder {
        private final Map<String, Object> values;

        private Builder(Map<String, Object> values) {
            this.values = new LinkedHashMap<>(values);
        }

        public Builder name(String name) {
            return field("name", name);
        }

        public Builder comments(String comments) {
            return field("comments", comments);
        }

        public Builder version(String version) {
            return field("version", version);
        }

        public Builder isMeasurement(boolean isMeasurement) {
            return field("is_measurement", isMeasurement);
        }

        public Builder testProtocol(CyclingProtocol testProtocol) {
            return object("test_protocol", testProtocol);
        }

        public Builder battery(BatteryDescription battery) {
            return object("battery", battery);
        }

        public Builder modeling(ModelMetadata modeling) {
            return object("modeling", modeling);
        }

        public Builder source(String source) {
            return field("source", source);
        }

        public Builder datasetName(String datasetName) {
            return field("dataset_name", datasetName);
        }

        public Builder authors(List<Author> authors) {
            return field("authors", authors.stream().map(Author::toJsonValue).toList());
        }

        public Builder associatedIds(List<String> urls) {
            return field("associated_ids", List.copyOf(urls));
        }

        /**
         * Any field by its name in JSON, known to battdat or not.
         *
         * @param value text, number, boolean, null, or lists and maps of these
         */
        public Builder field(String name, Object value) {
            values.put(name, value);
            return this;
        }

        public Builder removeField(String name) {
            values.remove(name);
            return this;
        }

        /**
         * Builds the metadata.
         *
         * @throws MetadataException if a field has the wrong type
         */
        public BatteryMetadata build() {
            Map<String, Object> ordered = new LinkedHashMap<>();
            for (String known : FIELD_ORDER) {
                if (values.containsKey(known)) {
                    ordered.put(known, values.get(known));
                }
            }
            ordered.putAll(values);
            return new BatteryMetadata(new Fields(PLACE, JsonValues.copyOf(PLACE, ordered)));
        }

        private Builder object(String name, MetadataObject object) {
            return field(name, object == null ? null : object.values());
        }
    }
}
