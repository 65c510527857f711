package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.spark.write.CellFileName;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of what a conversion makes, below the target directory; no two sources get the same. */
final class TargetNames {
    private final ConversionFormat format;
    /** The source, in words, by the name that it got. */
    private final Map<String, String> taken = new LinkedHashMap<>();

    TargetNames(ConversionFormat format) {
        this.format = format;
    }

    /**
     * The name for all of a source: its own, with the ending of the format.
     *
     * @param isFile whether the source's name has an ending, which stays only where it must
     */
    String ofSource(SourceGroup source, boolean isFile) {
        String name = source.name();
        int dot = isFile ? name.lastIndexOf('.') : -1;
        String stem = dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
        String first = source.files().get(0).path();
        String shortName = withEnding(stem);
        return take(taken.containsKey(shortName) ? withEnding(name) : shortName, first);
    }

    /** The name for one cell. */
    String ofCell(String cell, SourceGroup source) {
        String of = "cell " + cell + " of " + source.files().get(0).path();
        return take(withEnding(CellFileName.stem(cell)), of);
    }

    /** The name for many cells. */
    String ofMany(int number) {
        return take(withEnding(String.format("cells-%05d", number)), "cells");
    }

    private String withEnding(String stem) {
        return format == ConversionFormat.BATTDAT ? stem + CellFileName.ENDING : stem;
    }

    private String take(String name, String of) {
        String other = taken.putIfAbsent(name, of);
        if (other != null) {
            throw new BattdatException("both " + other + " and " + of + " would become " + name
                    + ". Convert them one after the other, to directories of their own, or rename one");
        }
        return name;
    }
}
