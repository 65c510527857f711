package io.battdat.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Arguments of the form {@code --name value}. */
final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param defaults the known names, each with the value that holds without it */
    Arguments(String[] arguments, Map<String, String> defaults) {
        values.putAll(defaults);
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!defaults.containsKey(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("Give --name value pairs, with these names: "
                        + String.join(", ", new TreeSet<>(defaults.keySet())) + "; found " + arguments[i]);
            }
            values.put(name, arguments[i + 1]);
        }
    }

    String text(String name) {
        return values.get(name);
    }

    int integer(String name) {
        return Integer.parseInt(values.get(name).replace("_", ""));
    }

    long number(String name) {
        return Long.parseLong(values.get(name).replace("_", ""));
    }
}
