package io.battdat.hdf5;

/**
 * What a name in a group leads to.
 *
 * @param headerAddress object header of a hard link's target
 * @param target path of a soft link's target; for an external link, the file and path it names
 */
record Link(String name, Kind kind, long headerAddress, String target) {
    enum Kind {
        HARD,
        SOFT,
        /** Leads to another file. Never followed. */
        EXTERNAL
    }

    static Link hard(String name, long headerAddress) {
        return new Link(name, Kind.HARD, headerAddress, "");
    }

    static Link soft(String name, String target) {
        return new Link(name, Kind.SOFT, Bytes.UNDEFINED_ADDRESS, target);
    }

    static Link external(String name, String target) {
        return new Link(name, Kind.EXTERNAL, Bytes.UNDEFINED_ADDRESS, target);
    }
}
