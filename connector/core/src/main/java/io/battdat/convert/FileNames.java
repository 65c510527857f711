package io.battdat.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names of a format: a pattern whose first group is the cell, and whose second, where it has one, tells the cell's
 * files apart.
 */
record FileNames(Pattern pattern) {
    FileNames(String pattern) {
        this(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS | Pattern.CASE_INSENSITIVE));
    }

    boolean match(String name) {
        return pattern.matcher(name).matches();
    }

    /** What tells the file from others of its cell. */
    String part(SourceFile file) {
        Matcher matcher = pattern.matcher(file.name());
        if (!matcher.matches()) {
            throw new VendorFileException(
                    file,
                    "the name is not of the format, whose names match " + pattern,
                    "Rename the file as it was exported");
        }
        return matcher.groupCount() < 2 ? "" : matcher.group(2);
    }

    /** The files of each cell of a directory, in the order of their parts; other files are left out. */
    List<CellFiles> group(Collection<? extends SourceFile> files, Comparator<String> partOrder) {
        Map<String, Map<String, List<SourceFile>>> byDirectory = new TreeMap<>();
        for (SourceFile file : files) {
            Matcher matcher = pattern.matcher(file.name());
            if (matcher.matches()) {
                byDirectory
                        .computeIfAbsent(file.directory(), directory -> new TreeMap<>())
                        .computeIfAbsent(matcher.group(1), cell -> new ArrayList<>())
                        .add(file);
            }
        }
        List<CellFiles> cells = new ArrayList<>();
        byDirectory
                .values()
                .forEach(byCell -> byCell.forEach((cell, members) -> {
                    members.sort(Comparator.comparing(this::part, partOrder));
                    cells.add(new CellFiles(cell, members));
                }));
        return cells;
    }
}
