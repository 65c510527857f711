/**
 * Zone maps: smallest and largest values by chunk, kept in the file of a table ({@link io.battdat.hdf5.zones.ZoneMap}).
 * What is read is untrusted: a map that does not agree with its table counts for nothing.
 */
package io.battdat.hdf5.zones;
