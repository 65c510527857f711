package io.battdat.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The columns of a CSV file that no schema knows, with the types that pandas finds for them by looking at all values:
 * integers, floats (also for integers with gaps, and for nothing but gaps), booleans, else texts.
 */
final class OtherColumns {
    /** What Java decodes to where bytes are not of the encoding. */
    private static final char UNDECODED = '\uFFFD';

    private OtherColumns() {}

    /** Reads the file once; columns are named as in the file, with {@code _} where PyTables allows no slash. */
    static List<CsvColumn> of(SourceFile file, Collection<String> known) throws IOException {
        try (FieldReader fields = FieldReader.openCsv(file)) {
            List<Kind> kinds = new ArrayList<>();
            for (int i = 0; i < fields.names().size(); i++) {
                String name = fields.names().get(i);
                if (name.indexOf(UNDECODED) >= 0) {
                    throw fields.bad(
                            "the name of column " + (i + 1) + ", " + name + ", holds bytes that are not UTF-8",
                            "Convert the file to UTF-8, as with iconv -f LATIN1 -t UTF-8");
                }
                if (!known.contains(name)) {
                    kinds.add(new Kind(i));
                }
            }
            while (fields.next()) {
                for (Kind kind : kinds) {
                    kind.look(fields);
                }
            }
            return kinds.stream()
                    .map(kind -> kind.column(fields.names().get(kind.field)))
                    .toList();
        }
    }

    private static final class Kind {
        private final int field;
        private boolean gaps;
        private boolean integers;
        private boolean floats;
        private boolean booleans;
        private boolean texts;

        Kind(int field) {
            this.field = field;
        }

        void look(FieldReader fields) {
            if (texts) {
                return;
            } else if (fields.isMissing(field)) {
                gaps = true;
            } else if (fields.isInteger(field)) {
                integers = true;
            } else if (fields.isNumber(field)) {
                floats = true;
            } else {
                String text = fields.text(field).toLowerCase(Locale.ROOT);
                booleans |= text.equals("true") || text.equals("false");
                texts |= !text.equals("true") && !text.equals("false");
            }
            texts |= booleans && (gaps || integers || floats);
        }

        CsvColumn column(String fieldName) {
            String name = fieldName.replace('/', '_');
            if (texts) {
                return CsvColumn.text(name, fieldName);
            } else if (booleans) {
                return CsvColumn.bool(name, fieldName);
            }
            return floats || gaps || !integers
                    ? CsvColumn.number(name, fieldName)
                    : CsvColumn.integer(name, fieldName, 0);
        }
    }
}
