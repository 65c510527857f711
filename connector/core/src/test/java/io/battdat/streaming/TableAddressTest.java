package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableAddressTest {
    @ParameterizedTest
    @CsvSource({
        "/, raw_data, /, raw_data",
        "'', raw_data, /, raw_data",
        "/, /raw_data, /, raw_data",
        "/, cell_a/raw_data, cell_a, raw_data",
        "cell_a, raw_data, cell_a, raw_data",
        "/cell_a/, /raw_data, cell_a, raw_data",
        "lab/cell_a, raw_data, lab/cell_a, raw_data",
        "lab, cell_a/raw_data, lab/cell_a, raw_data",
    })
    void findsPrefixAndName(String prefix, String key, String foundPrefix, String foundName) {
        assertThat(TableAddress.of(prefix, key)).isEqualTo(new TableAddress(key, foundPrefix, foundName));
    }
}
