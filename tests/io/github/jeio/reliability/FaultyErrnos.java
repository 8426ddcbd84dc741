package io.github.jeio.reliability;

import java.util.List;

/** Where a request fails with another errno than the system call that failed for it: each with its reason. */
final class FaultyErrnos {

    private record Other(String operation, String call, String errno, String outcome) { }

    private static final List<Other> DOCUMENTED = List.of(
            // what can't be read can't be emptied: the status is the last rmdir's, as the manual has it
            new Other("rmtree|remove|mvtree.*", "getdents64|openat.*|lseek|fstat|statx|newfstatat|unlinkat", ".*", "ENOTEMPTY"));

    private FaultyErrnos() { }

    static boolean isDocumented(String operation, String call, String errno, String outcome) {
        return DOCUMENTED.stream().anyMatch(other -> operation.matches(other.operation) && call.matches(other.call)
                && errno.matches(other.errno) && outcome.matches(other.outcome));
    }
}
