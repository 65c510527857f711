package io.battdat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream sees each cycle when it has been written. */
class FollowTestTest {
    @Test
    void seesEachCycleWhenItHasBeenWritten(@TempDir Path directory) throws Exception {
        String printed = Printed.by(() -> FollowTest.run(ExampleSpark.session(), directory.resolve("archive"), 3));

        assertThat(printed)
                .containsSubsequence(
                        "The stream has seen 1 cycles", "The stream has seen 2 cycles", "The stream has seen 3 cycles")
                .containsSubsequence(
                        "cell-1, cycle 0: until 5990 s, lowest voltage 3.00 V",
                        "cell-1, cycle 1: until 11990 s, lowest voltage 2.99 V",
                        "cell-1, cycle 2: until 17990 s, lowest voltage 2.98 V");
    }
}
