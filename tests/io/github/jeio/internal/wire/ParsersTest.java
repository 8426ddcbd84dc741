package io.github.jeio.internal.wire;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is parsed, with random bytes, most of them such as are special somewhere; {@code make parsers} looks for more at length. */
class ParsersTest {

    private static final int TIMES = 10_000;
    private static final int LONGEST = 600;
    /** The ends of what is one byte, two, three and four bytes in UTF-8, what follows them, surrogates, and the NUL. */
    private static final int[] SPECIAL = {0, 1, 0x2F, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xD8, 0xDC, 0xDF, 0xE0, 0xED, 0xEF,
        0xF0, 0xF4, 0xF5, 0xFF};

    @Test
    void whatIsWrittenIsReadAndAnythingElseIsRefused() {
        Random random = new Random(Long.getLong("jeio.parsers.seed", 1));
        for (int i = 0; i < TIMES; i++) {
            byte[] data = new byte[random.nextInt(1 + (i % 10 == 0 ? LONGEST : 20))];
            random.nextBytes(data);
            for (int at = 1; at < data.length && i % 2 == 0; at++) {
                data[at] = (byte) SPECIAL[random.nextInt(SPECIAL.length)];
            }
            try {
                Parsers.fuzzerTestOneInput(data);
            } catch (Throwable e) {
                throw new AssertionError(Base64.getEncoder().encodeToString(data), e);
            }
        }
    }
}
