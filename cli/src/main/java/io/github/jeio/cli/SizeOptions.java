package io.github.jeio.cli;

import picocli.CommandLine.Option;

/** What sizes are told in. Of several options, the last one counts. */
final class SizeOptions {

    private String unit;
    private boolean bytes;

    @Option(names = {"-b", "--bytes"}, description = "same as --apparent-size --block-size=1")
    private void bytes(boolean on) {
        bytes |= on;
        unit = on ? "1" : unit;
    }

    @Option(names = {"-h", "--human-readable"}, description = "sizes like 1.2K, 34M, 5.6G")
    private void human(boolean on) {
        unit = on ? "human-readable" : unit;
    }

    @Option(names = "--si", description = "the same in powers of 1000")
    private void si(boolean on) {
        unit = on ? "si" : unit;
    }

    @Option(names = "-k", description = "in KiB, as it is anyhow")
    private void kib(boolean on) {
        unit = on ? "1K" : unit;
    }

    @Option(names = "-m", description = "in MiB")
    private void mib(boolean on) {
        unit = on ? "1M" : unit;
    }

    @Option(names = {"-B", "--block-size"}, paramLabel = "SIZE", description = "in units of that size: 512, 1M; M writes the letter, too")
    private void blockSize(String size) {
        unit = size == null ? unit : size;
    }

    boolean bytes() {
        return bytes;
    }

    /** For bytes: in KiB where no option says otherwise. */
    Sizes sizes() {
        try {
            return Sizes.of(unit == null ? "1K" : unit);
        } catch (UsageException e) {
            throw new UsageException("invalid -B argument " + Names.quote(unit));
        }
    }

    /** For numbers of things, which have no unit, but may be told for humans. */
    Sizes counts() {
        Sizes sizes = sizes();
        return "human-readable".equals(unit) || "si".equals(unit) ? sizes : Sizes.of("1");
    }
}
