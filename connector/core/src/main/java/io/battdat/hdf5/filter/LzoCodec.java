package io.battdat.hdf5.filter;

/**
 * A bare LZO1X stream, which ends with a mark and does not say how much it holds (the format as the Linux kernel's
 * documentation describes it, staging/lzo, version 0).
 *
 * <p>What a byte below 16 means depends on how many literals came just before it.
 */
final class LzoCodec extends LzCodec {
    /** The state behind a long run of literals; below it, a count of literals that the last match carried. */
    private static final int AFTER_LONG_LITERALS = 4;

    private static final int FIRST_LITERALS = 17;
    private static final int FAR_DISTANCE = 16384;

    @Override
    public String name() {
        return "LZO";
    }

    @Override
    public int maxRatio() {
        return 255;
    }

    @Override
    void decode() throws FilterException {
        int instruction = next();
        int state = 0;
        if (instruction > FIRST_LITERALS) {
            int count = instruction - FIRST_LITERALS;
            literals(count);
            state = Math.min(count, AFTER_LONG_LITERALS);
            instruction = -1;
        }
        while (!isSatisfied()) {
            if (instruction < 0) {
                instruction = next();
            }
            if (instruction < 16 && state == 0) {
                literals(length(instruction, 15) + 3);
                state = AFTER_LONG_LITERALS;
            } else {
                int carried = copyMatch(instruction, state);
                if (carried < 0) {
                    return;
                }
                literals(carried);
                state = carried;
            }
            instruction = -1;
        }
    }

    /** Copies a match; the literals that it carries, or -1 for the mark of the end. */
    private int copyMatch(int instruction, int state) throws FilterException {
        if (instruction >= 64) {
            int count = instruction >= 128 ? 5 + (instruction >>> 5 & 3) : 3 + (instruction >>> 5 & 1);
            match((next() << 3) + (instruction >>> 2 & 7) + 1, count);
            return instruction & 3;
        }
        if (instruction >= 32) {
            int count = length(instruction & 31, 31) + 2;
            int low = nextShort();
            match((low >>> 2) + 1, count);
            return low & 3;
        }
        if (instruction >= 16) {
            int count = length(instruction & 7, 7) + 2;
            int low = nextShort();
            int distance = FAR_DISTANCE + ((instruction & 8) << 11) + (low >>> 2);
            if (distance == FAR_DISTANCE) {
                return -1;
            }
            match(distance, count);
            return low & 3;
        }
        int near = (next() << 2) + (instruction >>> 2) + 1;
        if (state == AFTER_LONG_LITERALS) {
            match(near + 2048, 3);
        } else {
            match(near, 2);
        }
        return instruction & 3;
    }

    /** A length that is in the instruction, or, where that is 0, goes on: 255 for each zero byte, and the byte behind. */
    private int length(int inInstruction, int most) throws FilterException {
        if (inInstruction != 0) {
            return inInstruction;
        }
        int length = most;
        int more = next();
        while (more == 0) {
            length += 255;
            if (length < 0) {
                throw damaged("a length beyond 2 GiB");
            }
            more = next();
        }
        return length + more;
    }
}
