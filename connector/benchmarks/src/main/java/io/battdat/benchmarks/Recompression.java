package io.battdat.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies a battdat file's table through PyTables with another compressor, as Python's users have it.
 *
 * @param python the interpreter
 */
record Recompression(String python) {
    private static final String SCRIPT = "connector/benchmarks/python/recompress.py";
    private static final String ASK_FOR_BLOSC2 = "import tables; tables.Filters(complevel=1, complib='blosc2:zstd')";

    /** Whether the interpreter's PyTables has Blosc2: from 3.8 on. An older one does not know the name. */
    boolean hasBlosc2() throws IOException, InterruptedException {
        return new ProcessBuilder(python, "-c", ASK_FOR_BLOSC2)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /**
     * The copy, which is made if it is not there.
     *
     * @param codec PyTables' name of the compressor, or {@code none}
     */
    Path of(Path battdatFile, String codec) throws IOException, InterruptedException {
        String name = battdatFile.getFileName().toString().replace(".h5", "-" + codec.replace(':', '-') + ".h5");
        Path target = battdatFile.resolveSibling(name);
        if (!Files.exists(target)) {
            Path unfinished = battdatFile.resolveSibling(name + ".unfinished");
            List<String> storage = codec.equals("none") ? List.of("--complevel", "0") : List.of("--complib", codec);
            ProcessBuilder command =
                    new ProcessBuilder(python, SCRIPT, battdatFile.toString(), unfinished.toString()).inheritIO();
            command.command().addAll(storage);
            int status = command.start().waitFor();
            if (status != 0) {
                throw new IOException(SCRIPT + " ended with " + status + "; it needs PyTables (python3-tables)");
            }
            Files.move(unfinished, target);
        }
        return target;
    }
}
