package io.battdat.spark.write;

import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** What a task tells the driver when it is done. */
record WrittenFiles(List<WrittenFile> files) implements WriterCommitMessage {
    private static final long serialVersionUID = 1L;
}
