package bench.probe;

import io.github.jeio.IoAio;
import java.nio.file.Path;

/**
 * A loop that polls with a maxPollTime while 100,000 reads run at depth 256: prints the longest time that one pollCb
 * held it, and the longest callback, in milliseconds.
 */
public final class Hold {

    static final double MAX_POLL_SECONDS = 0.001;

    private static final int REQUESTS = 100_000;

    private Hold() { }

    public static void main(String[] args) {
        IoAio io = IoAio.create();
        io.maxParallel(4);
        ReadWindow window = new ReadWindow(io, Path.of(args[0]), 256);
        io.maxPollTime(MAX_POLL_SECONDS);
        long[] longest = {0};
        Runnable poll = () -> {
            io.pollWait();
            long start = System.nanoTime();
            io.pollCb();
            longest[0] = Math.max(longest[0], System.nanoTime() - start);
        };
        window.longestCallback();
        for (int i = 0; i < 4; i++) {
            window.run(REQUESTS, poll);
        }
        window.longestCallback();
        longest[0] = 0;
        window.run(REQUESTS, poll);
        System.out.println(longest[0] / 1e6 + " " + window.longestCallback() / 1e6);
    }
}
