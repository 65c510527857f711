package io.battdat.metadata;

/**
 * Where in the JSON a value stands, for messages.
 *
 * @param subject the document, such as {@code battery metadata}, and the column in it, if any
 * @param path the field, such as {@code authors[1][0]}; empty for the whole
 */
record Place(String subject, String path) {
    static Place of(String subject) {
        return new Place(subject, "");
    }

    Place column(String name) {
        return new Place(subject + ": column " + MetadataException.shorten(name), "");
    }

    Place field(String name) {
        return new Place(subject, path.isEmpty() ? name : path + "." + name);
    }

    Place item(int position) {
        return new Place(subject, path + "[" + position + "]");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? subject : subject + ": field " + path;
    }
}
