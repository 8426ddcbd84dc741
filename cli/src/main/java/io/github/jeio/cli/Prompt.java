package io.github.jeio.cli;

import java.io.IOException;
import java.io.InputStream;

/** Asks before something is lost. The answer is awaited in the thread that polls: nothing else goes on meanwhile. */
final class Prompt {

    private final Session session;
    private final Streams streams;
    private final String command;

    Prompt(Session session, Streams streams, String command) {
        this.session = session;
        this.streams = streams;
        this.command = command;
    }

    /** Whether the answer begins with a y. */
    boolean yes(String question) {
        session.out.flush();
        streams.write(command + ": " + question + "? ");
        InputStream in = streams.in();
        session.stop.asking(true);
        try {
            int first = in.read();
            for (int c = first; c != '\n' && c >= 0; ) {
                c = in.read();
            }
            return first == 'y' || first == 'Y';
        } catch (IOException e) {
            return false;
        } finally {
            session.stop.asking(false);
        }
    }
}
