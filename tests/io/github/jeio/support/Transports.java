package io.github.jeio.support;

import java.util.List;
import java.util.Locale;

/** Which transports of Netty are tried: all, or those that {@code -Djeio.test.transports=NIO,EPOLL} names. */
public final class Transports {

    private static final String WANTED = System.getProperty("jeio.test.transports", "");

    private Transports() { }

    /** Whether that one is tried, in upper or lower case. */
    public static boolean isWanted(String name) {
        return WANTED.isEmpty() || List.of(WANTED.split(",")).contains(name.toUpperCase(Locale.ROOT));
    }
}
