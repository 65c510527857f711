package io.battdat.spark.convert;

import java.io.PrintStream;
import java.util.Locale;

/** Shows progress: a bar that is drawn over and over on a terminal, or a line now and then. */
final class ProgressDisplay implements ProgressListener {
    private static final int BAR_WIDTH = 24;
    private static final double LINE_SECONDS = 10;

    private final PrintStream out;
    private final boolean bar;
    private double nextLine = LINE_SECONDS;
    private int drawn;

    ProgressDisplay(PrintStream out, boolean bar) {
        this.out = out;
        this.bar = bar;
    }

    @Override
    public void progress(ConversionProgress progress) {
        if (bar) {
            String line = bar(progress) + " " + text(progress);
            out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            out.flush();
            drawn = line.length();
        } else if (progress.seconds() >= nextLine) {
            nextLine = progress.seconds() + LINE_SECONDS;
            out.println("battdat-convert: " + text(progress));
        }
    }

    /** Leaves the bar as it is, and goes to the next line. */
    void end() {
        if (drawn > 0) {
            out.println();
            drawn = 0;
        }
    }

    private static String bar(ConversionProgress progress) {
        double left = progress.secondsLeft();
        double share = Double.isNaN(left) ? 0 : progress.seconds() / Math.max(1e-9, progress.seconds() + left);
        int full = (int) Math.round(share * BAR_WIDTH);
        return "[" + "=".repeat(full) + " ".repeat(BAR_WIDTH - full) + "]";
    }

    static String text(ConversionProgress progress) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d of %,d files, %,d rows, %s rows/s",
                progress.filesDone(),
                progress.files(),
                progress.rows(),
                rate(progress.rowsPerSecond())));
        if (progress.quarantined() > 0) {
            text.append(String.format(Locale.ROOT, ", %,d quarantined", progress.quarantined()));
        }
        double left = progress.secondsLeft();
        return text.append(Double.isNaN(left) ? "" : ", " + duration(Math.round(left)) + " left")
                .toString();
    }

    private static String rate(double rows) {
        return rows >= 1e6
                ? String.format(Locale.ROOT, "%.1f M", rows / 1e6)
                : rows >= 1e3 ? String.format(Locale.ROOT, "%.0f k", rows / 1e3) : String.format("%.0f", rows);
    }

    private static String duration(long seconds) {
        return seconds >= 3600
                ? String.format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format("%d:%02d", seconds / 60, seconds % 60);
    }
}
