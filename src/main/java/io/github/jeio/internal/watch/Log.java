package io.github.jeio.internal.watch;

/**
 * Writes warnings for whoever runs the program. The logger is looked up only when it is needed, as most programs never need
 * it.
 */
final class Log {

    private static final String NAME = "io.github.jeio";

    private Log() { }

    static void warn(String text) {
        System.getLogger(NAME).log(System.Logger.Level.WARNING, text);
    }

    static void warn(String text, Throwable place) {
        System.getLogger(NAME).log(System.Logger.Level.WARNING, text, place);
    }
}
