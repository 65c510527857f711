package io.battdat.hdf5.filter;

/** Decodes one compressed stream from one array to another. An instance serves one reader at a time. */
interface StreamCodec {
    /** Room that an output needs behind the wanted bytes: decoders copy by eight bytes and look for one too many. */
    int OUTPUT_MARGIN = 2 * Long.BYTES;

    /**
     * Decodes the first {@code wantedBytes} of a stream, or all of it where it has fewer.
     *
     * @param input holds the stream from {@code from} to {@code end}
     * @param output receives the bytes from {@code to} on, and may be overwritten up to {@link #OUTPUT_MARGIN} bytes
     *     behind the wanted ones
     * @param wantedBytes how much of the decoded stream will be looked at
     * @param wholeBytes the most that the stream may decode to. If all of that is wanted the stream must end there
     * @return the bytes decoded
     * @throws FilterException if the stream is damaged, cut short, or goes on past {@code wholeBytes}
     */
    int decode(byte[] input, int from, int end, byte[] output, int to, int wantedBytes, int wholeBytes)
            throws FilterException;

    /**
     * Decodes more of the stream that {@link #decode} was given last: up to {@code wantedBytes}, those from before
     * included. Codecs that cannot go on start again.
     *
     * @param output holds at {@code to} what was decoded before
     */
    default int decodeFurther(byte[] input, int from, int end, byte[] output, int to, int wantedBytes, int wholeBytes)
            throws FilterException {
        return decode(input, from, end, output, to, wantedBytes, wholeBytes);
    }

    /** The most bytes that one byte of a stream can stand for, which bounds what to make room for. */
    int maxRatio();

    /** The format's name, for messages. */
    String name();

    /** Refuses a stream that is too short to hold so much, before room is made for it. */
    default void checkCanHold(int streamBytes, int wantedBytes) throws FilterException {
        // a constant for what a stream has beside its data
        if (wantedBytes > (long) maxRatio() * (streamBytes + 8L)) {
            throw new FilterException(
                    "a " + name() + " stream of " + streamBytes + " bytes cannot hold " + wantedBytes);
        }
    }
}
