package io.battdat.spark.catalog;

import io.battdat.spark.read.Archive;
import io.battdat.spark.read.FileContents;
import io.battdat.spark.read.FileContents.CellTable;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a directory as they were listed, and what they hold.
 *
 * @param contents of the files that could be read
 */
record Snapshot(Archive archive, List<FileContents> contents) {
    SortedSet<String> tableNames() {
        SortedSet<String> names = new TreeSet<>();
        contents.forEach(file -> file.tables().forEach(table -> names.add(table.name())));
        return names;
    }

    Stream<CellTable> tables(String name) {
        return contents.stream().flatMap(file -> file.tables().stream()).filter(table -> table.name()
                .equals(name));
    }

    long fileCount(String table) {
        return contents.stream()
                .filter(file ->
                        file.tables().stream().anyMatch(held -> held.name().equals(table)))
                .count();
    }

    long rowCount(String table) {
        return tables(table).mapToLong(CellTable::rowCount).sum();
    }
}
