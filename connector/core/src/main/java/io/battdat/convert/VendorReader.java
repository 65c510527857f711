package io.battdat.convert;

import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;
import java.util.List;

/**
 * Reads the files of one cell as battdat tables, in constant memory.
 *
 * <p>Methods throw {@link VendorFileException} where a file is not of the format or holds bad values, and
 * {@link IOException} where storage fails.
 */
public interface VendorReader {
    /** The files that are read. */
    CellFiles files();

    /** What the files say about the cell: at least its name. */
    BatteryMetadata metadata();

    /** The tables that the files hold. Their headers are read, and as much of their rows as that needs. */
    List<VendorTable> tables() throws IOException;
}
