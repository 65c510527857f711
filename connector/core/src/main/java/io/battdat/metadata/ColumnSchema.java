package io.battdat.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table's columns mean: the JSON in the attribute {@code metadata} of a table. The table itself says which
 * columns it has; a schema may describe others and leave some out.
 *
 * <p>battdat keeps the columns of a predefined schema apart from those that a user added ({@code extra_columns}); so
 * does this, so that Python gets back what it wrote. A column that stands twice has its last description. Immutable.
 */
public final class ColumnSchema {
    private static final Place PLACE = Place.of("column schema");
    private static final String EXTRA_COLUMNS = "extra_columns";

    private final Map<String, ColumnInfo> declaredColumns;
    private final Map<String, ColumnInfo> extraColumns;
    private final Map<String, ColumnInfo> columns;

    private ColumnSchema(Map<String, ColumnInfo> declaredColumns, Map<String, ColumnInfo> extraColumns) {
        this.declaredColumns = Collections.unmodifiableMap(new LinkedHashMap<>(declaredColumns));
        this.extraColumns = Collections.unmodifiableMap(new LinkedHashMap<>(extraColumns));
        Map<String, ColumnInfo> all = new LinkedHashMap<>(declaredColumns);
        all.putAll(extraColumns);
        this.columns = Collections.unmodifiableMap(all);
    }

    /**
     * Reads a schema.
     *
     * @throws MetadataException if {@code json} is no JSON object of columns or a field of a column has the wrong type
     */
    public static ColumnSchema fromJson(String json) {
        Map<String, Object> members = new LinkedHashMap<>(JsonReader.readObject(PLACE, json));
        // Absent is fine, as for battdat; null is not.
        Object extra = members.containsKey(EXTRA_COLUMNS) ? members.remove(EXTRA_COLUMNS) : Map.of();
        return new ColumnSchema(
                read(members), read(Fields.of(PLACE.field(EXTRA_COLUMNS), extra).values()));
    }

    private static Map<String, ColumnInfo> read(Map<String, Object> members) {
        Map<String, ColumnInfo> columns = new LinkedHashMap<>();
        members.forEach((name, value) -> columns.put(name, ColumnInfo.read(PLACE.column(name), value)));
        return columns;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that holds all of these columns. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.declaredColumns.putAll(declaredColumns);
        builder.extraColumns.putAll(extraColumns);
        return builder;
    }

    /** All columns by name: declared ones, then extra ones. Of a name in both the extra one counts, as for battdat. */
    public Map<String, ColumnInfo> columns() {
        return columns;
    }

    public Optional<ColumnInfo> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** The columns of a predefined schema of battdat's. */
    public Map<String, ColumnInfo> declaredColumns() {
        return declaredColumns;
    }

    /** The columns that a user added. */
    public Map<String, ColumnInfo> extraColumns() {
        return extraColumns;
    }

    /** The schema as battdat writes it: {@code extra_columns} first, and every field of a column, also null. */
    public String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(EXTRA_COLUMNS, toJsonValue(extraColumns));
        members.putAll(toJsonValue(declaredColumns));
        return JsonWriter.write(members);
    }

    private static Map<String, Object> toJsonValue(Map<String, ColumnInfo> columns) {
        Map<String, Object> members = new LinkedHashMap<>();
        columns.forEach((name, info) -> members.put(name, info.toJsonValue()));
        return members;
    }

    /** Equal schemas write the same JSON but for the order of columns. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnSchema schema
                && schema.declaredColumns.equals(declaredColumns)
                && schema.extraColumns.equals(extraColumns);
    }

    @Override
    public int hashCode() {
        return Objects.hash(declaredColumns, extraColumns);
    }

    @Override
    public String toString() {
        return toJson();
    }

    /** Gathers columns; a name that is added again keeps its place and gets the new description. */
    public static final class Builder {
        private final Map<String, ColumnInfo> declaredColumns = new LinkedHashMap<>();
        private final Map<String, ColumnInfo> extraColumns = new LinkedHashMap<>();

        private Builder() {}

        /** Adds to {@code extra_columns}, as battdat's {@code add_column} does: any name is allowed there. */
        public Builder addColumn(String name, ColumnInfo info) {
            extraColumns.put(checked(name), Objects.requireNonNull(info, "info"));
            return this;
        }

        /**
         * Adds a column of a predefined schema. battdat makes each an attribute of a Python class, so that a name that
         * begins with an underscore is lost there; {@link #addColumn} has no such limit.
         */
        public Builder addDeclaredColumn(String name, ColumnInfo info) {
            if (name.equals(EXTRA_COLUMNS)) {
                throw new MetadataException(
                        PLACE.column(name) + ": battdat uses this name itself; add it by addColumn");
            }
            declaredColumns.put(checked(name), Objects.requireNonNull(info, "info"));
            return this;
        }

        public ColumnSchema build() {
            return new ColumnSchema(declaredColumns, extraColumns);
        }

        private static String checked(String name) {
            return JsonValues.wellFormed(PLACE, name);
        }
    }
}
