package io.battdat.metadata;

import java.util.Arrays;
import java.util.Optional;

/** The kind of computation that made simulated data. */
public enum ModelType {
    PHYSICS("physics"),
    /** Fitted to data, without a likeness to what happens in the cell. */
    DATA("data"),
    EMPIRICAL("empirical");

    static final String CHOICES = "physics, data or empirical";

    private final String jsonText;

    ModelType(String jsonText) {
        this.jsonText = jsonText;
    }

    /** The text that stands for this type in JSON. */
    public String jsonText() {
        return jsonText;
    }

    static Optional<ModelType> ofJsonText(String text) {
        return Arrays.stream(values())
                .filter(type -> type.jsonText.equals(text))
                .findFirst();
    }
}
