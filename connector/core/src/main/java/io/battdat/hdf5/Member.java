package io.battdat.hdf5;

import java.io.Serializable;

/**
 * A member of a compound type: a column of the table.
 *
 * @param offset bytes from the start of the row
 */
public record Member(String name, int offset, ElementType type) implements Serializable {}
