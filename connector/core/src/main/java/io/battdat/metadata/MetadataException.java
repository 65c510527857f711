package io.battdat.metadata;

import io.battdat.BattdatException;

/** Metadata or a column schema is not JSON, or not of battdat's shape; the message names the field. */
public class MetadataException extends BattdatException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN_CHARACTERS = 80;

    public MetadataException(String message) {
        super(message);
    }

    public MetadataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same problem, told with the file and the place in it (such as {@code cell.h5: attribute metadata of /}). */
    public MetadataException at(String place) {
        return new MetadataException(place + ": " + getMessage(), this);
    }

    static MetadataException expected(Place place, String expected, Object found) {
        return new MetadataException(place + ": expected " + expected + ", found " + shorten(JsonWriter.write(found)));
    }

    static MetadataException missing(Place place, String expected) {
        return new MetadataException(place + ": expected " + expected + ", but the field is missing");
    }

    /** Text from a file may be megabytes long; a message shows its beginning. */
    static String shorten(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
