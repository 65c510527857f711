package io.battdat.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of the Blosc containers, of which the chunks are little-endian and the frames around them big-endian. */
final class Numbers {
    private static final VarHandle LITTLE_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Numbers() {}

    static int littleInt(byte[] bytes, int at) {
        return (int) LITTLE_INT.get(bytes, at);
    }

    static int bigInt(byte[] bytes, int at) {
        return (int) BIG_INT.get(bytes, at);
    }

    static long littleLong(byte[] bytes, int at) {
        return (long) LITTLE_LONG.get(bytes, at);
    }

    static long bigLong(byte[] bytes, int at) {
        return (long) BIG_LONG.get(bytes, at);
    }
}
