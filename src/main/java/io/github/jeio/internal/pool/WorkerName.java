package io.github.jeio.internal.pool;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name that the kernel shows for a pool's workers, before the {@code /eio} that libeio adds. */
final class WorkerName {

    /** The kernel keeps 15 bytes of a thread's name, and libeio's ending takes 4 of them. */
    private static final int MOST = 11;

    private WorkerName() { }

    /** As many whole characters of the pool's name as there is room for, in UTF-8. */
    static byte[] of(String name) {
        ByteBuffer room = ByteBuffer.allocate(MOST);
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(name), room, true);
        return Arrays.copyOf(room.array(), room.position());
    }
}
