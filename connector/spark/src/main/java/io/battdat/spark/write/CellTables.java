package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.TableRemoval;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.MetadataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the files of a task: decides which file and which group of it a cell's rows go to, and with which metadata. */
final class CellTables {
    /** Where replacements wait below the target, hidden from readers. */
    static final String STAGED = "_battdat-";

    private final WriteJob job;
    private final TaskStorage storage;
    private final boolean stages;
    private final int partition;
    /** The file of this task's cells that have none of their own, in the current directory; null if not begun. */
    private TaskFile part;
    /** Another file, with the current cell; null if there is none. */
    private TaskFile current;

    private final List<WrittenFile> finished = new ArrayList<>();
    private long finishedBytes;

    /** @param stages whether a file that takes another's place must wait for the end of the job */
    CellTables(WriteJob job, TaskStorage storage, boolean stages, int partition) {
        this.job = job;
        this.storage = storage;
        this.stages = stages;
        this.partition = partition;
    }

    /**
     * Where rows go.
     *
     * @param prefix the group
     * @param name for messages: the file in the target
     */
    record Destination(TaskFile file, String prefix, String name) {}

    /** The destination of rows that belong to no cell. */
    Destination ofDirectory(String directory) throws IOException {
        finishOwn();
        if (!isCurrentPart(directory)) {
            finishPart();
            part = TaskFile.create(storage, newPart(directory), BattdatFile.ROOT, defaultMetadata());
        }
        return destination(part, BattdatFile.ROOT);
    }

    /**
     * The destination of a cell's rows.
     *
     * @param metadata of the cell as its rows have it; null for none
     */
    Destination ofCell(String directory, String cell, String metadata) throws IOException {
        checkName(cell);
        Optional<BatteryMetadata> own = ownMetadata(cell, metadata);
        Optional<CellPlaces.Place> place = job.cells().of(directory, cell);
        if (part != null && !isCurrentPart(directory)) {
            finishPart();
        }
        if (place.isPresent()) {
            extend(place.get().file());
            makeRoom(place.get());
            if (own.isPresent()) {
                current.file().setMetadata(place.get().prefix(), named(cell, place.get(), own.get()));
            }
            return destination(current, place.get().prefix());
        }
        finishOwn();
        Optional<BatteryMetadata> given = own.or(this::defaultMetadata);
        if (job.isFilePerCell()) {
            return ofOwnFile(directory, cell, given);
        }
        if (part == null) {
            part = TaskFile.create(storage, newPart(directory), BattdatFile.ROOT, defaultMetadata());
        }
        if (given.isPresent()) {
            part.file().setMetadata(cell, given.get());
        }
        return destination(part, cell);
    }

    private void checkName(String cell) {
        if (cell.equals(BattdatFile.ROOT)) {
            throw new BattdatException("cell " + cell + ": this is the name of a file's root group. Rename the cell");
        }
        int slash = cell.lastIndexOf('/');
        if (!job.isFilePerCell()
                && slash >= 0
                && cell.substring(slash + 1).equals(job.conf().table())) {
            throw new BattdatException("cell " + cell + ": in a file of many cells, its group would be table "
                    + job.conf().table() + " of cell " + cell.substring(0, slash) + ". Rename the cell");
        }
    }

    /** A cell in the root of a file has its name from the metadata: it must not become another cell. */
    private BatteryMetadata named(String cell, CellPlaces.Place place, BatteryMetadata metadata) {
        if (!place.prefix().equals(BattdatFile.ROOT) || metadata.name().equals(Optional.of(cell))) {
            return metadata;
        }
        if (metadata.name().isPresent()) {
            throw new BattdatException("cell " + cell + ": its new battery metadata is named "
                    + metadata.name().get() + ", so that the cell would lose its name in " + place.file()
                    + ". Make name \"" + cell + "\", or leave it out");
        }
        return metadata.toBuilder().name(cell).build();
    }

