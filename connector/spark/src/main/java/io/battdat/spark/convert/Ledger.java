package io.battdat.spark.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.BattdatException;
import io.battdat.spark.convert.FileReport.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What has been done, in the directory {@code _battdat-convert} of the target. While a conversion runs, reports of what is
 * finished go to small files, one after the other, since most file systems can neither append nor show a file before it is
 * closed; at the end they become one, {@code report.jsonl}, and the list of what was quarantined another. Lives on the
 * driver.
 */
final class Ledger {
    static final String DIRECTORY = "_battdat-convert";
    static final String REPORT = "report.jsonl";
    static final String QUARANTINE = "quarantine.jsonl";
    static final String SETTINGS = "settings.json";
    /** Begins the names of files with what was done since the last one. */
    static final String PART = "part-";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StateFiles files;
    private final List<FileReport> reports = new ArrayList<>();
    private final List<FileReport> unsaved = new ArrayList<>();
    private final String run = UUID.randomUUID().toString();
    private int parts;

    private Ledger(StateFiles files) {
        this.files = files;
    }

    static Path directory(Path target) {
        return new Path(target, DIRECTORY);
    }

    static Ledger open(Path target, Configuration configuration) throws IOException {
        return new Ledger(new StateFiles(directory(target), configuration));
    }

    /** Forgets what an earlier conversion to the same directory left, and begins. */
    void begin(ConversionSettings settings) throws IOException {
        for (String part : files.names(PART)) {
            files.delete(part);
        }
        files.delete(REPORT);
        files.delete(QUARANTINE);
        files.delete(Workspace.WORK);
        files.write(SETTINGS, Stream.of(json(settings)));
    }

    /**
     * Goes on with an earlier conversion, if there is one.
     *
     * @return what has been reported of it
     * @throws BattdatException if it had other settings, so that the target would become a mixture
     */
    List<FileReport> resume(ConversionSettings settings) throws IOException {
        if (!files.exists(SETTINGS)) {
            begin(settings);
            return List.of();
        }
        String before = String.join("", files.read(SETTINGS));
        String now = json(settings);
        if (!before.equals(now)) {
            throw new BattdatException(files.path(SETTINGS)
                    + ": the conversion to resume had other settings, which would make a mixture of the target. They were "
                    + before + ", and now are " + now + ". Resume with those, or convert to another directory");
        }
        files.delete(Workspace.WORK);
        List<String> names = new ArrayList<>(files.names(REPORT));
        names.addAll(files.names(PART));
        List<FileReport> earlier = new ArrayList<>();
        for (String name : names) {
            for (String line : files.read(name)) {
                earlier.add(parsed(name, line));
            }
        }
        return earlier;
    }

    private FileReport parsed(String name, String line) {
        try {
            return MAPPER.readValue(line, FileReport.class);
        } catch (JsonProcessingException e) {
            throw new BattdatException(
                    files.path(name) + ": not a line of a report: " + e.getOriginalMessage()
                            + ". Remove the file; what it tells of is converted again, then",
                    e);
        }
    }

    /** Notes what is known from an earlier run. */
    void keep(FileReport report) {
        reports.add(report);
    }

    /** Notes what was done now; {@link #save} makes it last. */
    void add(FileReport report) {
        reports.add(report);
        unsaved.add(report);
    }

    /**
     * Writes down what was noted since the last time.
     *
     * @return whether there was something
     */
    boolean save() throws IOException {
        if (unsaved.isEmpty()) {
            return false;
        }
        files.write(
                String.format("%s%s-%06d.jsonl", PART, run, parts++),
                unsaved.stream().map(Ledger::json));
        unsaved.clear();
        return true;
    }

    /** Writes the whole report, and the list of what was quarantined. */
    void finish() throws IOException {
        save();
        files.write(REPORT, reports.stream().map(Ledger::json));
        List<FileReport> quarantined = reports.stream()
                .filter(report -> report.status() == Status.QUARANTINED)
                .toList();
        if (quarantined.isEmpty()) {
            files.delete(QUARANTINE);
        } else {
            files.write(QUARANTINE, quarantined.stream().map(Ledger::json));
        }
        for (String part : files.names(PART)) {
            files.delete(part);
        }
        files.delete(Workspace.WORK);
    }

    List<FileReport> reports() {
        return List.copyOf(reports);
    }

    Path reportPath() {
        return files.path(REPORT);
    }

    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
