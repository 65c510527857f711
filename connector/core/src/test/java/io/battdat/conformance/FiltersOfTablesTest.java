package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_scaleoffset;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5Z_SO_INT;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import io.battdat.hdf5.write.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why scale-offset and szip are not among the filters that are read: the HDF5 library makes no table with them, not even
 * one whose rows are a single integer. The library that the Java bindings bring is built without szip, that of h5py with.
 */
class FiltersOfTablesTest {
    private static final int ROWS = 100;

    @TempDir
    private Path folder;

    @Test
    void theLibraryMakesNoTableWithScaleOffset() {
        assertThat(creates(H5T_STD_I32LE_g(), plist -> H5Pset_scaleoffset(plist, H5Z_SO_INT, 0)))
                .as("a dataset of plain integers")
                .isTrue();
        long row = H5Tcreate(H5T_COMPOUND, Integer.BYTES);
        try {
            assertThat(H5Tinsert(row, "value", 0, H5T_STD_I32LE_g())).isZero();
            assertThat(creates(row, plist -> H5Pset_deflate(plist, 1)))
                    .as("a table with another filter")
                    .isTrue();
            assertThat(creates(row, plist -> H5Pset_scaleoffset(plist, H5Z_SO_INT, 0)))
                    .as("a table with scale-offset")
                    .isFalse();
        } finally {
            H5Tclose(row);
        }
    }

    @Test
    void theLibraryMakesNoTableWithSzip() throws IOException {
        Python.assumeAvailable();
        String made = Python.run(
                folder.resolve("szip.h5"),
                """
                assert h5py.h5z.filter_avail(h5py.h5z.FILTER_SZIP)
                made = []
                def make(name, dtype, **filters):
                    try:
                        file.create_dataset(name, data=np.zeros(1000, dtype), chunks=(100,), **filters)
                        made.append(name)
                    except (TypeError, ValueError):
                        pass
                with h5py.File(path, 'w') as file:
                    make('plain', 'i4', compression='szip')
                    make('gzip', [('value', 'i4')], compression='gzip')
                    make('one integer', [('value', 'i4')], compression='szip')
                    make('one double', [('value', 'f8')], compression='szip')
                    make('two integers', [('value', 'i4'), ('other', 'i4')], compression='szip')
                    make('row', [('cycle_number', 'i8'), ('voltage', 'f8')], compression='szip')
                print(made)
                """);

        assertThat(made).isEqualTo("['plain', 'gzip']");
    }

    private boolean creates(long type, LongConsumer filter) {
        H5open();
        H5Eset_auto2(0, null, null); // a refusal is expected, and need not be printed
        long[] dimensions = {ROWS};
        long file = H5Fcreate(folder.resolve("t.h5").toString(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
        long space = H5Screate_simple(1, dimensions, (long[]) null);
        long plist = H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g());
        try {
            assertThat(file).isPositive();
            assertThat(H5Pset_chunk(plist, 1, dimensions)).isZero();
            filter.accept(plist);
            long dataset = H5Dcreate2(file, "t", type, space, H5P_DEFAULT, plist, H5P_DEFAULT);
            return dataset >= 0 && H5Dclose(dataset) >= 0;
        } finally {
            H5Pclose(plist);
            H5Sclose(space);
            H5Fclose(file);
        }
    }
}
