package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.write.CellFileName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides which file of the target each cell goes to. Lives on the driver. */
final class Planner {
    /** More cells in a file would make its groups slow to list. */
    private static final int MOST_CELLS = 1000;

    private final ConversionSettings settings;
    private final long fileBytes;
    private final boolean inPlace;
    private final TargetNames names;
    private final List<Unit> units = new ArrayList<>();
    private final List<FileReport> quarantined = new ArrayList<>();

    /**
     * @param fileBytes of the sources of a file of many cells, about
     * @param inPlace whether files keep their names
     */
    Planner(ConversionSettings settings, long fileBytes, boolean inPlace) {
        this.settings = settings;
        this.fileBytes = fileBytes;
        this.inPlace = inPlace;
        this.names = new TargetNames(settings.targetFormat());
    }

    List<Unit> units() {
        return units;
    }

    /** Sources of which nobody could find out what they hold. */
    List<FileReport> quarantined() {
        return quarantined;
    }

    /** Plans a target for each source. */
    void planSame(List<SourceGroup> sources) {
        for (SourceGroup source : sources) {
            boolean isFile = settings.sourceFormat() == ConversionFormat.BATTDAT;
            String target = inPlace ? source.name() : names.ofSource(source, isFile);
            units.add(new Unit(target, List.of(Piece.whole(source)), source.bytes()));
        }
    }

    /** Plans by the cells that the sources hold. */
    void planCells(List<Inspection> inspections) {
        List<SourceGroup> sound = new ArrayList<>();
        List<Unit> single = new ArrayList<>();
        for (Inspection inspection : inspections) {
            SourceGroup source = inspection.source();
            if (inspection.problem() != null) {
                quarantined.add(
                        FileReport.quarantined(Piece.whole(source), inspection.problem(), inspection.retry(), 0));
                continue;
            }
            sound.add(source);
            for (FoundCell cell : inspection.cells()) {
                single.add(
                        ofCell(source, cell, source.bytes() / inspection.cells().size()));
            }
        }
        switch (settings.layout()) {
            case SAME -> planSame(sound);
            case FILE_PER_CELL -> units.addAll(single);
            case PREFIX_PER_CELL -> planMany(single);
        }
    }

    private Unit ofCell(SourceGroup source, FoundCell cell, long bytes) {
        if (settings.layout() == ConversionLayout.FILE_PER_CELL) {
            String target = names.ofCell(cell.name(), source);
            // readers name a cell of the root by its metadata, else by the file; where that is another name, a group
            // has it
            String stem = CellFileName.stem(cell.name());
            boolean named = (cell.metadataName() == null ? stem : cell.metadataName()).equals(cell.name());
            String prefix =
                    named || settings.targetFormat() != ConversionFormat.BATTDAT ? BattdatFile.ROOT : cell.name();
            return new Unit(target, List.of(new Piece(source, cell.prefix(), prefix, cell.name())), bytes);
        }
        return new Unit("", List.of(new Piece(source, cell.prefix(), cell.name(), cell.name())), bytes);
    }

    private void planMany(List<Unit> cells) {
        Map<String, String> sources = new HashMap<>();
        for (Unit cell : cells) {
            Piece piece = cell.pieces().get(0);
            String source = piece.files().get(0).path();
            String other = sources.putIfAbsent(piece.cellName(), source);
            if (other != null) {
                throw new BattdatException("cell " + piece.cellName() + " is in " + other + " and in " + source
                        + ", so that it is not clear which of them would go by this name. Rename one, or keep the layout"
                        + " (--layout same)");
            }
        }
        int number = 0;
        for (List<Unit> group : TaskPacker.neighbours(cells, Unit::bytes, fileBytes, MOST_CELLS)) {
            List<Piece> pieces =
                    group.stream().map(unit -> unit.pieces().get(0)).toList();
            long bytes = group.stream().mapToLong(Unit::bytes).sum();
            units.add(new Unit(names.ofMany(number++), pieces, bytes));
        }
    }
}
