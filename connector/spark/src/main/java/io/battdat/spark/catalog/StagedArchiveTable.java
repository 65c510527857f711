package io.battdat.spark.catalog;

import io.battdat.spark.write.ArchiveRemoval;
import io.battdat.spark.write.TablePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsOverwriteV2;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * A table that a statement makes with its rows, or puts into the place of another. Its rows appear in one go when all are
 * written, and the old ones go with that; a statement that fails leaves everything as it was.
 */
final class StagedArchiveTable implements StagedTable, SupportsWrite {
    private final String name;
    private final Archives archives;
    private final TablePath path;
    private final TableDefinition definition;
    private final boolean replaces;
    private boolean written;

    /** @param replaces whether rows of a table of that name give way */
    StagedArchiveTable(String name, Archives archives, TablePath path, TableDefinition definition, boolean replaces) {
        this.name = name;
        this.archives = archives;
        this.path = path;
        this.definition = definition;
        this.replaces = replaces;
    }

    @Override
    public String name() {
        return name;
    }

    /** Deprecated in favour of {@code columns()}, which by default is made from it; Spark 3.5 to 4.x call either. */
    @Override
    @Deprecated
    public StructType schema() {
        return definition.columns();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(
                TableCapability.V1_BATCH_WRITE, TableCapability.TRUNCATE, TableCapability.OVERWRITE_BY_FILTER);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        ArchiveWriteBuilder builder = new ArchiveWriteBuilder(
                archives,
                path,
                archives.conf()
                        .writing(path, definition, info.options().asCaseSensitiveMap(), definition.partitionColumns()),
                predicates -> replaced());
        if (replaces) {
            builder.overwrite(new Predicate[0]);
        }
        return new StagedWriteBuilder(builder);
    }

    /** Spark may say that a new table is to be truncated. */
    private final class StagedWriteBuilder implements SupportsOverwriteV2 {
        private final ArchiveWriteBuilder builder;

        StagedWriteBuilder(ArchiveWriteBuilder builder) {
            this.builder = builder;
        }

        @Override
        public WriteBuilder overwrite(Predicate[] predicates) {
            return this;
        }

        @Override
        public Write build() {
            written = true;
            return builder.build();
        }
    }

    private TablePlaces replaced() {
        Snapshot now = archives.look(archives.conf().reading(path, definition.properties()));
        return new CellCondition(name, archives.conf().cellColumn(), now, new Predicate[0]).places(path.table(), false);
    }

    @Override
    public void commitStagedChanges() {
        try {
            if (replaces && !written) {
                new ArchiveRemoval(archives.conf().writing(path, definition, Map.of(), List.of())).run(replaced());
            }
            archives.definitions(path).write(path.table(), definition);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            archives.changed(path);
        }
    }

    /** The write itself has left nothing. */
    @Override
    public void abortStagedChanges() {}
}
