package io.github.jeio.internal.pool;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name that the kernel shows for a pool's workers, before the {@code /eio} that libeio adds. */
final class WorkerName {

    /** The kernel keeps 15 bytes of a thread's name, and libeio's ending takes 4 of them. */
    private static final int MAX_BYTES = 11;

    private WorkerName() { }

    /** The first characters of the pool's name, as many as fit, in UTF-8. */
    static byte[] of(String name) {
        ByteBuffer room = ByteBuffer.allocate(MAX_BYTES);
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(name), room, true);
        return Arrays.copyOf(room.array(), room.position());
    }
}
