package io.battdat.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes files where it hurts: at structures, addresses, lengths, and the beginnings of chunks. */
final class Mutator {
    private static final int MOST_STEPS = 4;
    private static final int STRUCTURE_BYTES = 96;
    private static final int CHUNK_HEADER_BYTES = 48;
    private static final int MOST_SPLICED_BYTES = 4096;

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** Changes a sample. Pieces of the other may go into it. */
    Mutant mutate(Sample sample, Sample other) {
        Mutant mutant = new Mutant(sample);
        int steps = random.nextInt(5) < 3 ? 1 : 1 + random.nextInt(MOST_STEPS);
        for (int i = 0; i < steps && mutant.bytes().length > 0; i++) {
            step(mutant, sample, other);
        }
        for (Extent structure : mutant.changedStructures()) {
            if (random.nextInt(3) > 0) {
                mutant.mend(structure);
            }
        }
        return mutant;
    }

    private void step(Mutant mutant, Sample sample, Sample other) {
        int length = mutant.bytes().length;
        int position = Math.min(position(sample), length - 1);
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {
                byte flipped = (byte) (mutant.bytes()[position] ^ 1 << random.nextInt(Byte.SIZE));
                mutant.overwrite("a flipped bit", position, new byte[] {flipped});
            }
            case 3, 4, 5 -> mutant.overwrite("a byte", position, new byte[] {oddByte()});
            case 6, 7, 8, 9, 10 -> {
                long number = number(mutant.bytes(), sample);
                byte[] content = ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(number)
                        .array();
                mutant.overwrite("the number " + number, position, Arrays.copyOf(content, 1 << random.nextInt(4)));
            }
            case 11 -> {
                byte[] noise = new byte[1 + random.nextInt(64)];
                random.nextBytes(noise);
                mutant.overwrite("noise", position, noise);
            }
            case 12 -> mutant.overwrite("a piece of " + other.name(), position, piece(other));
            case 13 -> mutant.overwrite("a piece of its own", position, piece(sample));
            case 14 -> mutant.replace("nothing", new Extent(position, length), new byte[0]);
            default -> {
                int end = Math.min(length, position + (random.nextBoolean() ? 0 : random.nextInt(MOST_SPLICED_BYTES)));
                boolean spliced = random.nextBoolean();
                mutant.replace(
                        spliced ? "a piece of " + other.name() : "nothing",
                        new Extent(position, end),
                        spliced ? piece(other) : new byte[0]);
            }
        }
    }

    private int position(Sample sample) {
        int kind = random.nextInt(8);
        List<Integer> signatures = sample.structure().signatures();
        List<Integer> pointers = sample.structure().pointers();
        if (kind < 3 && !signatures.isEmpty()) {
            return signatures.get(random.nextInt(signatures.size())) + random.nextInt(STRUCTURE_BYTES);
        } else if (kind < 5 && !pointers.isEmpty()) {
            return pointers.get(random.nextInt(pointers.size()));
        } else if (kind < 7 && !sample.chunks().isEmpty()) {
            Extent chunk =
                    sample.chunks().get(random.nextInt(sample.chunks().size())).extent();
            int within = random.nextBoolean() ? Math.min(CHUNK_HEADER_BYTES, chunk.length()) : chunk.length();
            return chunk.start() + (within == 0 ? 0 : random.nextInt(within));
        }
        return random.nextInt(Math.max(1, sample.bytes().length));
    }

    private byte oddByte() {
        int[] odd = {0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, random.nextInt(256)};
        return (byte) odd[random.nextInt(odd.length)];
    }

    /** Numbers that break sums and bounds: ends of ranges, the file's length, addresses of the file. */
    private long number(byte[] bytes, Sample sample) {
        List<Integer> signatures = sample.structure().signatures();
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(4);
            case 1 -> -1L - random.nextInt(3);
            case 2 -> Long.MAX_VALUE - random.nextInt(16);
            case 3 -> (1L << random.nextInt(Long.SIZE)) - random.nextInt(2);
            case 4 -> bytes.length - random.nextInt(16) + 8L;
            case 5 -> signatures.isEmpty() ? 0 : signatures.get(random.nextInt(signatures.size()));
            case 6 -> random.nextInt(Math.max(1, bytes.length));
            default -> random.nextLong();
        };
    }

    private byte[] piece(Sample sample) {
        int length = sample.bytes().length;
        int start = length == 0 ? 0 : Math.min(position(sample), length);
        return Arrays.copyOfRange(
                sample.bytes(), start, Math.min(length, start + 1 + random.nextInt(MOST_SPLICED_BYTES)));
    }
}
