/**
 * What a battdat file says about itself in JSON: the battery ({@link io.battdat.metadata.BatteryMetadata}, root
 * attribute {@code metadata}) and the columns of a table ({@link io.battdat.metadata.ColumnSchema}, the table's
 * attribute {@code metadata}).
 *
 * <p>Text comes in, is checked at once against the fields that battdat knows, and becomes immutable objects; text goes
 * out. Fields that battdat does not know are kept at every level, in their order and with their numbers as written, so
 * that reading and writing a file loses nothing. Only this package turns that JSON into objects; it opens no files, and
 * callers add the file to its messages with {@link io.battdat.metadata.MetadataException#at}.
 */
package io.battdat.metadata;
