package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5E_WALK_DOWNWARD;
import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5Ewalk2;
import static org.bytedeco.hdf5.global.hdf5.H5F_OBJ_ALL;
import static org.bytedeco.hdf5.global.hdf5.H5F_OBJ_ATTR;
import static org.bytedeco.hdf5.global.hdf5.H5F_OBJ_DATASET;
import static org.bytedeco.hdf5.global.hdf5.H5F_OBJ_FILE;
import static org.bytedeco.hdf5.global.hdf5.H5F_OBJ_GROUP;
import static org.bytedeco.hdf5.global.hdf5.H5Fget_obj_count;
import static org.bytedeco.hdf5.global.hdf5.H5dont_atexit;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.hdf5.H5E_error2_t;
import org.bytedeco.hdf5.H5E_walk2_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * The HDF5 C library: loaded once in a JVM, by whoever writes first, and guarded by one lock, since it is built without
 * thread safety. Every call of it runs inside {@link #locked}.
 */
public final class NativeHdf5 {
    /** {@code H5P_DEFAULT}: a macro with a cast, which the bindings give as an int. */
    static final long DEFAULT = 0;

    private static final ReentrantLock LOCK = new ReentrantLock();

    private NativeHdf5() {}

    /** Work that calls the library. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Work that calls the library and has no result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Loads on first use, and remembers a failure: a second attempt in the same JVM could only fail in odder ways. */
    private static final class Library {
        static final Throwable FAILURE = load();

        private static Throwable load() {
            try {
                Loader.load(org.bytedeco.hdf5.global.hdf5.class);
                // The library's own handler at exit would close files under a thread that still writes.
                H5dont_atexit();
                H5open();
                // Failures become exceptions; nothing is to be printed.
                H5Eset_auto2(DEFAULT, null, null);
                return null;
            } catch (LinkageError | RuntimeException e) {
                return e;
            }
        }
    }

    /** Whether this platform can write. */
    public static boolean isAvailable() {
        LOCK.lock();
        try {
            return Library.FAILURE == null;
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Loads the library if that has not been done.
     *
     * @throws NativeLibraryException if it cannot be loaded; the message says what to install
     */
    public static void require() {
        if (!isAvailable()) {
            throw new NativeLibraryException(missingLibrary(platform(), Library.FAILURE), Library.FAILURE);
        }
    }

    /** As JavaCPP names platforms, without asking JavaCPP, which may be what is missing. */
    private static String platform() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + System.getProperty("os.arch");
    }

    static String missingLibrary(String platform, Throwable failure) {
        return "Writing battdat files needs the HDF5 C library, which could not be loaded on " + platform + " ("
                + failure
                + "). It comes with org.bytedeco:hdf5 and org.bytedeco:javacpp for linux-x86_64 (glibc, and libz.so.1:"
                + " package zlib1g or zlib), macosx-x86_64 and windows-x86_64: put both, with the classifier of the"
                + " platform, on the class path. On an Apple-silicon Mac an x86-64 JDK runs them; on other platforms"
                + " write on one of these three. Reading needs no native library and works everywhere";
    }

    /** Runs work that calls the library, while no other thread does. */
    static <T> T locked(Work<T> work) throws IOException {
        require();
        LOCK.lock();
        try {
            return work.run();
        } finally {
            LOCK.unlock();
        }
    }

    /** As {@link #locked(Work)}, without a result. */
    static void run(Action action) throws IOException {
        locked(() -> {
            action.run();
            return null;
        });
    }

    /** Whether the current thread may call the library. */
    static boolean isLocked() {
        return LOCK.isHeldByCurrentThread();
    }

    /** Files, groups, tables and attributes that are open in the library, by its own count. */
    public static long openObjects() throws IOException {
        int types = H5F_OBJ_FILE | H5F_OBJ_GROUP | H5F_OBJ_DATASET | H5F_OBJ_ATTR;
        return locked(() -> H5Fget_obj_count(H5F_OBJ_ALL, types));
    }

    /**
     * Passes on what a call returned.
     *
     * @param what what the call was to do, for the message, beginning with "cannot"
     * @throws Hdf5WriteException if it is negative, which stands for failure; to be called before any other call
     */
    static long check(long result, String what) throws Hdf5WriteException {
        if (result < 0) {
            throw new Hdf5WriteException(what + ": " + errorText());
        }
        return result;
    }

    /** What the library says about the call that failed last, from the outermost function inwards. */
    private static String errorText() {
        List<String> descriptions = new ArrayList<>();
        try (ErrorWalk walk = new ErrorWalk(descriptions)) {
            H5Ewalk2(DEFAULT, H5E_WALK_DOWNWARD, walk, null);
        }
        return descriptions.isEmpty() ? "the HDF5 library gives no reason" : String.join(": ", descriptions);
    }

    private static final class ErrorWalk extends H5E_walk2_t {
        private final List<String> descriptions;

        ErrorWalk(List<String> descriptions) {
            this.descriptions = descriptions;
        }

        @Override
        public int call(int depth, H5E_error2_t error, Pointer unused) {
            String description = error.desc().getString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
            if (!descriptions.contains(description)) {
                descriptions.add(description);
            }
            return 0;
        }
    }

    /**
     * A C string. The bindings' own conversion of Java strings uses the platform's character set, which turns a name
     * into question marks where that is ASCII.
     */
    static BytePointer utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // put leaves the last byte zero: the terminator
        return new BytePointer(
                ByteBuffer.allocateDirect(bytes.length + 1).put(bytes).rewind());
    }

    /** Bytes for the library; unlike memory that the bindings allocate, the JVM's limit for direct buffers holds. */
    static BytePointer bytes(byte[] bytes) {
        return new BytePointer(
                ByteBuffer.allocateDirect(Math.max(1, bytes.length)).put(bytes).rewind());
    }
}
