package io.battdat.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A sample that is being changed, and what was done to it. */
final class Mutant {
    private final Sample sample;
    private byte[] bytes;
    private final List<String> steps = new ArrayList<>();
    /** Whether bytes are elsewhere than in the sample, or checksums were made to fit. */
    private boolean disguised;

    Mutant(Sample sample) {
        this.sample = sample;
        this.bytes = sample.bytes().clone();
    }

    byte[] bytes() {
        return bytes;
    }

    String description() {
        return sample.name() + ": " + String.join(", ", steps);
    }

    /** Puts bytes over those that are there, as far as the file goes. */
    void overwrite(String what, int position, byte[] content) {
        int count = Math.min(content.length, bytes.length - position);
        System.arraycopy(content, 0, bytes, position, count);
        steps.add(what + " over " + count + " bytes at " + position);
    }

    /** Puts bytes in place of a range, which may be of another length. */
    void replace(String what, Extent range, byte[] content) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length - range.length() + content.length);
        System.arraycopy(content, 0, changed, range.start(), content.length);
        System.arraycopy(bytes, range.end(), changed, range.start() + content.length, bytes.length - range.end());
        bytes = changed;
        steps.add(what + " for " + range.length() + " bytes at " + range.start());
        disguised = true;
    }

    /** Makes the checksum of a structure fit. */
    void mend(Extent checksummed) {
        if (checksummed.end() <= bytes.length) {
            Structure.mend(bytes, checksummed);
            steps.add("checksum of " + checksummed.start() + " mended");
            disguised = true;
        }
    }

    /** The structures that are not as they were. */
    List<Extent> changedStructures() {
        return sample.structure().checksummed().stream()
                .filter(extent -> extent.end() <= bytes.length
                        && !Arrays.equals(
                                bytes, extent.start(), extent.end(), sample.bytes(), extent.start(), extent.end()))
                .toList();
    }

    /**
     * What is wrong with a reading of this file, given that all changes are where a checksum tells of them: other values
     * than the sample's, or fewer, without a word.
     */
    Optional<String> silentlyWrong(FileReading reading) {
        if (disguised || !isBetrayed()) {
            return Optional.empty();
        }
        FileReading sound = sample.reading();
        for (String table : sound.tables().keySet()) {
            Long found = reading.tables().get(table);
            if (found != null
                    ? !found.equals(sound.tables().get(table))
                    : reading.refusals().equals(sound.refusals())) {
                return Optional.of("table " + table + (found == null ? " is gone" : " has other values"));
            }
        }
        for (String text : sound.texts().keySet()) {
            String found = reading.texts().get(text);
            if (found != null && !found.equals(sound.texts().get(text))) {
                return Optional.of(text + " is another");
            }
        }
        return Optional.empty();
    }

    /** Whether each byte that is not as it was stands where a checksum tells. */
    private boolean isBetrayed() {
        List<Extent> telling = new ArrayList<>(sample.structure().checksummed());
        for (StoredChunk chunk : sample.chunks()) {
            if (chunk.isBetrayed(bytes)) {
                telling.add(chunk.extent());
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            int position = i;
            if (bytes[i] != sample.bytes()[i] && telling.stream().noneMatch(extent -> extent.holds(position))) {
                return false;
            }
        }
        return true;
    }
}
