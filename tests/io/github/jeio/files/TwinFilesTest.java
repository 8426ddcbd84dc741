package io.github.jeio.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.support.PoolTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each operation beside {@link Files}, on twin trees: the results, the exceptions and what the trees have become are the same. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TwinFilesTest extends PoolTest {

    /** What Files does. */
    interface Plain {
        Object in(Path dir) throws Exception;
    }

    /** What AsyncFiles does. */
    interface Async {
        CompletableFuture<?> in(AsyncFiles files, Path dir) throws Exception;
    }

    record Twin(String name, boolean changes, Plain plain, Async async) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Twin> TWINS = new ArrayList<>();

    private static void twin(String name, Plain plain, Async async) {
        boolean changes = CHANGING.stream().anyMatch(name::startsWith);
        TWINS.add(new Twin(name, changes, plain, async));
    }

    private static final List<String> CHANGING = List.of("set", "delete", "create", "copy", "move", "write", "walk in");
    private static final List<String> NAMES = List.of("a.txt", "empty", "d", "d/f", "e", "l", "dl", "dangling", "missing", "a.txt/x",
            "missing/x", "", "dl/../a.txt", "fifo", "bad", "self", "x".repeat(300), "ü");
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileTime OLD = FileTime.fromMillis(1_500_000_000_000L);
    private static final FileTime TIME = FileTime.fromMillis(1_600_000_000_123L);

    static {
        for (String name : NAMES) {
            on(name);
        }
        for (String source : List.of("a.txt", "d", "e", "l", "dangling", "missing", "fifo")) {
            for (String target : List.of("new", "a.txt", "d", "e", "l", "missing/x", "h", "a.txt/x")) {
                pair(source, target);
            }
        }
        writes();
        trees();
        arguments();
    }

    private static void on(String n) {
        twin("exists " + n, d -> Files.exists(d.resolve(n)), (f, d) -> f.exists(d.resolve(n)));
        twin("exists nofollow " + n, d -> Files.exists(d.resolve(n), NOFOLLOW_LINKS), (f, d) -> f.exists(d.resolve(n), NOFOLLOW_LINKS));
        twin("notExists " + n, d -> Files.notExists(d.resolve(n)), (f, d) -> f.notExists(d.resolve(n)));
        twin("notExists nofollow " + n, d -> Files.notExists(d.resolve(n), NOFOLLOW_LINKS), (f, d) -> f.notExists(d.resolve(n), NOFOLLOW_LINKS));
        twin("isDirectory " + n, d -> Files.isDirectory(d.resolve(n)), (f, d) -> f.isDirectory(d.resolve(n)));
        twin("isRegularFile " + n, d -> Files.isRegularFile(d.resolve(n)), (f, d) -> f.isRegularFile(d.resolve(n)));
        twin("isSymbolicLink " + n, d -> Files.isSymbolicLink(d.resolve(n)), (f, d) -> f.isSymbolicLink(d.resolve(n)));
        twin("isReadable " + n, d -> Files.isReadable(d.resolve(n)), (f, d) -> f.isReadable(d.resolve(n)));
        twin("isWritable " + n, d -> Files.isWritable(d.resolve(n)), (f, d) -> f.isWritable(d.resolve(n)));
        twin("isExecutable " + n, d -> Files.isExecutable(d.resolve(n)), (f, d) -> f.isExecutable(d.resolve(n)));
        twin("size " + n, d -> Files.isDirectory(d.resolve(n)) ? "of a directory" : Files.size(d.resolve(n)),
                (f, d) -> Files.isDirectory(d.resolve(n)) ? f.size(d.resolve(n)).thenApply(size -> "of a directory") : f.size(d.resolve(n)));
        twin("isSameFile " + n, d -> Files.isSameFile(d.resolve(n), d.resolve("a.txt")), (f, d) -> f.isSameFile(d.resolve(n), d.resolve("a.txt")));
        twin("isSameFile of itself " + n, d -> Files.isSameFile(d.resolve(n), d.resolve(n)), (f, d) -> f.isSameFile(d.resolve(n), d.resolve(n)));
        twin("readAttributes " + n, d -> show(Files.readAttributes(d.resolve(n), PosixFileAttributes.class)),
                (f, d) -> f.readAttributes(d.resolve(n), PosixFileAttributes.class).thenApply(TwinFilesTest::show));
        twin("readAttributes nofollow " + n, d -> show(Files.readAttributes(d.resolve(n), PosixFileAttributes.class, NOFOLLOW_LINKS)),
                (f, d) -> f.readAttributes(d.resolve(n), PosixFileAttributes.class, NOFOLLOW_LINKS).thenApply(TwinFilesTest::show));
        twin("getLastModifiedTime " + n, d -> Files.getLastModifiedTime(d.resolve(n)).equals(OLD),
                (f, d) -> f.getLastModifiedTime(d.resolve(n)).thenApply(OLD::equals));
        twin("getOwner " + n, d -> Files.getOwner(d.resolve(n)), (f, d) -> f.getOwner(d.resolve(n)));
        twin("getPosixFilePermissions " + n, d -> Files.getPosixFilePermissions(d.resolve(n)), (f, d) -> f.getPosixFilePermissions(d.resolve(n)));
        twin("setPosixFilePermissions " + n, d -> Files.setPosixFilePermissions(d.resolve(n), PosixFilePermissions.fromString("rwxr-x--x")),
                (f, d) -> f.setPosixFilePermissions(d.resolve(n), PosixFilePermissions.fromString("rwxr-x--x")));
        twin("setOwner " + n, d -> Files.setOwner(d.resolve(n), Files.getOwner(d)), (f, d) -> f.setOwner(d.resolve(n), Files.getOwner(d)));
        twin("delete " + n, d -> nothing(() -> Files.delete(d.resolve(n))), (f, d) -> f.delete(d.resolve(n)));
        twin("deleteIfExists " + n, d -> Files.deleteIfExists(d.resolve(n)), (f, d) -> f.deleteIfExists(d.resolve(n)));
        twin("createFile " + n, d -> Files.createFile(d.resolve(n)), (f, d) -> f.createFile(d.resolve(n)));
        twin("createFile private " + n, d -> Files.createFile(d.resolve(n), PRIVATE), (f, d) -> f.createFile(d.resolve(n), PRIVATE));
        twin("createDirectory " + n, d -> Files.createDirectory(d.resolve(n)), (f, d) -> f.createDirectory(d.resolve(n)));
        twin("createDirectory private " + n, d -> Files.createDirectory(d.resolve(n), PRIVATE), (f, d) -> f.createDirectory(d.resolve(n), PRIVATE));
        if (!n.equals("dl")) { // the JDK before 20 takes no link for a directory there
            twin("createDirectories " + n, d -> Files.createDirectories(d.resolve(n)), (f, d) -> f.createDirectories(d.resolve(n)));
        }
        twin("createDirectories below " + n, d -> Files.createDirectories(d.resolve(n).resolve("p/q")), (f, d) -> f.createDirectories(d.resolve(n).resolve("p/q")));
        twin("createTempFile in " + n, d -> gone(Files.createTempFile(d.resolve(n), "p", "s")),
                (f, d) -> f.createTempFile(d.resolve(n), "p", "s").thenApply(TwinFilesTest::gone));
        twin("createTempDirectory in " + n, d -> gone(Files.createTempDirectory(d.resolve(n), "p")),
                (f, d) -> f.createTempDirectory(d.resolve(n), "p").thenApply(TwinFilesTest::gone));
        twin("readSymbolicLink " + n, d -> Files.readSymbolicLink(d.resolve(n)), (f, d) -> f.readSymbolicLink(d.resolve(n)));
        twin("toRealPath " + n, d -> d.resolve(n).toRealPath(), (f, d) -> f.toRealPath(d.resolve(n)));
        twin("toRealPath nofollow " + n, d -> d.resolve(n).toRealPath(NOFOLLOW_LINKS), (f, d) -> f.toRealPath(d.resolve(n), NOFOLLOW_LINKS));
        twin("createSymbolicLink to " + n, d -> Files.createSymbolicLink(d.resolve("new"), Path.of(n)), (f, d) -> f.createSymbolicLink(d.resolve("new"), Path.of(n)));
        if (n.equals("fifo")) {
            return; // opening it waits for a writer
        }
        twin("setLastModifiedTime " + n, d -> Files.setLastModifiedTime(d.resolve(n), TIME), (f, d) -> f.setLastModifiedTime(d.resolve(n), TIME));
        twin("readAllBytes " + n, d -> Files.readAllBytes(d.resolve(n)), (f, d) -> f.readAllBytes(d.resolve(n)));
        twin("readString " + n, d -> Files.readString(d.resolve(n)), (f, d) -> f.readString(d.resolve(n)));
        twin("readString latin1 " + n, d -> Files.readString(d.resolve(n), StandardCharsets.ISO_8859_1), (f, d) -> f.readString(d.resolve(n), StandardCharsets.ISO_8859_1));
        twin("readAllLines " + n, d -> Files.readAllLines(d.resolve(n)), (f, d) -> f.readAllLines(d.resolve(n)));
    }

    private static void pair(String s, String t) {
        String both = " " + s + " " + t;
        twin("copy" + both, d -> Files.copy(d.resolve(s), d.resolve(t)), (f, d) -> f.copy(d.resolve(s), d.resolve(t)));
        twin("copy replacing" + both, d -> Files.copy(d.resolve(s), d.resolve(t), REPLACE_EXISTING), (f, d) -> f.copy(d.resolve(s), d.resolve(t), REPLACE_EXISTING));
        twin("copy nofollow" + both, d -> Files.copy(d.resolve(s), d.resolve(t), NOFOLLOW_LINKS, REPLACE_EXISTING),
                (f, d) -> f.copy(d.resolve(s), d.resolve(t), NOFOLLOW_LINKS, REPLACE_EXISTING));
        twin("copy attributes" + both, d -> Files.copy(d.resolve(s), d.resolve(t), COPY_ATTRIBUTES, REPLACE_EXISTING),
                (f, d) -> f.copy(d.resolve(s), d.resolve(t), COPY_ATTRIBUTES, REPLACE_EXISTING));
        twin("move" + both, d -> Files.move(d.resolve(s), d.resolve(t)), (f, d) -> f.move(d.resolve(s), d.resolve(t)));
        twin("move replacing" + both, d -> Files.move(d.resolve(s), d.resolve(t), REPLACE_EXISTING), (f, d) -> f.move(d.resolve(s), d.resolve(t), REPLACE_EXISTING));
        twin("move atomic" + both, d -> Files.move(d.resolve(s), d.resolve(t), ATOMIC_MOVE), (f, d) -> f.move(d.resolve(s), d.resolve(t), ATOMIC_MOVE));
        twin("createLink" + both, d -> Files.createLink(d.resolve(t), d.resolve(s)), (f, d) -> f.createLink(d.resolve(t), d.resolve(s)));
        twin("createSymbolicLink" + both, d -> Files.createSymbolicLink(d.resolve(t), Path.of(s)), (f, d) -> f.createSymbolicLink(d.resolve(t), Path.of(s)));
    }

    private static void writes() {
        byte[] bytes = "content".getBytes(StandardCharsets.UTF_8);
        List<OpenOption[]> options = Stream.of(
                List.<OpenOption>of(), List.of(CREATE), List.of(CREATE_NEW), List.of(WRITE), List.of(APPEND), List.of(APPEND, CREATE),
                List.of(TRUNCATE_EXISTING), List.of(NOFOLLOW_LINKS, CREATE), List.of(DELETE_ON_CLOSE, CREATE), List.of(DSYNC), List.of(READ),
                List.of(APPEND, TRUNCATE_EXISTING), List.of(CREATE_NEW, APPEND)).map(list -> list.toArray(OpenOption[]::new)).toList();
        for (String n : NAMES) {
            if (n.equals("fifo")) {
                continue;
            }
            for (OpenOption[] how : options) {
                String name = n + " " + Arrays.toString(how);
                twin("write " + name, d -> Files.write(d.resolve(n), bytes, how), (f, d) -> f.write(d.resolve(n), bytes, how));
                if (n.equals("a.txt") || n.equals("missing")) {
                    twin("writeString " + name, d -> Files.writeString(d.resolve(n), "täxt", how), (f, d) -> f.writeString(d.resolve(n), "täxt", how));
                    twin("write lines " + name, d -> Files.write(d.resolve(n), List.of("a", "b"), how), (f, d) -> f.write(d.resolve(n), List.of("a", "b"), how));
                }
            }
        }
        twin("writeString unmappable", d -> Files.writeString(d.resolve("new"), "täxt", StandardCharsets.US_ASCII),
                (f, d) -> f.writeString(d.resolve("new"), "täxt", StandardCharsets.US_ASCII));
        twin("writeString half a character", d -> Files.writeString(d.resolve("new"), "\uD800"), (f, d) -> f.writeString(d.resolve("new"), "\uD800"));
    }

    private static void trees() {
        for (String n : NAMES) {
            twin("list " + n, d -> sorted(Files.list(d.resolve(n))), (f, d) -> f.list(d.resolve(n)).thenApply(list -> sorted(list.stream())));
            for (int depth : new int[] {0, 1, 2, Integer.MAX_VALUE}) {
                twin("walk " + n + " " + depth, d -> walked(Files.walk(d.resolve(n), depth)), (f, d) -> f.walk(d.resolve(n), depth).thenApply(list -> walked(list.stream())));
                twin("walk following " + n + " " + depth, d -> walked(Files.walk(d.resolve(n), depth, FileVisitOption.FOLLOW_LINKS)),
                        (f, d) -> f.walk(d.resolve(n), depth, FileVisitOption.FOLLOW_LINKS).thenApply(list -> walked(list.stream())));
                twin("find " + n + " " + depth, d -> walked(Files.find(d.resolve(n), depth, TwinFilesTest::small)),
                        (f, d) -> f.find(d.resolve(n), depth, TwinFilesTest::small).thenApply(list -> walked(list.stream())));
                twin("find following " + n + " " + depth, d -> walked(Files.find(d.resolve(n), depth, TwinFilesTest::small, FileVisitOption.FOLLOW_LINKS)),
                        (f, d) -> f.find(d.resolve(n), depth, TwinFilesTest::small, FileVisitOption.FOLLOW_LINKS).thenApply(list -> walked(list.stream())));
            }
        }
        twin("walk in a circle", d -> walked(Files.walk(circle(d), FileVisitOption.FOLLOW_LINKS)),
                (f, d) -> f.walk(circle(d), FileVisitOption.FOLLOW_LINKS).thenApply(list -> walked(list.stream())));
        twin("walk less than nothing", d -> walked(Files.walk(d, -1)), (f, d) -> f.walk(d, -1));
    }

    private static void arguments() {
        twin("copy atomic", d -> Files.copy(d.resolve("a.txt"), d.resolve("new"), ATOMIC_MOVE), (f, d) -> f.copy(d.resolve("a.txt"), d.resolve("new"), ATOMIC_MOVE));
        twin("move attributes", d -> Files.move(d.resolve("a.txt"), d.resolve("new"), COPY_ATTRIBUTES), (f, d) -> f.move(d.resolve("a.txt"), d.resolve("new"), COPY_ATTRIBUTES));
        twin("copy null option", d -> Files.copy(d.resolve("a.txt"), d.resolve("new"), (CopyOption) null),
                (f, d) -> f.copy(d.resolve("a.txt"), d.resolve("new"), (CopyOption) null));
        twin("write null option", d -> Files.write(d.resolve("new"), new byte[0], (OpenOption) null),
                (f, d) -> f.write(d.resolve("new"), new byte[0], (OpenOption) null));
        twin("exists null option", d -> Files.exists(d.resolve("l"), NOFOLLOW_LINKS, (LinkOption) null), (f, d) -> f.exists(d.resolve("l"), NOFOLLOW_LINKS, (LinkOption) null));
        twin("createFile owner", d -> Files.createFile(d.resolve("new"), attribute()), (f, d) -> f.createFile(d.resolve("new"), attribute()));
        twin("createDirectory owner", d -> Files.createDirectory(d.resolve("new"), attribute()), (f, d) -> f.createDirectory(d.resolve("new"), attribute()));
        twin("createSymbolicLink private", d -> Files.createSymbolicLink(d.resolve("new"), d, PRIVATE), (f, d) -> f.createSymbolicLink(d.resolve("new"), d, PRIVATE));
        twin("createTempFile outside", d -> Files.createTempFile(d, "../p", null), (f, d) -> f.createTempFile(d, "../p", null));
        twin("setOwner group", d -> Files.setOwner(d, Files.readAttributes(d, PosixFileAttributes.class).group()),
                (f, d) -> f.setOwner(d, Files.readAttributes(d, PosixFileAttributes.class).group()));
    }

    private static FileAttribute<String> attribute() {
        return new FileAttribute<>() {
            @Override
            public String name() {
                return "posix:owner";
            }

            @Override
            public String value() {
                return "root";
            }
        };
    }

    private static Path circle(Path d) throws IOException {
        Files.createDirectories(d.resolve("c/d"));
        Files.createSymbolicLink(d.resolve("c/d/up"), Path.of(".."));
        return d.resolve("c");
    }

    private static boolean small(Path path, BasicFileAttributes attributes) {
        return attributes.isRegularFile() && attributes.size() < 10 || attributes.isSymbolicLink();
    }

    private static String show(PosixFileAttributes a) {
        return List.of(a.isDirectory() ? "size" : a.size(), a.lastModifiedTime().equals(OLD), a.isRegularFile(), a.isDirectory(), a.isSymbolicLink(), a.isOther(),
                a.owner(), a.group(), a.permissions(), a.owner().getName(), a.group().getName()).toString();
    }

    private static String gone(Path path) {
        try {
            String kind = Files.isDirectory(path) + " " + Files.getPosixFilePermissions(path) + path.getFileName().toString().replaceAll("[0-9]+", "N");
            Files.delete(path);
            return kind;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private static Object nothing(Act act) throws Exception {
        act.run();
        return null;
    }

    private static List<Path> sorted(Stream<Path> paths) {
        try (paths) {
            return paths.sorted().toList();
        }
    }

    /** Directories come before what is in them; the rest is as the kernel has it. */
    private static List<Path> walked(Stream<Path> paths) {
        try (paths) {
            List<Path> list = paths.toList();
            for (int i = 1; i < list.size(); i++) {
                assertThat(list.subList(0, i)).contains(list.get(i).getParent() == null ? list.get(0) : list.get(i).getParent());
            }
            return list.stream().sorted().toList();
        }
    }

    @Test
    void readsAlike() throws Exception {
        Path one = tree("one");
        Path two = tree("two");
        AsyncFiles files = AsyncFiles.on(io);
        assertThat(TWINS.stream().filter(twin -> !twin.changes)).allSatisfy(twin -> compare(twin, one, two, files));
    }

    @Test
    void changesAlike() throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        assertThat(TWINS.stream().filter(twin -> twin.changes)).allSatisfy(twin -> {
            Path one = tree("one");
            Path two = tree("two");
            compare(twin, one, two, files);
            assertThat(listing(two)).isEqualTo(listing(one));
            io.aioRmtree(one.toString()).await();
            io.aioRmtree(two.toString()).await();
        });
    }

    private static void compare(Twin twin, Path one, Path two, AsyncFiles files) {
        Object plain = outcome(one, () -> twin.plain.in(one));
        assertThat(outcome(two, () -> AsyncFiles.await(twin.async.in(files, two)))).isEqualTo(plain);
    }

    private interface Result {
        Object get() throws Exception;
    }

    private static Object outcome(Path dir, Result result) {
        try {
            Object value = result.get();
            return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value).replace(dir.toString(), "DIR");
        } catch (UncheckedIOException e) {
            return describe(dir, e.getCause()); // the JDK's streams
        } catch (Exception e) {
            return describe(dir, e);
        }
    }

    private static String describe(Path dir, Exception e) {
        String files = e instanceof FileSystemException f ? " " + f.getFile() + " " + f.getOtherFile() : "";
        return e.getClass().getName() + files.replace(dir.toString(), "DIR");
    }

    private Path tree(String name) throws Exception {
        Path root = Files.createDirectory(Files.createTempDirectory(dir, "t").resolve(name));
        Files.writeString(root.resolve("a.txt"), "hello\nwörld\r\n\rx");
        Files.setPosixFilePermissions(root.resolve("a.txt"), PosixFilePermissions.fromString("rw-r-x---"));
        Files.createFile(root.resolve("empty"));
        Files.createDirectories(root.resolve("d/sub"));
        Files.writeString(root.resolve("d/f"), "f");
        Files.writeString(root.resolve("d/sub/g"), "a longer one");
        Files.createDirectory(root.resolve("e"));
        Files.createSymbolicLink(root.resolve("l"), Path.of("a.txt"));
        Files.createSymbolicLink(root.resolve("dl"), Path.of("d"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(root.resolve("self"), Path.of("self"));
        Files.createLink(root.resolve("h"), root.resolve("a.txt"));
        Files.write(root.resolve("bad"), new byte[] {'a', (byte) 0xC3, '\n', (byte) 0xFF});
        io.aioMknod(root + "/fifo", AioConstants.S_IFIFO | 0644, 0).await();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(each -> Files.isRegularFile(each, NOFOLLOW_LINKS) || Files.isDirectory(each, NOFOLLOW_LINKS)).toList()) {
                Files.setLastModifiedTime(path, OLD);
            }
        }
        return root;
    }

    /** Names, types, permissions, times if they are known ones, link targets, contents. */
    private static List<String> listing(Path root) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted().toList()) {
                PosixFileAttributes is = Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
                FileTime time = is.lastModifiedTime();
                String what = is.isSymbolicLink() ? Files.readSymbolicLink(path).toString() : is.isRegularFile() ? Arrays.toString(Files.readAllBytes(path)) : "";
                lines.add(root.relativize(path) + " " + is.isDirectory() + is.isRegularFile() + is.isOther() + " " + is.owner() + " "
                        + PosixFilePermissions.toString(is.permissions()) + " " + (is.isDirectory() || !time.equals(OLD) && !time.equals(TIME) ? "" : time)
                        + " " + Files.getAttribute(path, "unix:nlink", NOFOLLOW_LINKS) + " " + what.replace(root.toString(), "DIR"));
            }
        }
        return lines;
    }
}
