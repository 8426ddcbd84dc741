package io.github.jeio.cli;

import java.io.IOException;
import java.io.InputStream;

/** Asks before something is lost. The answer is awaited in the thread that polls: nothing else goes on meanwhile. */
final class Prompt {

    private final Streams streams;
    private final String command;

    Prompt(Streams streams, String command) {
        this.streams = streams;
        this.command = command;
    }

    /** Whether the answer begins with a y. */
    boolean yes(String question) {
        streams.write(command + ": " + question + "? ");
        InputStream in = streams.in();
        try {
            int first = in.read();
            for (int c = first; c != '\n' && c >= 0; ) {
                c = in.read();
            }
            return first == 'y' || first == 'Y';
        } catch (IOException e) {
            return false;
        }
    }
}
