package bench.tuning;

/** A piece of advice that is measured: what goes between its markers in docs/tuning.md. */
interface Experiment {

    /** Its name, in the markers and for {@code bench/run tuning <name>}. */
    String id();

    /** Measures and draws; gives Markdown. */
    String measure(Place place) throws Exception;
}
