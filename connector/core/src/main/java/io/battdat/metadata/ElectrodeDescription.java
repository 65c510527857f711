package io.battdat.metadata;

import java.util.Optional;
import java.util.OptionalDouble;

/** An electrode: what it is made of, by whom, and its geometry. */
public final class ElectrodeDescription extends MetadataObject {
    private final String name;
    private final Optional<String> supplier;
    private final Optional<String> product;
    private final OptionalDouble thickness;
    private final OptionalDouble area;
    private final OptionalDouble loading;
    private final OptionalDouble porosity;

    ElectrodeDescription(Fields fields) {
        super(fields);
        name = fields.requiredText("name");
        supplier = fields.text("supplier");
        product = fields.text("product");
        thickness = fields.magnitude("thickness");
        area = fields.magnitude("area");
        loading = fields.magnitude("loading");
        porosity = fields.percentage("porosity");
    }

    public String name() {
        return name;
    }

    public Optional<String> supplier() {
        return supplier;
    }

    public Optional<String> product() {
        return product;
    }

    /** In micrometres. */
    public OptionalDouble thickness() {
        return thickness;
    }

    /** In square centimetres. */
    public OptionalDouble area() {
        return area;
    }

    /** Active material, in milligrams per square centimetre. */
    public OptionalDouble loading() {
        return loading;
    }

    /** Share of the volume that is gas, in percent. */
    public OptionalDouble porosity() {
        return porosity;
    }
}
