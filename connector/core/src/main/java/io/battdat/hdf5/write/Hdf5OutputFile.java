package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_EXCL;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDWR;
import static org.bytedeco.hdf5.global.hdf5.H5F_CLOSE_STRONG;
import static org.bytedeco.hdf5.global.hdf5.H5F_SCOPE_GLOBAL;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fflush;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Gopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Lexists;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_GROUP_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CRT_ORDER_TRACKED;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_attr_creation_order;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fclose_degree;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_file_locking;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_obj_track_times;

import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that is being written: all of its tables, one after the other or side by side, by one thread at a time.
 *
 * <p>The bytes go to a hidden file beside the target ({@code .battdat-<uuid>.tmp}; for {@link WriteMode#APPEND} it begins
 * as a copy), which takes the target's name when {@link #close} has written the last of them. So the target is complete
 * at every moment, or not there: a crash leaves the hidden file, and nothing else. After a failure to write, and after
 * {@link #abort}, the target stays as it was.
 */
public final class Hdf5OutputFile implements Closeable {
    private static final String METADATA = "metadata";

    private final Path target;
    private final ScratchFile scratch;
    private final Handle handle;
    /** By path; a table is open once. */
    private final Map<String, TableWriter> tables = new LinkedHashMap<>();

    private IOException failure;
    private boolean closed;

    private Hdf5OutputFile(ScratchFile scratch, Handle handle) {
        this.target = scratch.target();
        this.scratch = scratch;
        this.handle = handle;
    }

    /** Opens a file, new or to be appended to, without touching its battery metadata; a new one gets an empty set. */
    public static Hdf5OutputFile open(Path path, WriteMode mode) throws IOException {
        return open(path, mode, BattdatFile.ROOT, Optional.empty());
    }

    /**
     * Opens a file.
     *
     * @param metadata the battery metadata of its root, in place of what is there
     * @throws NativeLibraryException if this platform cannot write
     * @throws FileAlreadyExistsException if the mode is {@link WriteMode#CREATE} and the file is there
     * @throws WriteException if metadata of more than 64 KiB is to go into an existing file that cannot hold it
     */
    public static Hdf5OutputFile open(Path path, WriteMode mode, BatteryMetadata metadata) throws IOException {
        return open(path, mode, BattdatFile.ROOT, Optional.of(metadata));
    }

    /**
     * Opens a file to write a cell to.
     *
     * @param prefix the cell's group
     * @param metadata of the cell: set as {@link #setMetadata} does; a new file gets it for its root, too
     */
    public static Hdf5OutputFile open(Path path, WriteMode mode, String prefix, Optional<BatteryMetadata> metadata)
            throws IOException {
        Names.groups(prefix);
        NativeHdf5.require();
        ScratchFile scratch = ScratchFile.make(path, mode);
        try {
            Handle handle = scratch.isCopy() ? openNative(scratch) : createNative(scratch, metadata);
            Hdf5OutputFile file = new Hdf5OutputFile(scratch, handle);
            try {
                file.prepare(scratch.isCopy(), prefix, metadata);
            } catch (IOException | RuntimeException e) {
                file.abort();
                throw e;
            }
            return file;
        } catch (IOException | RuntimeException e) {
            scratch.delete();
            throw e;
        }
    }

    private void prepare(boolean append, String prefix, Optional<BatteryMetadata> metadata) throws IOException {
        if (!append) {
            run(() -> {
                try (Handle root = rootGroup()) {
                    NativeAttributes.text(root, "CLASS", "GROUP");
                    NativeAttributes.text(root, "PYTABLES_FORMAT_VERSION", "2.1");
                    NativeAttributes.text(root, "TITLE", "");
                    NativeAttributes.text(root, "VERSION", "1.0");
                }
            });
            setMetadata(BattdatFile.ROOT, metadata.orElseGet(() -> BatteryMetadata.builder()
                    .build()));
        }
        if (metadata.isPresent() && (append || !BattdatFile.ROOT.equals(prefix))) {
            setMetadata(prefix, metadata.get());
        }
    }

    private static Handle openNative(ScratchFile scratch) throws IOException {
        return NativeHdf5.locked(() -> {
            try (Handle access = fileAccess()) {
                return Handle.of(
                        Handle.Kind.FILE,
                        H5Fopen(NativeHdf5.utf8(scratch.path().toString()), H5F_ACC_RDWR(), access.id()),
                        scratch.target().toString());
            }
        });
    }

    private static Handle createNative(ScratchFile scratch, Optional<BatteryMetadata> metadata) throws IOException {
        boolean dense = metadata.isPresent()
                && NativeAttributes.needsDenseStorage(metadata.get().toJson());
        return NativeHdf5.locked(() -> {
            try (Handle access = fileAccess();
                    Handle creation = creation(H5P_CLS_FILE_CREATE_ID_g(), dense)) {
                return Handle.of(
                        Handle.Kind.FILE,
                        H5Fcreate(
                                NativeHdf5.utf8(scratch.path().toString()), H5F_ACC_EXCL(), creation.id(), access.id()),
                        scratch.target().toString());
            }
        });
    }

    /** Nobody else knows the file, so that it needs no lock, which some network file systems do not have. */
    private static Handle fileAccess() throws IOException {
        Handle access =
                Handle.of(Handle.Kind.PROPERTIES, H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()), "file access properties");
        NativeHdf5.check(H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG), "cannot set file access properties");
        NativeHdf5.check(H5Pset_file_locking(access.id(), false, true), "cannot set file access properties");
        return access;
    }

    /**
     * Creation properties of an object. By default objects get the headers that every release of HDF5 reads. To track
     * the order of attributes takes a version 2 header (HDF5 1.8 and later), which can keep attributes beyond 64 KiB in
     * dense storage; the rest of the file stays in the old format. Times of change are not stored, so that files with the
     * same rows are the same, byte for byte.
     */
    static Handle creation(long propertyClass, boolean dense) throws IOException {
        Handle creation = Handle.of(Handle.Kind.PROPERTIES, H5Pcreate(propertyClass), "creation properties");
        try {
            NativeHdf5.check(H5Pset_obj_track_times(creation.id(), false), "cannot set creation properties");
            if (dense) {
                NativeHdf5.check(
                        H5Pset_attr_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED),
                        "cannot set creation properties");
            }
            return creation;
        } catch (IOException e) {
            creation.close();
            throw e;
        }
    }

    /** The file as its user named it. */
    public Path path() {
        return target;
    }

    /**
     * Sets the battery metadata of a cell, whose group is made if it is not there. If the root has none, it gets the same,
     * since battdat looks for it there.
     *
     * @throws WriteException if it takes more than 64 KiB and the group, made before, cannot hold that
     */
    public void setMetadata(String prefix, BatteryMetadata metadata) throws IOException {
        checkOpen();
        String json = metadata.toJson();
        boolean dense = NativeAttributes.needsDenseStorage(json);
        run(() -> {
            try (Handle group = group(prefix, dense)) {
                writeMetadata(group, prefix, json);
            }
            if (!BattdatFile.ROOT.equals(prefix)) {
                try (Handle root = rootGroup()) {
                    if (!NativeAttributes.exists(root, METADATA)) {
                        writeMetadata(root, BattdatFile.ROOT, json);
                    }
                }
            }
        });
    }

    private void writeMetadata(Handle group, String prefix, String json) throws IOException {
        try {
            NativeAttributes.text(group, METADATA, json);
        } catch (Hdf5WriteException e) {
            if (NativeAttributes.needsDenseStorage(json)) {
                throw new WriteException(
                        target + ": battery metadata of " + json.length() + " characters does not fit into the group "
                                + prefix + ", which was made in the old format of HDF5, where an attribute ends at"
                                + " 64 KiB. Write a new file, or shorten the metadata",
                        e);
            }
            throw e;
        }
        NativeAttributes.text(group, "json_schema", JsonSchemas.battery());
        NativeAttributes.text(group, "battdat_version", BatteryMetadata.BATTDAT_VERSION);
    }

    private Handle rootGroup() throws IOException {
        return Handle.of(
                Handle.Kind.GROUP, H5Gopen2(handle.id(), NativeHdf5.utf8("/"), NativeHdf5.DEFAULT), "the root group");
    }

    /** Opens the group of a prefix, and makes what of its path is not there, as PyTables would. Library locked. */
    Handle group(String prefix, boolean dense) throws IOException {
        return group(Names.groups(prefix), dense);
    }

    /** As {@link #group(String, boolean)}, of names that users may not give. */
    Handle group(List<String> names, boolean dense) throws IOException {
        Handle group = rootGroup();
        for (String name : names) {
            try (Handle parent = group) {
                group = child(parent, name, dense);
            }
        }
        return group;
    }

    private Handle child(Handle parent, String name, boolean dense) throws IOException {
        String what = target + ": group " + name;
        if (exists(parent, name)) {
            return Handle.of(Handle.Kind.GROUP, H5Gopen2(parent.id(), NativeHdf5.utf8(name), NativeHdf5.DEFAULT), what);
        }
        try (Handle creation = creation(H5P_CLS_GROUP_CREATE_ID_g(), dense)) {
            Handle group = Handle.of(
                    Handle.Kind.GROUP,
                    H5Gcreate2(
                            parent.id(), NativeHdf5.utf8(name), NativeHdf5.DEFAULT, creation.id(), NativeHdf5.DEFAULT),
                    what);
            try {
                NativeAttributes.text(group, "CLASS", "GROUP");
                NativeAttributes.text(group, "TITLE", "");
                NativeAttributes.text(group, "VERSION", "1.0");
                return group;
            } catch (IOException | RuntimeException e) {
                group.close();
                throw e;
            }
        }
    }

    /** Whether a group has something of that name. Library locked. */
    static boolean exists(Handle group, String name) throws IOException {
        return NativeHdf5.check(
                        H5Lexists(group.id(), NativeHdf5.utf8(name), NativeHdf5.DEFAULT), "cannot look for " + name)
                > 0;
    }

    /** Whether a table (or anything else) of that name is there, also one of a release before 0.4, kept elsewhere. */
    public boolean hasTable(String prefix, String name) throws IOException {
        checkOpen();
        return exists(prefix, name) || isOfOldRelease(prefix, name);
    }

    /**
     * Whether a release before 0.4 wrote a table of that name through pandas, which keeps it in another place and layout.
     * None stands in a new file.
     */
    boolean isOfOldRelease(String prefix, String name) throws IOException {
        if (!scratch.isCopy()) {
            return false;
        }
        try (BattdatFile reader = reopen()) {
            return reader.isOfOldRelease(prefix, name);
        }
    }

    private boolean exists(String prefix, String name) throws IOException {
        return locked(() -> {
            Handle group = rootGroup();
            for (String part : Names.groups(prefix)) {
                try (Handle parent = group) {
                    if (!exists(parent, part)) {
                        return false;
                    }
                    group = child(parent, part, false);
                }
            }
            try (Handle last = group) {
                return exists(last, name);
            }
        });
    }

    /** What has been written so far, read by the Java reader. The caller closes it before it writes again. */
    BattdatFile reopen() throws IOException {
        run(() -> NativeHdf5.check(H5Fflush(handle.id(), H5F_SCOPE_GLOBAL), "cannot write to " + target));
        return BattdatFile.open(scratch.path());
    }

    void register(String path, TableWriter table) {
        if (tables.putIfAbsent(path, table) != null) {
            throw new WriteException(target + ": table " + path + " is being written already; close the first writer");
        }
    }

    void unregister(String path) {
        tables.remove(path);
    }

    /** Whether a table is being written. */
    boolean isOpen(String path) {
        return tables.containsKey(path);
    }

    /** Runs work with the library locked. If it fails, so has the file: no one can tell what of it was written. */
    <T> T locked(NativeHdf5.Work<T> work) throws IOException {
        try {
            return NativeHdf5.locked(work);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        } catch (RuntimeException | Error e) {
            failure = failure == null ? new IOException(e) : failure;
            throw e;
        }
    }

    /** As {@link #locked}, without a result. */
    void run(NativeHdf5.Action action) throws IOException {
        locked(() -> {
            action.run();
            return null;
        });
    }

    /** Whether writing has failed, so that the file will be thrown away. */
    boolean hasFailed() {
        return failure != null;
    }

    void checkOpen() throws IOException {
        if (closed) {
            throw new IOException(target + " is closed");
        }
        if (failure != null) {
            throw new IOException(target + ": nothing more is written after a failure", failure);
        }
    }

    /** Closes all tables, finishes the file and puts it in its place. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (failure != null) {
            abort();
            throw new IOException(
                    target + " was not written, and is as it was before, since writing had failed", failure);
        }
        try {
            for (TableWriter table : List.copyOf(tables.values())) {
                table.close();
            }
            handle.close();
            scratch.moveToTarget();
            closed = true;
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    /** Gives up what was written: the target stays as it was. Does nothing after {@link #close}. */
    public void abort() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (TableWriter table : List.copyOf(tables.values())) {
                table.discard();
            }
            handle.close();
        } catch (Hdf5WriteException e) {
            // The disk is full, say: the file is not wanted any more.
            if (failure != null) {
                e.addSuppressed(failure);
            }
            failure = e;
        } finally {
            scratch.delete();
        }
    }
}
