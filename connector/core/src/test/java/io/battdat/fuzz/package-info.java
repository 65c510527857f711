/**
 * A mutation fuzzer over all sample files, sound and damaged: {@link io.battdat.fuzz.FuzzTest} runs it, in a JVM of its own
 * with a small heap. Each input is made from a seed and its number alone, so that a finding can be made again.
 */
package io.battdat.fuzz;
