package io.github.jeio.reliability;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Does one thing over and over until it is killed, and says what it begins with and what has succeeded. */
final class Crasher {

    static final int SIZE = 3_000_000;
    static final int FILES = 40;
    static final int LETTERS = 26;

    private final IoAio io = IoAio.create();
    private final Path dir;
    private final Path other;

    private Crasher(Path dir, Path other) {
        this.dir = dir;
        this.other = other;
    }

    /** @param args what, its directory, and one on another file system */
    public static void main(String[] args) throws Exception {
        Crasher crasher = new Crasher(Path.of(args[1]), Path.of(args[2]));
        for (int i = 0; ; i++) {
            switch (args[0]) {
                case "writeFile" -> crasher.writeFile(i);
                case "move" -> crasher.move(i);
                case "mvtree" -> crasher.mvtree(i);
                case "rename" -> crasher.rename(i);
                case "synced copy" -> crasher.syncedCopy(i);
                case "synced tree" -> crasher.syncedTree(i);
                default -> crasher.copy(i);
            }
        }
    }

    /** A content of one letter: of two of them mixed, both can be seen. */
    static byte[] content(int i, int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) ('a' + i % LETTERS));
        return content;
    }

    /** The size of a tree's file, by its number. */
    static int size(int file) {
        return file % 5 == 0 ? 400_000 : file * 100;
    }

    private static void say(String what, int i) {
        System.out.println(what + " " + i);
    }

    private void writeFile(int i) throws Exception {
        say("begun", i);
        io.aioWriteFile(dir + "/file", ByteBuffer.wrap(content(i, SIZE)), 0600).await();
        say("done", i);
    }

    private void move(int i) throws Exception {
        Files.write(other.resolve("next"), content(i, SIZE));
        Files.move(other.resolve("next"), other.resolve("source"));
        say("begun", i);
        io.aioMove(other + "/source", dir + "/file").await();
        say("done", i);
    }

    private void makeTree(Path tree, int i) throws Exception {
        for (int file = 0; file < FILES; file++) {
            Path path = tree.resolve("d" + file % 4 + "/f" + file);
            Files.createDirectories(path.getParent());
            Files.write(path, content(i, size(file)));
        }
    }

    private void mvtree(int i) throws Exception {
        Path next = other.resolve("next");
        makeTree(next, i);
        Files.move(next, other.resolve("source"));
        say("begun", i);
        io.aioMvtree(other + "/source", dir + "/tree" + i).await();
        say("done", i);
        if (i > 0) {
            io.aioRmtree(dir + "/tree" + (i - 1)).await();
        }
    }

    private void copy(int i) throws Exception {
        if (i == 0) {
            Files.write(other.resolve("source"), content(0, SIZE));
        }
        say("begun", i);
        io.aioCopy(other + "/source", dir + "/copy" + i).await();
        say("done", i);
        Files.deleteIfExists(dir.resolve("copy" + (i - 1)));
    }

    /** A move within the file system; the directory is synced before it is said to be done. */
    private void rename(int i) throws Exception {
        io.aioWriteFile(dir + "/next", ByteBuffer.wrap(content(i, SIZE)), 0600).await();
        say("begun", i);
        io.aioMove(dir + "/next", dir + "/file").await();
        io.aioPathsync(dir.toString()).await();
        say("done", i);
    }

    private void syncedCopy(int i) throws Exception {
        if (i == 0) {
            Files.write(other.resolve("source"), content(0, SIZE));
        }
        say("begun", i);
        io.aioCopy(other + "/source", dir + "/copy" + i).await();
        io.aioPathsync(dir + "/copy" + i).await();
        io.aioPathsync(dir.toString()).await();
        say("done", i);
        Files.deleteIfExists(dir.resolve("copy" + (i - 1)));
    }

    /** A copy of a tree; the whole file system is synced before it is said to be done. */
    private void syncedTree(int i) throws Exception {
        if (i == 0) {
            makeTree(other.resolve("source"), 0);
        }
        say("begun", i);
        io.aioCptree(other + "/source", dir + "/tree" + i).await();
        int fd = io.aioOpen(dir.toString(), AioConstants.O_RDONLY, 0).await();
        io.aioSyncfs(fd).await();
        io.aioClose(fd).await();
        say("done", i);
        if (i > 0) {
            io.aioRmtree(dir + "/tree" + (i - 1)).await();
        }
    }
}
