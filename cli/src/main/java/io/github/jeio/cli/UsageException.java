package io.github.jeio.cli;

/** Arguments that make no sense together, found before anything was done. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
