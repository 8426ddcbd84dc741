package io.github.jeio.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar with rate, time left and current name on standard error, where that is a terminal. It comes when half a second has
 * passed: what is done sooner needs none. Its own thread draws it; everything else is for the thread that polls.
 */
final class Progress implements AutoCloseable {

    private static final long AFTER_NANOS = 500_000_000;
    private static final int TIOCGWINSZ = 0x5413;
    /** How often it is drawn, and at most the terminal is asked how wide it is by now. */
    private static final int INTERVAL_MILLIS = 200;
    private static final int USUAL_WIDTH = 80;

    private final boolean wanted;
    private final boolean color;
    private final Session session;
    private final OutputStream err;
    private final long start = System.nanoTime();
    private final ByteBuffer size = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    /** The terminal's width; the thread that draws reads it. */
    private volatile int width = USUAL_WIDTH;
    private long asked = start;
    private boolean asking;

    private String unit = "";
    private long unitSize = 1;
    private long total;
    private long done;
    private ProgressBar bar;

    Progress(Session session, Streams streams, Common common) {
        wanted = !common.json && !common.noProgress && streams.errIsTerminal();
        color = common.color();
        err = streams.err();
        this.session = session;
        if (wanted) {
            askWidth();
        }
    }

    /** Whether anybody sees it. */
    boolean wanted() {
        return wanted;
    }

    /** What is counted. */
    void unit(String name, long size) {
        unit = name;
        unitSize = size;
    }

    /** There is more to do. */
    void more(long amount) {
        total += amount;
        if (bar != null) {
            bar.maxHint(Math.max(total, done));
        }
    }

    /** Some of it is done, and that is what it was. */
    void done(long amount, String name) {
        if (!wanted) {
            return;
        }
        done += amount;
        if (bar == null && System.nanoTime() - start > AFTER_NANOS) {
            bar = open();
        }
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(" " + Names.printable(name));
            if (System.nanoTime() - asked > INTERVAL_MILLIS * 1_000_000L) {
                askWidth();
            }
        }
    }

    private ProgressBar open() {
        return new ProgressBarBuilder()
                .setTaskName("")
                .setInitialMax(total == 0 ? -1 : Math.max(total, done))
                .setUnit(unit, unitSize)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setStyle(color ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .showSpeed()
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(err, true, StandardCharsets.UTF_8)) {
                    @Override
                    public int getMaxRenderedLength() {
                        return width;
                    }
                })
                .build();
    }

    /** The user may resize the terminal while the bar is there. */
    private void askWidth() {
        asked = System.nanoTime();
        if (asking) {
            return;
        }
        asking = true;
        session.io.aioIoctl(2, TIOCGWINSZ, size, status -> {
            asking = false;
            int columns = status < 0 ? 0 : size.getShort(2) & 0xFFFF;
            width = columns == 0 ? USUAL_WIDTH : columns;
        });
    }

    /** Makes room for a line. */
    void clear() {
        if (bar != null) {
            new PrintStream(err, true, StandardCharsets.UTF_8).print("\r\033[K");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
