package io.github.jeio.files;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.internal.file.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of {@link AsyncFiles} about what is in files: read, written, replaced. */
abstract class ContentOperations extends AttributeOperations {

    private static final int EVERYBODY = 0666;

    ContentOperations(IoAio io) {
        super(io);
    }

    /**
     * Reads a file, as {@link java.nio.file.Files#readAllBytes}, in one request: open(2), read(2), close(2).
     *
     * @param path the file
     * @return gives its bytes; fails with {@link OutOfMemoryError} where the heap has no room for them, or no array has: 2 GiB
     */
    public CompletableFuture<byte[]> readAllBytes(Path path) {
        return read(path, ContentOperations::bytes);
    }

    /**
     * Reads a file as UTF-8, as {@link java.nio.file.Files#readString(Path)}.
     *
     * @param path the file
     * @return gives its text; fails with {@link CharacterCodingException} where it is not UTF-8
     */
    public CompletableFuture<String> readString(Path path) {
        return readString(path, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file as text, as {@link java.nio.file.Files#readString(Path, Charset)}.
     *
     * @param path the file
     * @param charset how it is encoded
     * @return gives its text; fails with {@link CharacterCodingException} where it is not so encoded
     */
    public CompletableFuture<String> readString(Path path, Charset charset) {
        Objects.requireNonNull(charset, "charset");
        return read(path, data -> charset.newDecoder().decode(data).toString());
    }

    /**
     * Reads a file's lines as UTF-8, as {@link java.nio.file.Files#readAllLines(Path)}.
     *
     * @param path the file
     * @return gives the lines without their ends, in a list that is the caller's
     */
    public CompletableFuture<List<String>> readAllLines(Path path) {
        return readAllLines(path, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file's lines, as {@link java.nio.file.Files#readAllLines(Path, Charset)}.
     *
     * @param path the file
     * @param charset how it is encoded
     * @return gives the lines without their ends, in a list that is the caller's; fails with {@link CharacterCodingException}
     *     where the file is not so encoded
     */
    public CompletableFuture<List<String>> readAllLines(Path path, Charset charset) {
        Objects.requireNonNull(charset, "charset");
        return read(path, data -> charset.newDecoder().decode(data).toString().lines().collect(Collectors.toList()));
    }

    /**
     * Reads a file's lines as UTF-8: {@link AsyncFiles#lines(Path, Charset)}.
     *
     * @param path the file
     * @return gives the lines without their ends
     */
    public CompletableFuture<Stream<String>> lines(Path path) {
        return lines(path, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file's lines into a stream, as {@link java.nio.file.Files#lines(Path, Charset)}, but the whole file before the
     * first line is there, so that the stream need not be closed. {@link FileFlow#lines} reads it part by part.
     *
     * @param path the file
     * @param charset how it is encoded
     * @return gives the lines without their ends; fails with {@link CharacterCodingException} where the file is not so encoded
     */
    public CompletableFuture<Stream<String>> lines(Path path, Charset charset) {
        Objects.requireNonNull(charset, "charset");
        return read(path, data -> charset.newDecoder().decode(data).toString().lines());
    }

    /** Makes a result of a file's bytes. */
    private interface Content<R> {
        R of(ByteBuffer data) throws CharacterCodingException;
    }

    private <R> CompletableFuture<R> read(Path path, Content<R> content) {
        String name = PathNames.of("path", path);
        return Task.start(handOff, JdkErrors.on(path), task -> task.then(io.aioLoad(name), data -> {
            R result;
            try {
                result = content.of(data);
            } catch (CharacterCodingException e) {
                task.fail(e);
                return;
            }
            task.finish(result);
        }, error -> task.fail(JdkErrors.reading(error, path))));
    }

    private static byte[] bytes(ByteBuffer data) {
        if (data.hasArray() && data.arrayOffset() == 0 && data.array().length == data.remaining()) {
            return data.array();
        }
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    /**
     * Writes a file, as {@link java.nio.file.Files#write(Path, byte[], OpenOption...)}: open(2), write(2) until all is
     * written, close(2). What is written before an error or a cancellation stays; {@link AsyncFiles#replace(Path, byte[],
     * FileAttribute...) replace} is the way to have all or nothing.
     *
     * @param path the file
     * @param bytes the content; to be left alone until the future completes
     * @param options {@link java.nio.file.StandardOpenOption}s, {@code NOFOLLOW_LINKS}; without any, {@code CREATE} and
     *     {@code TRUNCATE_EXISTING}
     * @return gives the path
     * @throws IllegalArgumentException {@code READ}, or {@code APPEND} with {@code TRUNCATE_EXISTING}
     * @throws UnsupportedOperationException an option is unknown
     */
    public CompletableFuture<Path> write(Path path, byte[] bytes, OpenOption... options) {
        return write(path, ByteBuffer.wrap(Objects.requireNonNull(bytes, "bytes")), options);
    }

    /**
     * {@link AsyncFiles#write(Path, byte[], OpenOption...)} of a buffer's remaining range.
     *
     * @param path the file
     * @param data what to write; its position advances by what was written, and it is to be left alone until the future
     *     completes
     * @param options as there
     * @return gives the path
     */
    public CompletableFuture<Path> write(Path path, ByteBuffer data, OpenOption... options) {
        Objects.requireNonNull(data, "data");
        String name = PathNames.of("path", path);
        OpenMode mode = Options.writing(options);
        return Task.start(handOff, JdkErrors.on(path), task -> task.open(name, mode.flags(), EVERYBODY, fd -> {
            if (mode.deleteOnClose()) {
                task.held(io.aioUnlink(name), done -> fill(task, fd, data, path), error -> fill(task, fd, data, path));
            } else {
                fill(task, fd, data, path);
            }
        }, error -> task.fail(refused(error, path, mode))));
    }

    private void fill(Task<Path> task, int fd, ByteBuffer data, Path path) {
        task.held(io.aioWriteFully(fd, -1, data), count -> task.finish(path), error -> task.fail(JdkErrors.content(error)));
    }

    private static IOException refused(AioException error, Path path, OpenMode mode) {
        if (error.errno() == Errno.ELOOP && !mode.followLinks()) {
            return new IOException("\"" + path + "\" is a symbolic link, and neither NOFOLLOW_LINKS nor DELETE_ON_CLOSE follows one", error);
        } else if (error.errno() == Errno.EISDIR && mode.createNew()) {
            return JdkErrors.because(error, new FileAlreadyExistsException(path.toString()));
        }
        return JdkErrors.of(error, path, null);
    }

    /**
     * Writes lines, each with the system's line end, as
     * {@link java.nio.file.Files#write(Path, Iterable, Charset, OpenOption...)}. They are encoded in the call: where that
     * can't be, the file is not touched.
     *
     * @param path the file
     * @param lines the lines
     * @param charset how they are encoded
     * @param options as for {@link AsyncFiles#write(Path, byte[], OpenOption...)}
     * @return gives the path; fails with {@link CharacterCodingException} where the charset has not all of the characters
     */
    public CompletableFuture<Path> write(Path path, Iterable<? extends CharSequence> lines, Charset charset, OpenOption... options) {
        StringBuilder text = new StringBuilder();
        for (CharSequence line : Objects.requireNonNull(lines, "lines")) {
            text.append(Objects.requireNonNull(line, "lines has a null")).append(System.lineSeparator());
        }
        return writeString(path, text, charset, options);
    }

    /**
     * Writes lines as UTF-8: {@link AsyncFiles#write(Path, Iterable, Charset, OpenOption...)}.
     *
     * @param path the file
     * @param lines the lines
     * @param options as for {@link AsyncFiles#write(Path, byte[], OpenOption...)}
     * @return gives the path
     */
    public CompletableFuture<Path> write(Path path, Iterable<? extends CharSequence> lines, OpenOption... options) {
        return write(path, lines, StandardCharsets.UTF_8, options);
    }

    /**
     * Writes text as UTF-8, as {@link java.nio.file.Files#writeString(Path, CharSequence, OpenOption...)}.
     *
     * @param path the file
     * @param text the content
     * @param options as for {@link AsyncFiles#write(Path, byte[], OpenOption...)}
     * @return gives the path; fails with {@link CharacterCodingException} where the text has half a character
     */
    public CompletableFuture<Path> writeString(Path path, CharSequence text, OpenOption... options) {
        return writeString(path, text, StandardCharsets.UTF_8, options);
    }

    /**
     * Writes text, as {@link java.nio.file.Files#writeString(Path, CharSequence, Charset, OpenOption...)}.
     *
     * @param path the file
     * @param text the content
     * @param charset how it is encoded
     * @param options as for {@link AsyncFiles#write(Path, byte[], OpenOption...)}
     * @return gives the path; fails with {@link CharacterCodingException} where the charset has not all of the characters;
     *     the file is not touched then
     */
    public CompletableFuture<Path> writeString(Path path, CharSequence text, Charset charset, OpenOption... options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(charset, "charset");
        PathNames.of("path", path);
        Options.writing(options);
        ByteBuffer data;
        try {
            data = charset.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            return Task.failed(handOff, e);
        }
        return write(path, data, options);
    }

    /**
     * Replaces a file's content, atomically and durably: {@link io.github.jeio.IoAio#aioWriteFile(String, ByteBuffer, int)}.
     * Whenever the process or the machine stops, the file has the old content or the new one, whole; once the future is
     * complete, the new one. The file need not exist. A symbolic link is replaced, not the file that it leads to; other names
     * of the file keep the old content; the file is this process's user's afterwards.
     *
     * @param path the file
     * @param bytes the content; to be left alone until the future completes
     * @param attributes {@code posix:permissions}; without them, an existing file's own, or 0666, less the umask each
     * @return gives the path
     * @throws UnsupportedOperationException another attribute
     */
    public CompletableFuture<Path> replace(Path path, byte[] bytes, FileAttribute<?>... attributes) {
        ByteBuffer data = ByteBuffer.wrap(Objects.requireNonNull(bytes, "bytes"));
        String name = PathNames.of("path", path);
        int wanted = Permissions.initial(-1, attributes);
        return Task.start(handOff, JdkErrors.on(path), task -> {
            if (wanted >= 0) {
                task.then(io.aioWriteFile(name, data, wanted), done -> task.finish(path));
            } else {
                task.then(io.aioLstat(name), stat -> task.then(io.aioWriteFile(name, data,
                        stat.isRegularFile() ? stat.mode() & 0777 : EVERYBODY), done -> task.finish(path)),
                        none -> task.then(io.aioWriteFile(name, data, EVERYBODY), done -> task.finish(path)));
            }
        });
    }

    /**
     * {@link AsyncFiles#replace(Path, byte[], FileAttribute...)} with text, as UTF-8.
     *
     * @param path the file
     * @param text the content
     * @param attributes as there
     * @return gives the path
     */
    public CompletableFuture<Path> replaceString(Path path, CharSequence text, FileAttribute<?>... attributes) {
        return replace(path, Objects.requireNonNull(text, "text").toString().getBytes(StandardCharsets.UTF_8), attributes);
    }
}
