package io.battdat.hdf5.filter;

import java.util.Random;

/** Contents that make a compressor choose every kind of block and match. */
enum Content {
    NOISE {
        @Override
        byte next(byte[] before, int at, Random random) {
            return (byte) random.nextInt();
        }
    },
    STEPS {
        @Override
        byte next(byte[] before, int at, Random random) {
            return (byte) (at / 37);
        }
    },
    MOSTLY_ZERO {
        @Override
        byte next(byte[] before, int at, Random random) {
            return (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
        }
    },
    NEAR_MATCHES {
        @Override
        byte next(byte[] before, int at, Random random) {
            return at > 7 && random.nextInt(9) != 0 ? before[at - 1 - random.nextInt(7)] : (byte) random.nextInt(7);
        }
    },
    FAR_MATCHES {
        @Override
        byte next(byte[] before, int at, Random random) {
            return at > 5000 && random.nextInt(200) != 0 ? before[at - 5000] : (byte) (random.nextGaussian() * 40);
        }
    },
    LONG_RUNS {
        @Override
        byte next(byte[] before, int at, Random random) {
            return at > 0 && random.nextInt(700) != 0 ? before[at - 1] : (byte) random.nextInt(3);
        }
    },
    NOISE_AGAIN {
        @Override
        byte next(byte[] before, int at, Random random) {
            return at >= 1000 ? before[at - 1000] : (byte) random.nextInt();
        }
    };

    abstract byte next(byte[] before, int at, Random random);

    byte[] make(int size, Random random) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = next(bytes, i, random);
        }
        return bytes;
    }
}
