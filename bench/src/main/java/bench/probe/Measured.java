package bench.probe;

import io.github.jeio.IoAio;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What {@code IoAio.measure(true)} costs: nops one at a time and 256 at a time, with times measured and without, in turn, many
 * rounds. CPU time of the process, since the clock says more of the machine than of jeio; the kernel counts it in steps of ten
 * milliseconds, so a round takes half a second. {@code bench/run measured}.
 */
public final class Measured {

    private static final int ROUNDS = 15;

    private final IoAio io;
    private int left;
    private final Runnable next = this::next;

    private Measured(IoAio io) {
        this.io = io;
    }

    /** Prints a table. */
    public static void main(String[] args) {
        System.out.println("nanoseconds of CPU a nop, median of " + ROUNDS + " rounds (least, most)");
        for (int depth : new int[] {1, 256}) {
            try (IoAio io = IoAio.builder().maxParallel(4).create()) {
                Measured measured = new Measured(io);
                double[][] costs = new double[2][ROUNDS];
                for (int round = -2; round < ROUNDS; round++) {
                    for (int on = 0; on < 2; on++) {
                        io.measure(on == 1);
                        double cost = measured.cost(depth, depth == 1 ? 300_000 : 2_000_000);
                        if (round >= 0) {
                            costs[on][round] = cost;
                        }
                    }
                }
                System.out.printf(Locale.ROOT, "depth %3d: off %s, on %s%n", depth, text(costs[0]), text(costs[1]));
            }
        }
    }

    private static String text(double[] costs) {
        Arrays.sort(costs);
        return String.format(Locale.ROOT, "%.0f (%.0f, %.0f)", costs[costs.length / 2], costs[0], costs[costs.length - 1]);
    }

    private double cost(int depth, int count) {
        long before = cpu();
        left = count - depth;
        for (int i = 0; i < depth; i++) {
            io.aioNop(next);
        }
        io.flush();
        return (cpu() - before) / (double) count;
    }

    private void next() {
        if (left-- > 0) {
            io.aioNop(next);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
