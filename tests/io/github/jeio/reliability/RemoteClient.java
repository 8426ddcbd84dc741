package io.github.jeio.reliability;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Does one thing over and over on a file system that fails now and then, and knows what has to be there, by what was acknowledged. */
final class RemoteClient {

    enum Kind { WRITE, COPY, MOVE }

    private static final int SIZE = 1_000_000;
    private static final int FILES = 20;
    private static final int NAMES = 5;
    private static final int KEPT = 3;
    /** A file that is not there, among contents, which have numbers. */
    private static final int ABSENT = -1;

    private final Kind kind;
    private final Path mount;
    private final Path local;
    private final IoAio io = IoAio.create();
    /** What each file may have for content, by its name below the mount; of a tree that was left in the middle there is none. */
    private final Map<String, Set<Integer>> expected = new TreeMap<>();
    /** Moves that have failed: the source, and the name below the mount. */
    private final Map<Path, String> failedMoves = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private volatile long acknowledged;
    private volatile boolean over;
    private int number;

    RemoteClient(Kind kind, Path mount, Path local) throws Exception {
        this.kind = kind;
        this.mount = mount;
        this.local = local;
        for (int file = 0; file < FILES; file++) {
            Path path = local.resolve("source").resolve(name(file));
            Files.createDirectories(path.getParent());
            Files.write(path, Crasher.content(file, Crasher.size(file)));
        }
    }

    private static String name(int file) {
        return "d" + file % 4 + "/f" + file;
    }

    long acknowledged() {
        return acknowledged;
    }

    Map<String, Integer> errors() {
        return errors;
    }

    /** A thread that works until it is to pause. */
    Thread start() {
        over = false;
        Thread thread = new Thread(this::work, "client " + kind);
        thread.start();
        return thread;
    }

    void pause() {
        over = true;
    }

    void close() {
        io.close();
    }

    private void work() {
        try {
            while (!over) {
                switch (kind) {
                    case WRITE -> write(number++);
                    case COPY -> copy(number++);
                    default -> move(number++);
                }
            }
        } catch (Exception e) {
            throw new AssertionError(this + ", number " + number, e);
        }
    }

    /** Waits for a request, which ends once. */
    private <T> boolean succeeds(AioRequest<T> request) throws Exception {
        AtomicInteger told = new AtomicInteger();
        request.cb(value -> told.incrementAndGet());
        try {
            request.await();
            acknowledged++;
            return true;
        } catch (AioException e) {
            errors.merge(e.errnoName(), 1, Integer::sum);
            Thread.sleep(20); // a file system that is not there fails at once
            return false;
        } finally {
            Distributed.check(told.get() == 1, request + " was told " + told + " times");
            Progress.made();
        }
    }

    private void write(int i) throws Exception {
        String name = "file" + i % NAMES;
        Set<Integer> old = expected.getOrDefault(name, Set.of(ABSENT));
        boolean written = succeeds(io.aioWriteFile(mount + "/" + name, ByteBuffer.wrap(Crasher.content(i, SIZE)), 0600));
        Set<Integer> contents = written ? new HashSet<>() : new HashSet<>(old);
        contents.add(i);
        expected.put(name, contents);
    }

    private void copy(int i) throws Exception {
        tree("copy" + i, succeeds(io.aioCptree(local + "/source", mount + "/copy" + i)), false);
        remove("copy" + (i - KEPT));
    }

    private void move(int i) throws Exception {
        Path source = local.resolve("next" + i);
        io.aioCptree(local + "/source", source.toString()).await();
        boolean moved = succeeds(io.aioMvtree(source.toString(), mount + "/moved" + i));
        tree("moved" + i, moved, false);
        if (moved) {
            Distributed.check(Files.notExists(source), "a tree that was moved is still there");
        } else {
            failedMoves.put(source, "moved" + i);
        }
        if (!failedMoves.containsValue("moved" + (i - KEPT))) {
            remove("moved" + (i - KEPT));
        }
    }

    private void remove(String name) throws Exception {
        if (expected.containsKey(name + "/" + name(0))) {
            tree(name, succeeds(io.aioRmtree(mount + "/" + name)), true);
        }
    }

    /** The tree is there, or gone; or nothing is known of it. */
    private void tree(String name, boolean known, boolean gone) {
        for (int file = 0; file < FILES; file++) {
            String path = name + "/" + name(file);
            if (known) {
                expected.put(path, Set.of(gone ? ABSENT : file));
            } else {
                expected.remove(path);
            }
        }
    }

    private static boolean has(Path path, int content, int size) throws Exception {
        return content == ABSENT ? Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                : Files.exists(path) && Arrays.equals(Files.readAllBytes(path), Crasher.content(content, size));
    }

    /** Whether all that was acknowledged is there: on the file system, or where it keeps a copy. */
    void compare(Path copy, String when) throws Exception {
        for (Map.Entry<String, Set<Integer>> file : expected.entrySet()) {
            boolean found = false;
            for (int content : file.getValue()) {
                found |= has(copy.resolve(file.getKey()), content, file.getKey().startsWith("file") ? SIZE : Crasher.size(content));
            }
            Distributed.check(found, when + ": " + copy.resolve(file.getKey()) + " has not the content " + file.getValue());
        }
        Progress.made();
    }

    /** Whether each file of a tree whose move has failed is whole in the one place or in the other. */
    void nothingIsLost() {
        failedMoves.forEach((source, target) -> {
            try {
                for (int file = 0; file < FILES; file++) {
                    int size = Crasher.size(file);
                    Distributed.check(has(source.resolve(name(file)), file, size) || has(mount.resolve(target).resolve(name(file)), file, size),
                            name(file) + " of " + target + " is lost");
                }
            } catch (Exception e) {
                throw new AssertionError(target, e);
            }
        });
        failedMoves.clear();
    }

    @Override
    public String toString() {
        return kind + " " + acknowledged + " " + errors;
    }
}
