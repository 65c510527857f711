package io.battdat.hdf5;

/**
 * Something wrong in a structure, thrown where it is parsed; {@link BattdatFile} adds the file's and the table's name.
 */
final class FormatProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final boolean unsupported;

    private FormatProblem(String place, String problem, boolean unsupported) {
        super(problem);
        this.place = place;
        this.unsupported = unsupported;
    }

    /** The file contradicts itself or the format. */
    static FormatProblem corrupt(String place, String problem) {
        return new FormatProblem(place, problem, false);
    }

    /** The file uses something that is not read; the problem includes the remedy. */
    static FormatProblem unsupported(String place, String problem) {
        return new FormatProblem(place, problem, true);
    }

    /** Which structure, and its address. */
    String place() {
        return place;
    }

    boolean isUnsupported() {
        return unsupported;
    }
}
