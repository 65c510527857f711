package io.battdat.spark;

/** An option of the data source, of a read or a write; also the source of the tables of options in README.md. */
public interface SourceOption {
    /** The option's name as users write it; upper and lower case are the same. */
    String key();

    /** What holds without the option, in words. */
    String defaultValue();

    /** What the option does, in Markdown. */
    String description();
}
