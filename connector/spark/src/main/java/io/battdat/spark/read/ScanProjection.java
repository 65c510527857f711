package io.battdat.spark.read;

import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.predicate.Match;
import io.battdat.predicate.Predicate;
import io.battdat.spark.ReadConf;
import io.battdat.spark.SparkTypes;
import io.battdat.spark.TypeWidening;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a query reads, and where each comes from.
 *
 * @param required the query's columns, in order; part of the table's schema, {@code _metadata} included
 * @param partitionSchema the columns of {@code key=value} directories
 * @param schemaOrigin where the types come from, for messages
 * @param filters the rows that it wants
 * @param rows how many of them
 */
record ScanProjection(
        ReadConf conf,
        StructType required,
        StructType partitionSchema,
        String schemaOrigin,
        PushedFilters filters,
        RowsWanted rows)
        implements Serializable {

    boolean needsCellName() {
        return cellField().isPresent() || needsFileMetadata(FileMetadataColumn.CELL) || filters.needCellName();
    }

    boolean needsMetadata() {
        return requiredField(conf.metadataColumn()).isPresent() || needsFileMetadata(FileMetadataColumn.BATTERY);
    }

    /** The column with the cell's name, if the query reads it. */
    Optional<StructField> cellField() {
        return requiredField(conf.cellColumn());
    }

    private Optional<StructField> requiredField(String column) {
        return Stream.of(required.fields())
                .filter(field -> column != null && sameName(field.name(), column))
                .findFirst();
    }

    /** Position of a column among those of directories; -1 if it is none of them. */
    int directoryColumn(String name) {
        StructField[] columns = partitionSchema.fields();
        for (int i = 0; i < columns.length; i++) {
            if (sameName(columns[i].name(), name)) {
                return i;
            }
        }
        return -1;
    }

    /** The names that a table stores columns of the query under, by their names in the query. */
    Map<String, String> storedNames(Binding binding) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < required.fields().length; i++) {
            String name = required.fields()[i].name();
            binding.member(i).ifPresent(member -> names.put(name, member.name()));
        }
        return names;
    }

    /**
     * The order in which to name columns that ascend, each by itself: as people sort rows of a cell, by cycle and then by
     * time; what else there is comes after.
     */
    List<String> bestOrder(Set<String> ascending) {
        List<String> first = List.of("cycle_number", "test_time");
        return Stream.concat(first.stream(), Stream.of(required.fieldNames()))
                .filter(ascending::contains)
                .distinct()
                .toList();
    }

    private boolean needsFileMetadata(String part) {
        for (StructField field : required.fields()) {
            if (isFileMetadata(field)) {
                return List.of(((StructType) field.dataType()).fieldNames()).contains(part);
            }
        }
        return false;
    }

    /** The hidden column, not one that the table itself stores under that name. */
    private static boolean isFileMetadata(StructField field) {
        return field.name().equals(FileMetadataColumn.NAME)
                && field.dataType() instanceof StructType parts
                && Stream.of(parts.fields()).allMatch(FileMetadataColumn::hasPart);
    }

    private boolean sameName(String one, String other) {
        return conf.caseSensitive() ? one.equals(other) : one.equalsIgnoreCase(other);
    }

    /** Where the required columns come from in a certain table. */
    Binding bind(TableInfo table, ListedFile file) {
        List<Member> members = new ArrayList<>();
        List<ColumnSource> sources = new ArrayList<>();
        for (StructField field : required.fields()) {
            sources.add(source(field, table, file, members));
        }
        return new Binding(members, sources);
    }

    /**
     * A projection onto one table.
     *
     * @param members the members to decode; of nested compounds only what the query needs
     * @param sources one for each required column
     */
    record Binding(List<Member> members, List<ColumnSource> sources) {
        /** The member that a required column is decoded from; empty if it is not stored. */
        Optional<Member> member(int column) {
            if (sources.get(column) instanceof ColumnSource.Stored stored) {
                return Optional.of(members.get(stored.index()));
            } else if (sources.get(column) instanceof ColumnSource.Widened widened) {
                return Optional.of(members.get(widened.index()));
            }
            return Optional.empty();
        }
    }

    /**
     * What is left to ask of a table's rows, by the names of its members.
     *
     * @param ofCell filters with what is known of the file and the cell
     * @throws SchemaConflictException if a column is of another type than the query has it
     */
    PushedFilters bindFilters(PushedFilters ofCell, TableInfo table) {
        return new PushedFilters(
                ofCell.columns(),
                ofCell.planned().map(test -> bind(test, table)),
                ofCell.runtime().map(test -> bind(test, table)));
    }

    private Predicate bind(Predicate.Test test, TableInfo table) {
        StructField field = filters.columns().field(test.column().get(0)).orElseThrow();
        int index = memberIndex(field.name(), table);
        if (index < 0) {
            return PushedFilters.constant(test.condition(), null);
        } else if (test.condition().matchUnknown() != Match.SOME) {
            return test.condition().matchUnknown() == Match.ALL ? Predicate.ALWAYS : Predicate.NEVER;
        }
        Member member = table.layout().members().get(index);
        List<String> inner = test.column().subList(1, test.column().size());
        DataType only = SparkTypes.only(field.dataType(), inner, this::sameName);
        stored(table, member, DataTypes.createStructField(field.name(), only, true), new ArrayList<>());
        List<String> path = new ArrayList<>(List.of(member.name()));
        path.addAll(SparkTypes.memberPath(member.type(), inner, this::sameName));
        return new Predicate.Test(path, test.condition());
    }

    /** The name that a table stores a column of the query under; empty if it lacks the column. */
    Optional<String> storedName(String name, TableInfo table) {
        int index = memberIndex(name, table);
        return index < 0
                ? Optional.empty()
                : Optional.of(table.layout().members().get(index).name());
    }

    private ColumnSource source(StructField field, TableInfo table, ListedFile file, List<Member> members) {
        if (isFileMetadata(field)) {
            return new ColumnSource.FileMetadata((StructType) field.dataType());
        } else if (conf.cellColumn() != null && sameName(field.name(), conf.cellColumn())) {
            return new ColumnSource.CellName();
        } else if (conf.metadataColumn() != null && sameName(field.name(), conf.metadataColumn())) {
            return new ColumnSource.BatteryMetadata();
        }
        int directory = directoryColumn(field.name());
        if (directory >= 0) {
            DataType type = partitionSchema.fields()[directory].dataType();
            return new ColumnSource.Constant(file.partitionValues().get(directory, type), field.dataType());
        }
        int index = memberIndex(field.name(), table);
        if (index < 0) {
            return new ColumnSource.Constant(null, field.dataType());
        }
        return stored(table, table.layout().members().get(index), field, members);
    }

    /** The exact name wins; else, if case does not matter, the one name that differs in case only. */
    private int memberIndex(String name, TableInfo table) {
        int exact = table.layout().indexOf(name).orElse(-1);
        if (exact >= 0 || conf.caseSensitive()) {
            return exact;
        }
        List<Member> members = table.layout().members();
        int found = -1;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                if (found >= 0) {
                    throw new SchemaConflictException(table.file() + ": table " + table.path() + ": columns "
                            + members.get(found).name() + " and "
                            + members.get(i).name() + " both match " + name
                            + ". Set spark.sql.caseSensitive=true to tell them apart");
                }
                found = i;
            }
        }
        return found;
    }

    private ColumnSource stored(TableInfo table, Member stored, StructField field, List<Member> members) {
        ElementType needed = SparkTypes.prune(stored.type(), field.dataType(), this::sameName);
        Member member = new Member(stored.name(), stored.offset(), needed);
        ColumnType type = TableReader.columnType(table, member);
        members.add(member);
        if (SparkTypes.matches(type, field.dataType())) {
            return new ColumnSource.Stored(members.size() - 1);
        } else if (TypeWidening.widens(SparkTypes.of(type), field.dataType(), conf.integersAsDoubles())) {
            return new ColumnSource.Widened(members.size() - 1, SparkTypes.of(type));
        }
        throw new SchemaConflictException(table.file() + ": table " + table.path() + ": column " + member.name()
                + " is " + SparkTypes.of(stored.type()).simpleString() + " here, and "
                + field.dataType().simpleString() + " in " + schemaOrigin
                + ". Set mergeSchema=true, which finds a type for both if there is one; or read the files apart and cast,"
                + " or give a schema without the column");
    }
}
