package io.battdat.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Does what a notebook does with the connector, without Python: its reads, views, SQL and writes, in their order. What only
 * Python can do has an empty table of the declared schema in its place.
 */
final class NotebookReplay {
    private static final String OPTIONS = "((?:\\s*\\.(?:option\\(\"\\w+\", \"[^\"]*\"\\)|mode\\(\"\\w+\"\\)))*)";
    private static final Pattern STATEMENT = Pattern.compile(
            "(?<read>\\w+) = \\(spark\\.read\\.format\\(\"battdat\"\\)" + OPTIONS + "\\s*\\.load\\((?<from>[^)]+)\\)\\)"
                    + "|\\(?(?<write>\\w+)(?:\\.coalesce\\(1\\))?\\.write\\.format\\(\"battdat\"\\)" + OPTIONS
                    + "\\s*\\.save\\((?<to>\\w+)\\)"
                    + "|(?<viewed>\\w+)\\.createOrReplaceTempView\\(\"(?<view>\\w+)\"\\)"
                    + "|(?:(?<name>\\w+) = )?spark\\.sql\\(\"\"\"(?<sql>.*?)\"\"\"\\)"
                    + "|(?<python>\\w+) = \\((?:(?!\\n\\w).)*?\\.applyInPandas\\(\\w+,\\s*\"(?<ddl>[^\"]+)\"\\)",
            Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("\\.(option|mode)\\(\"(\\w+)\"(?:, \"([^\"]*)\")?\\)");

    private final SparkSession spark;
    private final Path folder;
    private final Path scratch;
    private final Map<String, Dataset<Row>> frames = new HashMap<>();
    private int reads;
    private int writes;
    private int queries;
    private int options;

    /**
     * @param folder that the notebook's relative paths start from
     * @param scratch where it may write
     */
    NotebookReplay(SparkSession spark, Path folder, Path scratch) {
        this.spark = spark;
        this.folder = folder;
        this.scratch = scratch;
    }

    void run(String code) {
        Matcher statements = STATEMENT.matcher(code);
        while (statements.find()) {
            if (statements.group("read") != null) {
                read(statements);
            } else if (statements.group("write") != null) {
                write(statements);
            } else if (statements.group("view") != null) {
                frames.get(statements.group("viewed")).createOrReplaceTempView(statements.group("view"));
            } else if (statements.group("sql") != null) {
                query(statements.group("name"), statements.group("sql"));
            } else {
                frames.put(
                        statements.group("python"),
                        spark.createDataFrame(java.util.List.of(), StructType.fromDDL(statements.group("ddl"))));
            }
        }
    }

    private void read(MatchResult statement) {
        reads++;
        DataFrameReader reader = spark.read().format("battdat");
        Matcher given = OPTION.matcher(statement.group(2));
        while (given.find()) {
            options++;
            reader.option(given.group(2), given.group(3));
        }
        frames.put(statement.group(1), reader.load(path(statement.group(3))));
    }

    private void write(MatchResult statement) {
        writes++;
        DataFrameWriter<Row> writer = frames.get(statement.group(4)).write().format("battdat");
        Matcher given = OPTION.matcher(statement.group(5));
        while (given.find()) {
            if (given.group(1).equals("mode")) {
                writer.mode(given.group(2));
            } else {
                options++;
                writer.option(given.group(2), given.group(3));
            }
        }
        writer.save(path(statement.group(6)));
    }

    private void query(String name, String sql) {
        queries++;
        Dataset<Row> result = spark.sql(sql);
        result.collectAsList();
        if (name != null) {
            frames.put(name, result);
        }
    }

    /** A text is a path from the notebook's folder; a variable names a directory to write to. */
    private String path(String argument) {
        return argument.startsWith("\"")
                ? folder.resolve(argument.substring(1, argument.length() - 1))
                        .normalize()
                        .toString()
                : scratch.resolve(argument).toString();
    }

    Dataset<Row> frame(String name) {
        return frames.get(name);
    }

    int reads() {
        return reads;
    }

    int writes() {
        return writes;
    }

    int queries() {
        return queries;
    }

    int options() {
        return options;
    }
}
