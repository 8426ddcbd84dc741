package bench.work;

/** A request that does nothing. */
final class Nop extends Workload {

    Nop() {
        super("nop", "nop");
    }
}
