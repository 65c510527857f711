package io.battdat.spark.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.BattdatException;
import io.battdat.MissingTableException;
import io.battdat.spark.IndexLocation;
import io.battdat.spark.ReadConf;
import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.files.FileListing;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.files.ListedFiles;
import io.battdat.spark.files.ListingOptions;
import io.battdat.spark.index.ArchiveIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The files of one read, listed, and what was asked for. Lives on the driver. */
public final class Archive {
    private final CaseInsensitiveStringMap options;
    private final List<String> paths;
    private final ReadConf conf;
    private final Configuration configuration;
    private final ListedFiles files;
    private final ArchiveIndex index;
    private InferredSchema inferred;

    private Archive(
            CaseInsensitiveStringMap options,
            List<String> paths,
            ReadConf conf,
            Configuration configuration,
            ListedFiles files) {
        this.options = options;
        this.paths = paths;
        this.conf = conf;
        this.configuration = configuration;
        this.files = files;
        this.index = new ArchiveIndex(
                IndexLocation.of(options, SQLConf.get()),
                files.directories(),
                (prefix, table) ->
                        table.equals(conf.table()) && (conf.prefix() == null || prefix.equals(conf.prefix())),
                configuration);
    }

    /** Lists the files that the options name, with the active session's settings. */
    public static Archive list(CaseInsensitiveStringMap options) {
        SQLConf session = SQLConf.get();
        List<String> paths = paths(options);
        if (paths.isEmpty()) {
            throw new BattdatException(
                    "no path was given. Name a file, a directory or a glob: load(\"/archive/*.h5\")");
        }
        Configuration configuration = SessionConfiguration.of(options, session);
        ListedFiles files = new FileListing(ListingOptions.from(options, session), configuration).list(paths);
        return new Archive(options, paths, ReadConf.of(options, session), configuration, files);
    }

    /** Spark passes one path as {@code path}, several as a JSON array in {@code paths}. */
    private static List<String> paths(CaseInsensitiveStringMap options) {
        List<String> paths = new ArrayList<>();
        if (options.get(SessionConfiguration.PATH) != null) {
            paths.add(options.get(SessionConfiguration.PATH));
        }
        String several = options.get(SessionConfiguration.PATHS);
        if (several != null) {
            try {
                paths.addAll(List.of(new ObjectMapper().readValue(several, String[].class)));
            } catch (JsonProcessingException e) {
                throw new BattdatException("option paths: expected a JSON array of texts, found " + several, e);
            }
        }
        return paths;
    }

    public boolean isOf(CaseInsensitiveStringMap other) {
        return options.equals(other);
    }

    public ReadConf conf() {
        return conf;
    }

    /** The same files, with partition values of the types that a user's schema gives them. */
    Archive withUserSchema(StructType schema) {
        return new Archive(options, paths, conf, configuration, files.withUserSchema(schema));
    }

    /** What the same paths stand for now; partition columns keep their types. */
    Archive listAgain() {
        return list(options).withUserSchema(partitionSchema());
    }

    /** Some of the same files, whose table is known: nobody needs to look for it again. */
    Archive ofTable(Predicate<ListedFile> hasTable, InferredSchema table) {
        Archive narrowed = new Archive(options, paths, conf, configuration, files.only(hasTable));
        narrowed.inferred = table;
        return narrowed;
    }

    Configuration configuration() {
        return configuration;
    }

    public List<String> paths() {
        return paths;
    }

    public List<ListedFile> files() {
        return files.files();
    }

    /** The columns of {@code key=value} directories. */
    public StructType partitionSchema() {
        return files.partitionSchema();
    }

    /** What is read, for plans. */
    String describe() {
        String prefix = conf.prefix() == null ? "" : ", prefix " + conf.prefix();
        return "table " + conf.table() + prefix + ", " + files().size() + " files";
    }

    /** What indexes say of the files. */
    ArchiveIndex index() {
        return index;
    }

    ListedFiles listed() {
        return files;
    }

    /** The schema of the first file that has the table, with the columns that options and directories add. */
    public StructType inferSchema() {
        return inferred().withAddedColumns(this);
    }

    /** Fails if no file has the table, which a schema that the user gave does not tell. */
    void requireTable() {
        if (inferred == null) {
            SchemaInference.requireTable(this);
        }
    }

    /**
     * The table as the first file has it that has it at all.
     *
     * @throws MissingTableException if no file has it, or there are no files
     */
    InferredSchema inferred() {
        if (inferred == null) {
            inferred = SchemaInference.infer(this);
        }
        return inferred;
    }
}
