package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What decides about the contents of the target; tasks get it.
 *
 * @param tables names of tables to take; empty for all
 * @param withoutColumns names of columns to leave out
 * @param derivesCycleStats whether cells that lack cycle_stats get it
 * @param chunkRowsOrZero rows in a chunk of HDF5 tables; 0 for PyTables' rule of thumb
 * @param codec of Parquet files
 * @param vendor how vendors' files are read
 * @param verify whether the target is read again and compared with the source
 */
record ConversionSettings(
        ConversionFormat sourceFormat,
        ConversionFormat targetFormat,
        ConversionLayout layout,
        TreeSet<String> tables,
        TreeSet<String> withoutColumns,
        boolean derivesCycleStats,
        String complib,
        int complevel,
        int chunkRowsOrZero,
        String codec,
        VendorSettings vendor,
        boolean verify)
        implements Serializable {
    OptionalInt chunkRows() {
        return chunkRowsOrZero == 0 ? OptionalInt.empty() : OptionalInt.of(chunkRowsOrZero);
    }

    /** What is compared of each source and its target. */
    Comparison comparison() {
        if (!verify) {
            return Comparison.ROWS;
        }
        return targetFormat == ConversionFormat.PARQUET ? Comparison.VALUES : Comparison.BITS;
    }

    SourceSelection selection(String prefix) {
        return new SourceSelection(prefix, Set.copyOf(tables), Set.copyOf(withoutColumns));
    }
}
