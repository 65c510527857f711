package io.battdat.metadata;

import java.util.List;
import java.util.Optional;

/** The software that made simulated data. */
public final class ModelMetadata extends MetadataObject {
    private final String name;
    private final Optional<String> version;
    private final Optional<ModelType> type;
    private final List<String> references;
    private final List<String> models;
    private final Optional<String> simulationType;

    ModelMetadata(Fields fields) {
        super(fields);
        name = fields.requiredText("name");
        // battdat wants the field, null or not, yet its own streaming writer leaves out what is null.
        version = fields.text("version");
        type = fields.choice("type", ModelType::ofJsonText, ModelType.CHOICES);
        references = fields.urls("references");
        models = fields.texts("models");
        simulationType = fields.text("simulation_type");
    }

    public String name() {
        return name;
    }

    public Optional<String> version() {
        return version;
    }

    public Optional<ModelType> type() {
        return type;
    }

    /** URLs of what describes the software. */
    public List<String> references() {
        return references;
    }

    /** Mathematical models used, in terms of the BattINFO ontology. */
    public List<String> models() {
        return models;
    }

    /** The kind of simulation, in terms of the BattINFO ontology. */
    public Optional<String> simulationType() {
        return simulationType;
    }
}
