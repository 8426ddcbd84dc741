package io.github.jeio.cli;

import io.github.jeio.Errno;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a command says: lines on standard output, many written at once, and messages on standard error; or JSON on both.
 * For the thread that polls.
 */
final class Output {

    /** The reader of standard output has gone. */
    static final class BrokenPipe extends RuntimeException { }

    /** Standard output can't be written. */
    static final class WriteError extends RuntimeException {
        WriteError(String message) {
            super(message);
        }
    }

    private static final int FULL = 1 << 16;

    private final Streams streams;
    private final String command;
    private final boolean json;
    private final char end;
    private final boolean eager;
    /** Called before a message is written, so that the progress bar makes room; or null. */
    private Runnable beforeMessage;

    private byte[] buffer = new byte[FULL + 4096];
    private int used;

    /**
     * @param command what messages begin with
     * @param json whether lines and messages are objects
     * @param end what a line ends with
     */
    Output(Streams streams, String command, boolean json, char end) {
        this.streams = streams;
        this.command = command;
        this.json = json;
        this.end = end;
        eager = streams.outIsTerminal();
    }

    boolean json() {
        return json;
    }

    void beforeMessage(Runnable action) {
        beforeMessage = action;
    }

    /** Writes text or a name, and no end of line. */
    Output print(String text) {
        int length = text.length();
        if (buffer.length - used < length) {
            flush();
            buffer = length > buffer.length ? new byte[length + FULL] : buffer;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return printEncoded(Names.encode(text.substring(i)));
            }
            buffer[used++] = (byte) c;
        }
        return this;
    }

    private Output printEncoded(byte[] bytes) {
        if (buffer.length - used < bytes.length) {
            buffer = Arrays.copyOf(buffer, used + bytes.length + FULL);
        }
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
        return this;
    }

    /** A line that begins with what is encoded already: the names in a directory have their beginning in common. */
    void line(byte[] start, String name) {
        if (buffer.length - used < start.length) {
            flush();
        }
        printEncoded(start);
        print(name).end();
    }

    /** Ends a line. */
    void end() {
        if (used == buffer.length) {
            flush();
        }
        buffer[used++] = (byte) end;
        if (used >= FULL || eager) {
            flush();
        }
    }

    void line(String text) {
        print(text).end();
    }

    void line(Json object) {
        print(object.toString());
        if (used == buffer.length) {
            flush();
        }
        buffer[used++] = '\n';
        if (used >= FULL || eager) {
            flush();
        }
    }

    void flush() {
        int length = used;
        used = 0;
        try {
            streams.out().write(buffer, 0, length);
            streams.out().flush();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains(Errno.message(Errno.EPIPE))) {
                throw new BrokenPipe();
            }
            throw new WriteError(message);
        }
    }

    /** Writes to standard error as it is, no line. */
    void progress(String text) {
        streams.write(text);
    }

    private void makeRoom() {
        if (beforeMessage != null) {
            beforeMessage.run();
        }
    }

    /** Something could not be done, and here is what. */
    void complain(String message) {
        makeRoom();
        streams.complain(json ? new Json().put("error", message).toString() : command + ": " + message);
    }

    /**
     * Something could not be done with a file.
     *
     * @param what {@code cannot stat}, say
     */
    void complain(String what, String path, int errno) {
        String message = what + " " + Names.quote(path) + ": " + Errno.message(errno);
        if (json) {
            makeRoom();
            streams.complain(new Json().put("error", message).put("path", path).put("errno", Errno.name(errno)).toString());
        } else {
            complain(message);
        }
    }
}
