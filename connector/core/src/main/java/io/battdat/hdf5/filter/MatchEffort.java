package io.battdat.hdf5.filter;

/**
 * How hard matches are looked for.
 *
 * @param chainLength places to compare at most
 * @param niceLength a match so long is taken without looking for a better one
 * @param lazy whether a match is given up for a better one at the next byte
 * @param thorough whether every byte is looked at, and the shortest matches too; else only what is likely to be worth it
 */
record MatchEffort(int chainLength, int niceLength, boolean lazy, boolean thorough) {
    private static final MatchEffort[] LEVELS = {
        new MatchEffort(1, 16, false, false),
        new MatchEffort(2, 16, false, false),
        new MatchEffort(4, 32, false, false),
        new MatchEffort(8, 32, true, false),
        new MatchEffort(24, 64, true, false),
        new MatchEffort(48, 128, true, false),
        new MatchEffort(64, 192, true, true),
        new MatchEffort(256, DeflateSymbols.MAX_MATCH, true, true),
        new MatchEffort(2048, DeflateSymbols.MAX_MATCH, true, true),
    };

    /** Of a level of zlib, 1 to 9. */
    static MatchEffort ofLevel(int level) {
        return LEVELS[level - 1];
    }
}
