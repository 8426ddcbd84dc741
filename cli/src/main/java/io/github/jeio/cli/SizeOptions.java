package io.github.jeio.cli;

/** What sizes are told in. Of several options, the last one counts. */
final class SizeOptions {

    private String unit;
    private boolean bytes;

    void define(Options o) {
        if (o.flag("-b --bytes", "same as --apparent-size --block-size=1")) {
            bytes = true;
            unit = "1";
        }
        if (o.flag("-h --human-readable", "sizes like 1.2K, 34M, 5.6G")) {
            unit = "human-readable";
        }
        if (o.flag("--si", "the same in powers of 1000")) {
            unit = "si";
        }
        if (o.flag("-k", "in KiB, as it is anyhow")) {
            unit = "1K";
        }
        if (o.flag("-m", "in MiB")) {
            unit = "1M";
        }
        unit = o.value("-B --block-size", "SIZE", "in units of that size: 512, 1M; M writes the letter, too", unit);
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
