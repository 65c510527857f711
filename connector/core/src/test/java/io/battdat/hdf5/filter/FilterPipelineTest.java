package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.FilterSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPipelineTest {
    private static final int ROW = 12;
    private static final int ROWS = 50;
    private static final int CHUNK = ROW * ROWS;

    private static final FilterSpec SHUFFLE = new FilterSpec(FilterSpec.SHUFFLE, "shuffle", List.of(ROW));
    private static final FilterSpec SHUFFLE_HALVES = new FilterSpec(FilterSpec.SHUFFLE, "shuffle", List.of(ROW / 2));
    private static final FilterSpec DEFLATE = new FilterSpec(FilterSpec.DEFLATE, "deflate", List.of(5));
    private static final FilterSpec CHECKSUM = new FilterSpec(FilterSpec.FLETCHER32, "", List.of());

    private final byte[] chunk = Buffers.compressible(CHUNK, 9);

    /** Every order that PyTables and h5py write, the checksum first (PyTables 3.7) and last, and filters twice. */
    static List<List<FilterSpec>> pipelines() {
        return List.of(
                List.of(),
                List.of(SHUFFLE),
                List.of(DEFLATE),
                List.of(CHECKSUM),
                List.of(SHUFFLE, DEFLATE),
                List.of(SHUFFLE, DEFLATE, CHECKSUM),
                List.of(CHECKSUM, SHUFFLE, DEFLATE),
                List.of(CHECKSUM, DEFLATE),
                List.of(DEFLATE, CHECKSUM),
                List.of(DEFLATE, SHUFFLE, CHECKSUM),
                List.of(DEFLATE, DEFLATE),
                List.of(SHUFFLE_HALVES, DEFLATE),
                List.of(SHUFFLE, SHUFFLE_HALVES, DEFLATE, CHECKSUM));
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void undoesFiltersInTheFilesOrderWhicheverWereSkipped(List<FilterSpec> specs) throws FilterException {
        try (FilterPipeline pipeline = pipeline(specs)) {
            for (int mask = 0; mask < 1 << specs.size(); mask++) {
                Buffers.fill(pipeline.input(), encode(specs, mask));
                pipeline.decode(mask, CHUNK);

                byte[] expected = pipeline.leavesPlanes(mask) ? Buffers.shuffle(chunk, ROW) : chunk;
                assertThat(pipeline.isPlanes()).isEqualTo(pipeline.leavesPlanes(mask));
                assertThat(Arrays.copyOf(pipeline.output().bytes(), CHUNK))
                        .as("mask " + mask)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void givesTheBytesThatAreNeeded(List<FilterSpec> specs) throws FilterException {
        try (FilterPipeline pipeline = pipeline(specs)) {
            for (int needed : new int[] {1, 100, CHUNK - 1}) {
                Buffers.fill(pipeline.input(), encode(specs, 0));
                pipeline.decode(0, needed);

                byte[] whole = pipeline.isPlanes() ? Buffers.shuffle(chunk, ROW) : chunk;
                assertThat(Arrays.copyOf(pipeline.output().bytes(), needed)).isEqualTo(Arrays.copyOf(whole, needed));
            }
        }
    }

    @Test
    void leavesPlanesOnlyWhereTheFirstFilterThatRanShufflesRows() {
        try (FilterPipeline pipeline = pipeline(List.of(SHUFFLE, DEFLATE));
                FilterPipeline checksumFirst = pipeline(List.of(CHECKSUM, SHUFFLE, DEFLATE));
                FilterPipeline halves = pipeline(List.of(SHUFFLE_HALVES, DEFLATE))) {
            assertThat(pipeline.leavesPlanes(0b00)).isTrue();
            assertThat(pipeline.leavesPlanes(0b01)).isFalse();
            assertThat(pipeline.leavesPlanes(0b10)).isTrue();
            assertThat(pipeline.leavesPlanes(0b11)).isFalse();
            assertThat(checksumFirst.leavesPlanes(0b000)).isFalse();
            assertThat(checksumFirst.leavesPlanes(0b001)).isTrue();
            assertThat(halves.leavesPlanes(0)).isFalse();
        }
    }

    @Test
    void inflatesNoFurtherThanTheLastPlaneNeeded() throws FilterException {
        try (FilterPipeline pipeline = pipeline(List.of(SHUFFLE, DEFLATE))) {
            Buffers.fill(pipeline.input(), encode(List.of(SHUFFLE, DEFLATE), 0));
            pipeline.decode(0, 3 * ROWS);

            assertThat(pipeline.output().length()).isEqualTo(3 * ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1})
    void refusesAChunkThatDecodesToLessThanIsNeeded(int length) throws FilterException {
        try (FilterPipeline pipeline = pipeline(List.of(DEFLATE))) {
            Buffers.fill(pipeline.input(), Buffers.deflate(Arrays.copyOf(chunk, length)));

            assertThatThrownBy(() -> pipeline.decode(0, CHUNK))
                    .isInstanceOf(FilterException.class)
                    .hasMessageContaining("decodes to " + length + " bytes, of which " + CHUNK + " are needed");
        }
    }

    @Test
    void goesOnAfterADamagedChunk() throws FilterException {
        try (FilterPipeline pipeline = pipeline(List.of(SHUFFLE, DEFLATE, CHECKSUM))) {
            Buffers.fill(pipeline.input(), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            assertThatThrownBy(() -> pipeline.decode(0, CHUNK)).isInstanceOf(FilterException.class);

            Buffers.fill(pipeline.input(), encode(List.of(SHUFFLE, DEFLATE, CHECKSUM), 0));
            pipeline.decode(0, CHUNK);
            assertThat(Arrays.copyOf(pipeline.output().bytes(), CHUNK)).isEqualTo(Buffers.shuffle(chunk, ROW));
        }
    }

    @ParameterizedTest
    @CsvSource({"4,szip", "6,scaleoffset", "32004,lz4", "32008,bitshuffle", "32013,zfp", "32015,zstd"})
    void refusesAChunkOfAFilterThatIsNotReadByFileTableNumberAndName(int id, String name) {
        try (FilterPipeline pipeline = pipeline(List.of(SHUFFLE, new FilterSpec(id, "", List.of())))) {
            Buffers.fill(pipeline.input(), chunk);

            assertThatThrownBy(() -> pipeline.decode(0, CHUNK))
                    .isInstanceOf(UnsupportedFormatException.class)
                    .hasMessageContainingAll(
                            "cell.h5", "table raw_data", "filter " + id + " (" + name + ")", "ptrepack", "blosc2");
        }
    }

    @Test
    void readsAChunkThatSkippedAFilterWhichIsNotRead() throws FilterException {
        List<FilterSpec> specs = List.of(new FilterSpec(4, "", List.of()), DEFLATE);
        try (FilterPipeline pipeline = pipeline(specs)) {
            Buffers.fill(pipeline.input(), Buffers.deflate(chunk));
            pipeline.decode(0b01, CHUNK);

            assertThat(Buffers.contents(pipeline.output())).isEqualTo(chunk);
        }
    }

    @ParameterizedTest
    @CsvSource({"of a lab, of a lab", "'', unknown"})
    void namesAnUnknownFilterAsTheFileDoes(String stored, String name) {
        try (FilterPipeline pipeline = pipeline(List.of(new FilterSpec(40_000, stored, List.of())))) {
            Buffers.fill(pipeline.input(), chunk);

            assertThatThrownBy(() -> pipeline.decode(0, CHUNK)).hasMessageContaining("filter 40000 (" + name + ")");
        }
    }

    @Test
    void takesAShuffleWithoutASizeAsNone() throws FilterException {
        for (List<Integer> clientData : List.of(List.<Integer>of(), List.of(0), List.of(-5))) {
            try (FilterPipeline pipeline = pipeline(List.of(new FilterSpec(FilterSpec.SHUFFLE, "", clientData)))) {
                Buffers.fill(pipeline.input(), chunk);
                pipeline.decode(0, CHUNK);

                assertThat(Buffers.contents(pipeline.output())).isEqualTo(chunk);
            }
        }
    }

    private static FilterPipeline pipeline(List<FilterSpec> specs) {
        return new FilterPipeline("cell.h5", "raw_data", specs, RowBytes.all(ROW), CHUNK);
    }

    private byte[] encode(List<FilterSpec> specs, int mask) {
        byte[] bytes = chunk;
        for (int i = 0; i < specs.size(); i++) {
            if ((mask & 1 << i) == 0) {
                bytes = encode(specs.get(i), bytes);
            }
        }
        return bytes;
    }

    private static byte[] encode(FilterSpec spec, byte[] bytes) {
        return switch (spec.id()) {
            case FilterSpec.SHUFFLE -> Buffers.shuffle(bytes, spec.clientData().get(0));
            case FilterSpec.DEFLATE -> Buffers.deflate(bytes);
            case FilterSpec.FLETCHER32 -> Buffers.withChecksum(bytes);
            default -> throw new IllegalArgumentException("filter " + spec.id());
        };
    }
}
