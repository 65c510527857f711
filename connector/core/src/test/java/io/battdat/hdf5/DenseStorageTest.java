package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5F_LIBVER_LATEST;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import io.battdat.io.CachedInput;
import io.battdat.io.LocalInput;
import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attributes and links in fractal heaps, as the HDF5 C library writes them in its newest format: small heaps and heaps of
 * many rows with indirect blocks, objects of every size up to those stored as huge ones.
 */
class DenseStorageTest {
    @TempDir
    private Path folder;

    @Test
    void findsEveryAttributeOfALargeHeap() throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < 6000; i++) {
            values.put("attribute_" + i, text(i, 1 + i * 7919 % 700));
        }
        checkAttributes(values);
    }

    @Test
    void findsObjectsThatAreTooLargeForABlock() throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (int bytes : new int[] {1, 500, 4000, 4080, 5000, 60_000, 65_000, 66_000, 1_000_000}) {
            values.put("of " + bytes, text(bytes, bytes));
        }
        checkAttributes(values);
    }

    @Test
    void findsEveryGroupOfALargeHeap() throws IOException {
        int groups = 3000;
        Path file = write(id -> {
            for (int i = 0; i < groups; i++) {
                H5Gclose(H5Gcreate2(id, "cell_" + i, H5P_DEFAULT(), H5P_DEFAULT(), H5P_DEFAULT()));
            }
        });
        try (SeekableInput input = new CachedInput(LocalInput.open(file))) {
            NodeTree tree = new NodeTree(SuperblockReader.read(input));

            assertThat(tree.walk()).hasSize(groups).allMatch(Node::isGroup);
            assertThat(tree.find(BattdatFile.ROOT, "cell_" + (groups - 1))).isPresent();
        }
    }

    private void checkAttributes(Map<String, String> values) throws IOException {
        Path file = write(id -> values.forEach((name, value) -> writeAttribute(id, name, value)));
        try (SeekableInput input = new CachedInput(LocalInput.open(file))) {
            NodeTree tree = new NodeTree(SuperblockReader.read(input));
            assertThat(tree.root().header().all(ObjectHeader.ATTRIBUTE))
                    .as("attributes in the header, not in a heap")
                    .isEmpty();
            Attributes attributes = Attributes.read(tree.storage(), tree.root().header());

            assertThat(attributes.names()).containsExactlyInAnyOrderElementsOf(values.keySet());
            values.forEach((name, value) -> assertThat(attributes.text(name)).contains(value));
        }
    }

    private static String text(int seed, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(seed).append(' ').append(text.length()).append('.');
        }
        return text.substring(0, length);
    }

    private Path write(LongConsumer content) {
        H5open();
        Path file = folder.resolve("dense.h5");
        long access = H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g());
        H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
        long id = H5Fcreate(file.toString(), H5F_ACC_TRUNC(), H5P_DEFAULT(), access);
        assertThat(id).as("file").isPositive();
        content.accept(id);
        H5Pclose(access);
        assertThat(H5Fclose(id)).isNotNegative();
        return file;
    }

    private static void writeAttribute(long file, String name, String value) {
        long type = H5Tcopy(H5T_C_S1_g());
        H5Tset_size(type, value.length());
        long space = H5Screate(H5S_SCALAR);
        long attribute = H5Acreate2(file, name, type, space, H5P_DEFAULT(), H5P_DEFAULT());
        assertThat(attribute).as(name).isPositive();
        try (BytePointer bytes = new BytePointer(value.getBytes(StandardCharsets.US_ASCII))) {
            assertThat(H5Awrite(attribute, type, bytes)).isNotNegative();
        }
        H5Aclose(attribute);
        H5Sclose(space);
        H5Tclose(type);
    }
}
