package io.github.jeio.internal.watch;

/** What is told to whoever runs the program. The logger is asked for when it is needed: most programs never do. */
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
