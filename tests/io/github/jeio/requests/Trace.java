package io.github.jeio.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code strace -f -o} wrote: every system call of every thread. */
final class Trace {

    /** A system call: who made it, its name, and the whole of it with its result. */
    record Call(int thread, String name, String text) { }

    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\(.*", Pattern.DOTALL);
    private static final String UNFINISHED = " <unfinished ...>";

    private final List<Call> calls = new ArrayList<>();

    Trace(Path file) throws IOException {
        Map<Integer, String> unfinished = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher fields = LINE.matcher(line);
            if (!fields.matches()) {
                continue;
            }
            int thread = Integer.parseInt(fields.group(1));
            String text = fields.group(2);
            Matcher resumed = RESUMED.matcher(text);
            if (resumed.matches()) {
                text = unfinished.remove(thread) + resumed.group(1);
            }
            Matcher call = CALL.matcher(text);
            if (text.endsWith(UNFINISHED)) {
                unfinished.put(thread, text.substring(0, text.length() - UNFINISHED.length()));
            } else if (call.matches()) {
                calls.add(new Call(thread, call.group(1), text.replaceAll("\\) += ", ") = ")));
            }
        }
    }

    /** The calls of all threads, in the order of their ends. */
    List<Call> all() {
        return calls;
    }

    /** The calls of libeio's threads, in the order of their ends. */
    List<Call> ofWorkers() {
        Set<Integer> workers = new HashSet<>();
        for (Call call : calls) {
            if (call.text.matches("prctl\\(PR_SET_NAME, \"[^\"]*/eio\"\\) .*")) {
                workers.add(call.thread);
            }
        }
        return calls.stream().filter(call -> workers.contains(call.thread)).toList();
    }

    /** The calls that a thread made between those two in which it named {@code begin} and {@code end}. */
    List<Call> between(String begin, String end) {
        int first = indexOf(begin);
        int last = indexOf(end);
        int thread = calls.get(first).thread;
        return calls.subList(first + 1, last).stream().filter(call -> call.thread == thread).toList();
    }

    private int indexOf(String mark) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).text.contains(mark)) {
                return i;
            }
        }
        throw new AssertionError("no call with " + mark + " was traced");
    }
}
