package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A tree with what a file system can hold, made twice, and what is in it, as lines that can be compared. */
final class TwinTree {

    static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06.789012345Z"));
    private static final Instant RECENT = Instant.parse("2020-01-01T00:00:00Z");
    /** What takes part in no comparison: the number in the name of a temporary file. */
    private static final String NUMBER = "[0-9]{6,}";

    final Path root;
    /** What was in it at first, and when each inode was changed last. */
    Map<String, String> before;
    private final Map<Path, FileTime> changes = new HashMap<>();

    private TwinTree(Path root) {
        this.root = root;
    }

    static TwinTree make(IoAio io, Path root) throws IOException {
        TwinTree tree = new TwinTree(Files.createDirectory(root));
        tree.files();
        tree.directories();
        tree.links();
        tree.age();
        tree.modes();
        io.aioMknod(root.resolve("fifo").toString(), AioConstants.S_IFIFO | 0600, 0).await();
        tree.before = tree.look();
        for (Path path : tree.paths()) {
            tree.changes.put(path, changed(path));
        }
        return tree;
    }

    private void files() throws IOException {
        file("f", "hello\n");
        file("other", "other\n");
        file("empty", "");
        file("lines", "one\ntwo\r\nthree\rfour\n\nlast");
        file("exec", "#!/bin/sh\n");
        file("unreadable", "secret\n");
        file("readonly", "read only\n");
        Files.write(root.resolve("latin1"), new byte[] {'c', 'a', 'f', (byte) 0xe9, '\n'});
        Files.write(root.resolve("big"), new byte[20_000]);
        Files.createLink(root.resolve("hard"), root.resolve("f"));
    }

    private void directories() throws IOException {
        Files.createDirectory(root.resolve("dir"));
        Files.createDirectories(root.resolve("full/sub/deep"));
        file("full/x", "x\n");
        file("full/sub/y", "y\n");
        for (String name : List.of("closed", "fixed")) {
            Files.createDirectory(root.resolve(name));
            file(name + "/in", "in\n");
        }
    }

    private void links() throws IOException {
        link("link", "f");
        link("dlink", "full");
        link("dangling", "nowhere");
        link("loop", "loop");
        link("through", "dlink/sub");
        link("full/sub/up", "../..");
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(root.resolve(name), content);
    }

    private void modes() throws IOException {
        mode("f", "rw-r-----");
        mode("exec", "rwxr-xr-x");
        mode("unreadable", "---------");
        mode("readonly", "r--r--r--");
        mode("closed", "---------");
        mode("fixed", "r-xr-xr-x");
    }

    private void mode(String name, String mode) throws IOException {
        Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(mode));
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    /** Everything is old: so what was touched afterwards can be told. Before the modes: the JDK opens what it sets times of. */
    private void age() throws IOException {
        for (Path path : paths()) {
            if (!Files.isSymbolicLink(path)) {
                Files.setLastModifiedTime(path, LONG_AGO);
            }
        }
    }

    private static void collect(Path path, List<Path> all) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.sorted().toList()) {
                    collect(entry, all);
                }
            }
        }
        all.add(path);
    }

    private List<Path> paths() throws IOException {
        List<Path> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static FileTime changed(Path path) throws IOException {
        return (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    }

    /** What is there: a line for each file, by its path; {@link #before} itself if nothing has changed. */
    Map<String, String> content() throws IOException {
        try {
            for (Map.Entry<Path, FileTime> each : changes.entrySet()) {
                if (!changed(each.getKey()).equals(each.getValue())) {
                    return look();
                }
            }
            return before;
        } catch (NoSuchFileException | AccessDeniedException e) {
            return look();
        }
    }

    private Map<String, String> look() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (Path path : paths()) {
            lines.put(anonymous(root.relativize(path).toString()), describe(path));
        }
        return lines;
    }

    private String describe(Path path) throws IOException {
        Map<String, Object> is = Files.readAttributes(path, "unix:mode,nlink,uid,gid,size,rdev,lastModifiedTime",
                LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) is.get("mode");
        StringBuilder line = new StringBuilder(Integer.toOctalString(mode)).append(" links ").append(is.get("nlink"))
                .append(" of ").append(is.get("uid")).append(':').append(is.get("gid")).append(" device ").append(is.get("rdev"));
        Instant time = ((FileTime) is.get("lastModifiedTime")).toInstant();
        line.append(" of ").append(time.isBefore(RECENT) ? time.truncatedTo(ChronoUnit.MICROS).toString() : "now");
        switch (mode & AioConstants.S_IFMT) {
            case AioConstants.S_IFREG -> line.append(": ").append(is.get("size")).append(' ').append(text(path));
            case AioConstants.S_IFLNK -> line.append(" -> ").append(Files.readSymbolicLink(path));
            default -> { }
        }
        return line.toString();
    }

    private static String text(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            return "unreadable";
        }
        byte[] bytes = Files.readAllBytes(path);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.length() <= 100 ? text : text.substring(0, 100) + "… " + text.hashCode();
    }

    /** Some text without what differs between the twins. */
    String anonymous(String text) {
        return text.replace(root.toString(), "TREE").replaceAll(NUMBER, "#");
    }
}
