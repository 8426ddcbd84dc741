package io.github.jeio.internal.pool;

import io.github.jeio.AioException;

/**
 * What a request is about, for its error's message: a path, a String; two, an array of them; a descriptor, an Integer; or
 * null. A request keeps only that, not an object around it.
 */
final class Subject {

    private Subject() { }

    /** Loads this class and those of the message for EMFILE, while there are descriptors to load them with. */
    static void prepare() {
        Advice.prepare();
    }

    /** The call, and its paths or its descriptor. */
    static String what(String call, Object subject) {
        return call + (subject instanceof String[] both ? " " + String.join(" ", both)
                : subject instanceof Integer fd ? " descriptor " + fd
                : subject == null ? "" : " " + subject);
    }

    /** The exception for an error of the request itself. */
    static AioException failed(String call, Object subject, int error) {
        return exception(call, subject, error, subject instanceof Integer fd ? Advice.of(fd, error) : Advice.of(error));
    }

    /** The exception for a wait that ended before the request did. */
    static AioException waitEnded(String call, Object subject, int error) {
        return exception(call, subject, error, Advice.ofWait(error));
    }

    private static AioException exception(String call, Object subject, int error, String advice) {
        return subject instanceof String[] both ? new AioException(call, both[0], both[1], error, advice)
                : subject instanceof Integer fd ? new AioException(call, fd, error, advice)
                : new AioException(call, (String) subject, null, error, advice);
    }
}
