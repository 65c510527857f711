package io.battdat.hdf5.filter;

import java.util.ArrayList;
import java.util.List;

/** A type as the n-bit filter's parameters describe it (HDF5 library, H5Znbit.c). */
sealed interface NbitType {
    int ATOMIC = 1;
    int ARRAY = 2;
    int COMPOUND = 3;
    int NOT_PACKED = 4;

    /** Arrays of compounds of arrays: deeper than anybody nests them, and not deep for a stack. */
    int MAX_DEPTH = 32;

    /** Size of an element. */
    int bytes();

    /** Packed size of an element. */
    long bits();

    /** Unpacks an element to where zeros are. */
    void unpack(NbitFilter.BitInput bits, byte[] target, int at);

    /** Reads the description that starts at a position of the parameters. */
    static NbitType read(List<Integer> parameters, int at) throws FilterException {
        return new Reader(parameters, at).type(0);
    }

    /** A number: {@code precision} bits, {@code offset} bits above the lowest. */
    record Atomic(int bytes, boolean bigEndian, int precision, int offset) implements NbitType {
        @Override
        public long bits() {
            return precision;
        }

        @Override
        public void unpack(NbitFilter.BitInput bits, byte[] target, int at) {
            int left = precision;
            while (left > 0) {
                // as many as stay within a byte of the number
                int significance = (offset + left - 1) / Byte.SIZE;
                int low = Math.max(offset, significance * Byte.SIZE);
                int count = offset + left - low;
                int place = bigEndian ? bytes - 1 - significance : significance;
                target[at + place] |= (byte) (bits.take(count) << low % Byte.SIZE);
                left -= count;
            }
        }
    }

    /** Bytes as they are. */
    record Plain(int bytes) implements NbitType {
        @Override
        public long bits() {
            return (long) bytes * Byte.SIZE;
        }

        @Override
        public void unpack(NbitFilter.BitInput bits, byte[] target, int at) {
            for (int i = 0; i < bytes; i++) {
                target[at + i] = (byte) bits.take(Byte.SIZE);
            }
        }
    }

    /** Elements one behind the other. */
    record Array(int bytes, NbitType element) implements NbitType {
        @Override
        public long bits() {
            return bytes / element.bytes() * element.bits();
        }

        @Override
        public void unpack(NbitFilter.BitInput bits, byte[] target, int at) {
            for (int i = 0; i < bytes; i += element.bytes()) {
                element.unpack(bits, target, at + i);
            }
        }
    }

    /** Members, each at its offset. */
    record Compound(int bytes, List<Integer> offsets, List<NbitType> members) implements NbitType {
        @Override
        public long bits() {
            return members.stream().mapToLong(NbitType::bits).sum();
        }

        @Override
        public void unpack(NbitFilter.BitInput bits, byte[] target, int at) {
            for (int i = 0; i < members.size(); i++) {
                members.get(i).unpack(bits, target, at + offsets.get(i));
            }
        }
    }

    /** Goes through the parameters. */
    final class Reader {
        private final List<Integer> parameters;
        private int position;

        private Reader(List<Integer> parameters, int position) {
            this.parameters = parameters;
            this.position = position;
        }

        private NbitType type(int depth) throws FilterException {
            int kind = next();
            int bytes = next();
            check(bytes > 0 && depth < MAX_DEPTH);
            return switch (kind) {
                case ATOMIC -> {
                    int order = next();
                    int precision = next();
                    int offset = next();
                    check(precision > 0 && offset >= 0 && precision + (long) offset <= (long) bytes * Byte.SIZE);
                    yield new Atomic(bytes, order != 0, precision, offset);
                }
                case ARRAY -> {
                    NbitType element = type(depth + 1);
                    check(bytes % element.bytes() == 0);
                    yield new Array(bytes, element);
                }
                case COMPOUND -> compound(bytes, depth);
                case NOT_PACKED -> new Plain(bytes);
                default -> throw damaged();
            };
        }

        private Compound compound(int bytes, int depth) throws FilterException {
            int count = next();
            check(count > 0 && count < parameters.size());
            List<Integer> offsets = new ArrayList<>();
            List<NbitType> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int offset = next();
                NbitType member = type(depth + 1);
                check(offset >= 0 && offset <= bytes - member.bytes());
                offsets.add(offset);
                members.add(member);
            }
            return new Compound(bytes, offsets, members);
        }

        private int next() throws FilterException {
            check(position < parameters.size());
            return parameters.get(position++);
        }

        private static void check(boolean sound) throws FilterException {
            if (!sound) {
                throw damaged();
            }
        }

        private static FilterException damaged() {
            return new FilterException("the n-bit filter's parameters describe no type");
        }
    }
}
