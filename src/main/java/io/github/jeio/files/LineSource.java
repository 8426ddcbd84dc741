package io.github.jeio.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A file's lines, which end as {@link java.io.BufferedReader#readLine} has it. */
final class LineSource implements Source<String> {

    private static final int CHUNK = 1 << 16;

    private final HandOff handOff;
    private final Path path;
    private final ChunkSource chunks;
    private final CharsetDecoder decoder;
    /** Bytes at the end of the last chunk that are only a part of a character. */
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private final StringBuilder line = new StringBuilder();
    private boolean afterReturn;
    private boolean ended;

    LineSource(HandOff handOff, Path path, Charset charset) {
        this.handOff = handOff;
        this.path = path;
        this.chunks = new ChunkSource(handOff, path, CHUNK);
        this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public CompletableFuture<List<String>> next() {
        return Task.start(handOff, JdkErrors.on(path), this::part);
    }

    private void part(Task<List<String>> task) {
        if (ended) {
            task.then(handOff.io.aioNop(), nothing -> task.finish(List.of()));
            return;
        }
        task.then(chunks.next(), chunk -> {
            List<String> lines = new ArrayList<>();
            try {
                ended = chunk.isEmpty();
                split(decode(ended ? ByteBuffer.allocate(0) : chunk.get(0)), lines);
            } catch (CharacterCodingException e) {
                task.fail(e);
                return;
            }
            if (ended && line.length() > 0) {
                lines.add(line.toString());
            }
            if (lines.isEmpty() && !ended) {
                part(task);
            } else {
                task.finish(lines);
            }
        });
    }

    private CharBuffer decode(ByteBuffer chunk) throws CharacterCodingException {
        ByteBuffer bytes = rest.hasRemaining() ? ByteBuffer.allocate(rest.remaining() + chunk.remaining()).put(rest).put(chunk).flip() : chunk;
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(decoder.maxCharsPerByte() * bytes.remaining()) + 1);
        check(decoder.decode(bytes, text, ended));
        if (ended) {
            check(decoder.flush(text));
        }
        rest = bytes;
        return text.flip();
    }

    private static void check(CoderResult result) throws CharacterCodingException {
        if (result.isError()) {
            result.throwException();
        }
    }

    private void split(CharBuffer text, List<String> lines) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && afterReturn) {
                start = i + 1; // the second half of a line's end
            } else if (c == '\n' || c == '\r') {
                lines.add(line.append(text, start, i).toString());
                line.setLength(0);
                start = i + 1;
            }
            afterReturn = c == '\r';
        }
        line.append(text, start, text.length());
    }

    @Override
    public void close() {
        chunks.close();
    }
}
