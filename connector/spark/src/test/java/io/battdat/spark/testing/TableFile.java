package io.battdat.spark.testing;

import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_LINK_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_create_intermediate_group;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/** Writes tables through the HDF5 C library, chunk by chunk. */
public final class TableFile implements AutoCloseable {
    private static final long UNLIMITED = -1;

    private final long file;

    private TableFile(long file) {
        this.file = file;
    }

    /** Makes a new file. */
    public static TableFile create(Path path) {
        return new TableFile(check(H5Fcreate(path.toString(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)));
    }

    /** Makes a file with one table, {@code raw_data}. */
    public static Path write(Path path, GeneratedTable table) {
        try (TableFile file = create(path)) {
            file.metadata("{\"name\":\"generated\"}").table("raw_data", table);
        }
        return path;
    }

    /** Sets the battery metadata of the root. */
    public TableFile metadata(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        long type = check(H5Tcopy(H5T_C_S1_g()));
        check(H5Tset_size(type, text.length));
        long space = check(H5Screate(H5S_SCALAR));
        long attribute = check(H5Acreate2(file, "metadata", type, space, H5P_DEFAULT, H5P_DEFAULT));
        try (BytePointer bytes = new BytePointer(text)) {
            check(H5Awrite(attribute, type, bytes));
        }
        check(H5Aclose(attribute));
        check(H5Sclose(space));
        check(H5Tclose(type));
        return this;
    }

    /** Adds a table, with the groups that its path names. */
    public TableFile table(String path, GeneratedTable table) {
        long type = rowType(table);
        long space = check(H5Screate_simple(1, new long[] {table.rowCount()}, new long[] {UNLIMITED}));
        long creation = check(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
        check(H5Pset_chunk(creation, 1, new long[] {table.chunkRows()}));
        if (table.deflateLevel() > 0) {
            check(H5Pset_deflate(creation, table.deflateLevel()));
        }
        long links = check(H5Pcreate(H5P_CLS_LINK_CREATE_ID_g()));
        check(H5Pset_create_intermediate_group(links, 1));
        long dataset = check(H5Dcreate2(file, path, type, space, links, creation, H5P_DEFAULT));
        writeChunks(dataset, table);
        check(H5Dclose(dataset));
        check(H5Pclose(links));
        check(H5Pclose(creation));
        check(H5Sclose(space));
        check(H5Tclose(type));
        return this;
    }

    private static void writeChunks(long dataset, GeneratedTable table) {
        byte[] stored = {};
        for (long chunk = 0; chunk < table.chunkCount(); chunk++) {
            if (chunk == 0 || !table.chunksAlike()) {
                stored = table.chunk(chunk);
            }
            try (BytePointer bytes = new BytePointer(stored)) {
                long[] firstRow = {chunk * table.chunkRows()};
                check(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, firstRow, stored.length, bytes));
            }
        }
    }

    private static long rowType(GeneratedTable table) {
        long type = check(H5Tcreate(H5T_COMPOUND, table.rowBytes()));
        long offset = 0;
        for (GeneratedTable.Column column : table.columns()) {
            check(H5Tinsert(type, column.name(), offset, memberType(column.type())));
            offset += column.type().bytes();
        }
        return type;
    }

    private static long memberType(GeneratedTable.Type type) {
        return switch (type) {
            case INT -> H5T_STD_I32LE_g();
            case LONG -> H5T_STD_I64LE_g();
            case DOUBLE -> H5T_IEEE_F64LE_g();
        };
    }

    private static long check(long result) {
        if (result < 0) {
            throw new IllegalStateException("the HDF5 library refused");
        }
        return result;
    }

    @Override
    public void close() {
        check(H5Fclose(file));
    }
}