    /** Goes on with a file that was begun for another cell of it. */
    private void extend(String relative) throws IOException {
        if (current == null || !current.written().relative().equals(relative)) {
            finishOwn();
            current = TaskFile.extend(storage, replacement(relative));
            job.removal().apply(current.file(), relative);
        }
    }

    /** A table that only lost its rows goes now that new ones come: it may have other columns from now on. */
    private void makeRoom(CellPlaces.Place place) throws IOException {
        if (job.removal().includes(place.file(), place.prefix())) {
            TableRemoval.remove(current.file(), place.prefix(), job.conf().table());
        }
    }

    private Destination ofOwnFile(String directory, String cell, Optional<BatteryMetadata> given) throws IOException {
        String stem = CellFileName.stem(cell);
        String relative = below(directory, stem + CellFileName.ENDING);
        if (job.files().contains(relative) && !job.replacesFiles()) {
            if (job.cells().isUnreadable(relative)) {
                throw new BattdatException("cell " + cell + ": " + job.target() + "/" + relative
                        + " cannot be read, so that it is not known whether it holds the cell. Restore the file from a"
                        + " copy, or move it away");
            }
            // another cell's, since this one was looked for in all files
            stem = stem + "-" + job.id().substring(0, 8);
            relative = below(directory, stem + CellFileName.ENDING);
        }
        BatteryMetadata metadata =
                given.orElseGet(() -> BatteryMetadata.builder().name(cell).build());
        // readers name a cell by its group, else by the metadata, else by the file
        boolean named = metadata.name().orElse(stem).equals(cell);
        String prefix = named ? BattdatFile.ROOT : cell;
        current = TaskFile.create(storage, replacement(relative), prefix, Optional.of(metadata));
        return destination(current, prefix);
    }

    private Destination destination(TaskFile file, String prefix) {
        return new Destination(file, prefix, job.target() + "/" + file.written().relative());
    }

    private boolean isCurrentPart(String directory) {
        return part != null && part.written().directory().equals(directory);
    }

    private WrittenFile newPart(String directory) {
        return new WrittenFile(below(directory, job.partFile(partition)), null);
    }

    /** A file that waits for the end of the job if one of its name is there. */
    private WrittenFile replacement(String relative) {
        boolean waits = stages && job.files().contains(relative);
        return new WrittenFile(relative, waits ? staged(job.id(), relative) : null);
    }

    /** Where a file waits, below the target, to take the place of another. */
    static String staged(String jobId, String relative) {
        return STAGED + jobId + "/" + relative;
    }

    private static String below(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private Optional<BatteryMetadata> ownMetadata(String cell, String ofRows) {
        String json = ofRows != null ? ofRows : job.cellMetadata().get(cell);
        try {
            return Optional.ofNullable(json).map(BatteryMetadata::fromJson);
        } catch (MetadataException e) {
            throw new BattdatException(
                    "cell " + cell + ", column " + job.conf().metadataColumn() + ": " + e.getMessage(), e);
        }
    }

    private Optional<BatteryMetadata> defaultMetadata() {
        return Optional.ofNullable(job.conf().metadata()).map(BatteryMetadata::fromJson);
    }

    private void finishOwn() throws IOException {
        if (current != null) {
            TaskFile file = current;
            current = null;
            finish(file);
        }
    }

    private void finishPart() throws IOException {
        if (part != null) {
            TaskFile file = part;
            part = null;
            finish(file);
        }
    }

    private void finish(TaskFile file) throws IOException {
        try {
            finishedBytes += file.finish();
            finished.add(file.written());
        } catch (IOException | RuntimeException e) {
            file.abort();
            throw e;
        }
    }

    /** Finishes the open files. */
    List<WrittenFile> finishAll() throws IOException {
        finishOwn();
        finishPart();
        return List.copyOf(finished);
    }

    long finishedBytes() {
        return finishedBytes;
    }

    void abort() throws IOException {
        TaskFile first = current;
        TaskFile second = part;
        current = null;
        part = null;
        try {
            if (first != null) {
                first.abort();
            }
        } finally {
            if (second != null) {
                second.abort();
            }
        }
    }
}
