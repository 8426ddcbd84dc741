package bench.probe;

import io.github.jeio.IoAio;

/** From {@code main} to the first completed request, in a fresh JVM; prints milliseconds. */
public final class Load {

    private Load() { }

    public static void main(String[] args) {
        long start = System.nanoTime();
        IoAio io = IoAio.create();
        io.aioNop();
        io.flush();
        System.out.println((System.nanoTime() - start) / 1e6);
    }
}
