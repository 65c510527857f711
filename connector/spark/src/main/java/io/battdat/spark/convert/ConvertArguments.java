package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.convert.MaccorStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** The arguments of the command line. */
final class ConvertArguments {
    private static final int HELP_WIDTH = 26;
    private static final long MEBIBYTE = 1 << 20;

    private final Map<ConvertOption, List<String>> values = new EnumMap<>(ConvertOption.class);

    private ConvertArguments() {}

    /** @throws BattdatException if an option is not known, or lacks its argument */
    static ConvertArguments parse(String... arguments) {
        ConvertArguments parsed = new ConvertArguments();
        for (int i = 0; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            ConvertOption option = ConvertOption.of(parts[0])
                    .orElseThrow(() ->
                            new BattdatException(parts[0] + ": there is no such option. --help lists those there are"));
            String value = "";
            if (!option.takesArgument()) {
                if (parts.length == 2) {
                    throw new BattdatException(option.key() + " takes no argument");
                }
            } else if (parts.length == 2) {
                value = parts[1];
            } else if (++i < arguments.length) {
                value = arguments[i];
            } else {
                throw new BattdatException(option.usage() + ": the argument is missing");
            }
            parsed.values.computeIfAbsent(option, unused -> new ArrayList<>()).add(value);
        }
        parsed.checkRepeats();
        return parsed;
    }

    private void checkRepeats() {
        values.forEach((option, given) -> {
            if (option != ConvertOption.FROM && given.size() > 1) {
                throw new BattdatException(option.key() + " is given more than once");
            }
        });
    }

    boolean has(ConvertOption option) {
        return values.containsKey(option);
    }

    Optional<String> value(ConvertOption option) {
        return Optional.ofNullable(values.get(option)).map(given -> given.get(0));
    }

    /** @throws BattdatException if a value does not do */
    Conversion conversion() {
        Conversion conversion =
                Conversion.of(values.getOrDefault(ConvertOption.FROM, List.of()).toArray(String[]::new));
        value(ConvertOption.TO).ifPresent(conversion::to);
        choice(ConvertOption.FROM_FORMAT, ConversionFormat::of, ConversionFormat.choices(), conversion::sourceFormat);
        choice(ConvertOption.TO_FORMAT, ConversionFormat::of, ConversionFormat.choices(), conversion::targetFormat);
        choice(ConvertOption.LAYOUT, ConversionLayout::of, ConversionLayout.choices(), conversion::layout);
        number(ConvertOption.FILE_SIZE, size -> conversion.fileBytes(size * MEBIBYTE));
        value(ConvertOption.TABLES).ifPresent(names -> conversion.tables(names.split(",")));
        value(ConvertOption.WITHOUT_COLUMNS).ifPresent(names -> conversion.withoutColumns(names.split(",")));
        value(ConvertOption.COMPLIB).ifPresent(conversion::complib);
        number(ConvertOption.COMPLEVEL, conversion::complevel);
        number(ConvertOption.CHUNK_ROWS, conversion::chunkRows);
        value(ConvertOption.CODEC).ifPresent(conversion::codec);
        value(ConvertOption.DERIVE).ifPresent(conversion::derive);
        value(ConvertOption.TIME_ZONE).ifPresent(conversion::timeZone);
        choice(
                ConvertOption.MACCOR_STATES,
                ConvertArguments::maccorStates,
                "as-battdat, from-file",
                conversion::maccorStates);
        return conversion
                .storeAll(has(ConvertOption.STORE_ALL))
                .ignoreTime(has(ConvertOption.IGNORE_TIME))
                .resume(has(ConvertOption.RESUME))
                .overwrite(has(ConvertOption.OVERWRITE))
                .verify(!has(ConvertOption.NO_VERIFY));
    }

    private static Optional<MaccorStates> maccorStates(String text) {
        return Arrays.stream(MaccorStates.values())
                .filter(states ->
                        states.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                .findFirst();
    }

    private <T> void choice(
            ConvertOption option, Function<String, Optional<T>> parse, String choices, Consumer<T> setter) {
        value(option)
                .ifPresent(text -> setter.accept(parse.apply(text)
                        .orElseThrow(() -> new BattdatException(
                                option.key() + " " + text + ": there is no such choice. Choose from " + choices))));
    }

    private void number(ConvertOption option, IntConsumer setter) {
        value(option).ifPresent(text -> {
            try {
                setter.accept(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new BattdatException(option.key() + " " + text + ": expected a whole number", e);
            }
        });
    }

    static String help() {
        StringBuilder help = new StringBuilder("battdat-convert --from PATH… --to DIRECTORY [options]\n\n");
        Arrays.stream(ConvertOption.values())
                .forEach(option -> help.append(String.format(
                        "  %-" + HELP_WIDTH + "s%s%s%n",
                        option.usage(),
                        option.description().replace("`", ""),
                        option.takesArgument()
                                ? " Default: " + option.defaultValue().replace("`", "") + "."
                                : "")));
        return help.append(
                        "\nEnds with 0 if all was converted, 3 if some files were quarantined, 1 after a failure, 2 if"
                                + " the arguments do not do.\n")
                .toString();
    }
}
