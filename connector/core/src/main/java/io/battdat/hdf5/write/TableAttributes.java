package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;
import java.util.List;

/** Attributes of a table: PyTables', and those that battdat adds. To be called with the library locked. */
final class TableAttributes {
    private TableAttributes() {}

    /** What PyTables writes for a new table (tables/tableextension.pyx, {@code _create_table}). */
    static void describe(Handle table, RecordLayout layout) throws IOException {
        NativeAttributes.text(table, "CLASS", "TABLE");
        NativeAttributes.text(table, "VERSION", "2.7");
        NativeAttributes.text(table, "TITLE", "");
        rowCount(table, 0);
        List<Member> members = layout.members();
        for (int i = 0; i < members.size(); i++) {
            NativeAttributes.text(table, "FIELD_" + i + "_NAME", members.get(i).name());
        }
        int field = 0;
        for (ElementType column : DefaultValue.columns(members)) {
            DefaultValue value = DefaultValue.of(column);
            NativeAttributes.value(table, "FIELD_" + field + "_FILL", value.type(), value.bytes());
            field++;
        }
    }

    /** PyTables' own count of the rows. */
    static void rowCount(Handle table, long rows) throws IOException {
        NativeAttributes.integer(table, "NROWS", rows);
    }

    /** battdat's description of the columns. */
    static void schema(Handle table, String schema, String jsonSchema) throws IOException {
        NativeAttributes.text(table, "metadata", schema);
        NativeAttributes.text(table, "json_schema", jsonSchema);
        NativeAttributes.text(table, "battdat_version", BatteryMetadata.BATTDAT_VERSION);
    }
}
