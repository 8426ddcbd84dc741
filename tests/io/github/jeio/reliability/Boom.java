package io.github.jeio.reliability;

/** What a hostile callback throws, and nobody else. */
final class Boom extends RuntimeException {

    private static final long serialVersionUID = 1;

    Boom() {
        super("thrown by a callback", null, false, false);
    }

    /** Whether it is one, or what several of them come out as. */
    static boolean is(Throwable thrown) {
        return thrown instanceof Boom || thrown.getCause() instanceof Boom && "several callbacks have thrown".equals(
                String.valueOf(thrown.getMessage()).replaceAll(":.*", ""));
    }
}
