package io.github.jeio.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What jeio tells its logger while this is open; in the place of the console. */
public final class Warnings extends Handler {

    private static final Logger LOGGER = Logger.getLogger("io.github.jeio");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** Begins. */
    public Warnings() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() { }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    /** Those that contain the text. */
    public List<LogRecord> with(String text) {
        return records.stream().filter(record -> record.getMessage().contains(text)).toList();
    }

    /** The first of those, once there is one. */
    public LogRecord await(String text, Runnable meanwhile) {
        for (;;) {
            List<LogRecord> found = with(text);
            if (!found.isEmpty()) {
                return found.get(0);
            }
            meanwhile.run();
        }
    }
}
