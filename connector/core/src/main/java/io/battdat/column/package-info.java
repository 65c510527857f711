/**
 * Columns of decoded values over primitive arrays: what the reader fills, what Spark's vectors wrap and what the
 * streaming API hands out. Nothing here knows files.
 */
package io.battdat.column;
