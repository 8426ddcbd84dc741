package io.github.jeio.internal;

import java.util.HashMap;
import java.util.Map;

/** The constants' values, from constants.c by name, so that the two tables can't be out of step. */
public final class ConstantNatives {

    static {
        NativeLibrary.require();
    }

    private static Map<String, Long> values = parse(table());

    private ConstantNatives() { }

    /** {@code struct constant { const char *name; int64_t value; } constants[]}, as lines {@code NAME=value}. */
    static native String table();

    /**
     * Gives the value of a constant, once.
     *
     * @param name the constant's name
     * @return its value on this platform, 0 where the platform lacks it
     * @throws UnsatisfiedLinkError if the native library does not know the name
     */
    public static synchronized long take(String name) {
        Long value = values.remove(name);
        if (value == null) {
            throw new UnsatisfiedLinkError("the native library has no constant " + name
                    + ": it is of another version of jeio; put one jar of jeio on the class path");
        }
        return value;
    }

    /** Forgets the table, when all fields have their values. */
    public static synchronized void release() {
        values = Map.of();
    }

    static Map<String, Long> parse(String table) {
        if (table == null) {
            throw new OutOfMemoryError("no memory for the table of constants");
        }
        Map<String, Long> values = new HashMap<>(1024);
        for (int start = 0, end; start < table.length(); start = end + 1) {
            end = table.indexOf('\n', start);
            int equals = table.indexOf('=', start);
            values.put(table.substring(start, equals), Long.parseLong(table, equals + 1, end, 10));
        }
        return values;
    }
}
