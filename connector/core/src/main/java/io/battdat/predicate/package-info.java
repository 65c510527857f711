/**
 * Conditions on the rows of a table, and what they say of one value, of a range of values and of columns. Numbers are
 * ordered as in Spark: NaN equals NaN and is greater than any other number, and zeros of either sign are equal. Engines
 * translate their filters into these; readers ask them. Nothing here knows files or engines.
 */
package io.battdat.predicate;
