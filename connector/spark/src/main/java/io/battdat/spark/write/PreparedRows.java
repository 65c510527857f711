package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.spark.WriteConf;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A DataFrame made ready for the tasks: columns that are stored, then {@link HiddenColumns}. */
final class PreparedRows {
    private final StructType schema;
    private final WriteConf conf;
    private final List<StructField> partitions;
    private final StructField cell;
    private final StructField metadata;

    /** @throws BattdatException if a column that an option names is not there, or is not fit for it */
    PreparedRows(StructType schema, WriteConf conf) {
        this.schema = schema;
        this.conf = conf;
        this.partitions = conf.partitionColumns().stream()
                .map(name -> single("partitionBy", field("partitionBy", name)))
                .toList();
        this.cell = conf.cellColumn() == null
                ? null
                : single("option cellColumn", field("option cellColumn", conf.cellColumn()));
        this.metadata = conf.metadataColumn() == null ? null : field("option metadataColumn", conf.metadataColumn());
        if (cell != null && cell == metadata) {
            throw new BattdatException("options cellColumn and metadataColumn both name column " + cell.name()
                    + ". One column holds the name of the cell, another its metadata");
        }
        if (cell != null && cell.dataType() instanceof BinaryType) {
            throw new BattdatException(
                    "option cellColumn: column " + cell.name() + " is binary. Cast it to string, or use hex or base64");
        }
        for (StructField partition : partitions) {
            if (partition.name().startsWith(".")) {
                throw new BattdatException("partitionBy: readers do not see directories whose names begin with a dot."
                        + " Rename column " + partition.name());
            }
        }
        if (metadata != null && !(metadata.dataType() instanceof StringType)) {
            throw new BattdatException("option metadataColumn: column " + metadata.name() + " is "
                    + metadata.dataType().simpleString() + ". It must be a string: battery metadata as JSON (to_json"
                    + " makes it of a struct)");
        }
    }

    private StructField field(String what, String name) {
        for (StructField field : schema.fields()) {
            if (conf.caseSensitive() ? field.name().equals(name) : field.name().equalsIgnoreCase(name)) {
                return field;
            }
        }
        throw new BattdatException(
                what + ": there is no column " + name + ". The columns are " + String.join(", ", schema.fieldNames()));
    }

    private static StructField single(String what, StructField field) {
        if (field.dataType() instanceof ArrayType
                || field.dataType() instanceof MapType
                || field.dataType() instanceof StructType) {
            throw new BattdatException(what + ": column " + field.name() + " is "
                    + field.dataType().simpleString() + ". It must have a single value in each row");
        }
        return field;
    }

    /** The columns of the table. */
    StructType stored() {
        List<StructField> stored = new ArrayList<>();
        for (StructField field : schema.fields()) {
            if (field != cell && field != metadata && !partitions.contains(field)) {
                stored.add(field);
            }
        }
        return new StructType(stored.toArray(new StructField[0]));
    }

    /** The rows, of a DataFrame of the schema. */
    Dataset<Row> of(Dataset<Row> data, CellPlaces cells) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : stored().fields()) {
            columns.add(column(data, field));
        }
        List<Column> directory = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            Column text = column(data, partitions.get(i)).cast(DataTypes.StringType);
            // an empty text has the directory of null
            directory.add(functions.when(text.notEqual(functions.lit("")), text));
            columns.add(directory.get(i).as(HiddenColumns.partition(i)));
        }
        if (cell != null) {
            Column name = column(data, cell).cast(DataTypes.StringType);
            columns.add(name.as(HiddenColumns.CELL));
            directory.add(name);
            Column place = functions.struct(directory.toArray(new Column[0]));
            if (metadata != null) {
                columns.add(column(data, metadata).as(HiddenColumns.METADATA));
                columns.add(MetadataRows.isFirst(place, column(data, metadata)));
            }
            if (cells.areShared()) {
                columns.add(functions
                        .udf(new FileOfCell(cells, conf.partitionColumns()), DataTypes.StringType)
                        .apply(place)
                        .as(HiddenColumns.FILE));
            }
        }
        if (cell != null || !partitions.isEmpty()) {
            columns.add(functions.monotonically_increasing_id().as(HiddenColumns.ORDER));
        }
        Dataset<Row> prepared = data.select(columns.toArray(new Column[0]));
        return metadata == null ? prepared : MetadataRows.add(prepared);
    }

    private static Column column(Dataset<Row> data, StructField field) {
        return data.col("`" + field.name().replace("`", "``") + "`");
    }

    /** The file that has a cell, else the cell: rows of one file go to one task. */
    private record FileOfCell(CellPlaces cells, List<String> partitionColumns) implements UDF1<Row, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String call(Row place) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < partitionColumns.size(); i++) {
                values.add(place.getString(i));
            }
            String cell = place.getString(partitionColumns.size());
            return cell == null
                    ? null
                    : cells.of(PartitionPath.of(partitionColumns, values), cell)
                            .map(CellPlaces.Place::file)
                            .orElse(cell);
        }
    }
}
