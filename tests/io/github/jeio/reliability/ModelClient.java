package io.github.jeio.reliability;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_RDWR;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import io.github.jeio.reliability.MemoryTree.Failure;
import io.github.jeio.reliability.MemoryTree.Node;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * One of those who work on a pool at the same time, each in a directory of its own: does one random thing after the other there, in
 * memory, and by java.nio.file in a twin of the directory. Every outcome has to be the same.
 */
final class ModelClient {

    private static final String[] NAMES = {"a", "b", "c", "d", "d/a", "d/b", "d/c", "b/x", "b/x/y", "d/e", "d/e/f", "sp ace", "caf\u00e9", "\uDC80"};
    /** Those of the model; the JDK can't have the name that is no UTF-8. */
    private static final int FOR_THE_JDK = NAMES.length - 1;

    private final IoAio io;
    private final AioWd wd;
    private final Path dir;
    private final JdkTwin twin;
    private final Random random;
    private final MemoryTree tree = new MemoryTree();
    private final boolean withTwin;
    private boolean relative;
    private String doing = "";

    ModelClient(IoAio io, Path dir, Path twin, long seed) throws Exception {
        this.io = io;
        this.dir = dir;
        this.twin = new JdkTwin(twin);
        random = new Random(seed);
        withTwin = random.nextInt(3) > 0;
        wd = io.aioWd(dir.toString()).await();
    }

    private interface Step {
        Object run() throws Exception;
    }

    /** The request in one of the ways to wait for it; a relative path in one of the ways to name it. */
    private <T> T get(AioRequest<T> request) throws Exception {
        if (random.nextInt(3) > 0) {
            return request.await();
        }
        try {
            return request.future().get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private PathRequests paths() {
        return relative ? wd : io;
    }

    private String path(String name) {
        return relative ? name : dir + "/" + name;
    }

    private String name() {
        return NAMES[random.nextInt(withTwin ? FOR_THE_JDK : NAMES.length)];
    }

    /** What a step gives, or the name of the errno. */
    private static Object outcome(Step step) throws Exception {
        try {
            return step.run();
        } catch (AioException e) {
            return e.errnoName();
        } catch (Failure e) {
            return e.getMessage();
        }
    }

    private void same(String what, Step jeio, Step model) throws Exception {
        doing = what;
        Object expected = outcome(model);
        Object found = outcome(jeio);
        if (!expected.equals(found)) {
            throw new AssertionError(what + ": " + found + ", but " + expected + " in memory");
        }
    }

    /** The same where the JDK has such a call; it fails for the same reason. */
    private void same(String what, Step jeio, Step model, Step jdk) throws Exception {
        Object[] expected = new Object[1];
        same(what, jeio, () -> expected[0] = outcome(model));
        if (withTwin) {
            Object found = twin.outcome(() -> jdk.run());
            if (!isSame(found, expected[0])) {
                throw new AssertionError(what + ": " + found + " by java.nio.file, but " + expected[0]);
            }
        }
    }

    /** The JDK has no exception for some errnos, but their messages; and newer ones say of a path through a file that it does not exist. */
    private static boolean isSame(Object jdk, Object expected) {
        return jdk.equals(expected) || expected.equals("ENOTDIR") && jdk.equals("ENOENT")
                || expected instanceof String errno && jdk.equals(Errno.message(number(errno)));
    }

    private static int number(String errno) {
        for (int i = 1; i < 134; i++) {
            if (errno.equals(Errno.name(i))) {
                return i;
            }
        }
        return 0;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(9000) : random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    void step() throws Exception {
        relative = random.nextBoolean();
        String name = name();
        String to = name();
        String both = " " + name + " " + to;
        switch (random.nextInt(18)) {
            case 0 -> same("mkdir " + name, () -> get(paths().aioMkdir(path(name), 0755)), () -> did(() -> tree.mkdir(name)), () -> twin.mkdir(name));
            case 1 -> same("symlink " + name, () -> get(paths().aioSymlink("nowhere/" + to, path(name))),
                    () -> did(() -> tree.symlink("nowhere/" + to, name)), () -> twin.symlink("nowhere/" + to, name));
            case 2 -> same("link" + both, () -> get(paths().aioLink(path(name), wd, to)), () -> did(() -> tree.link(name, to)), () -> twin.link(name, to));
            case 3, 4 -> same("rename" + both, () -> get(paths().aioRename(path(name), wd, to)), () -> did(() -> tree.rename(name, to)),
                    () -> twin.rename(name, to));
            case 5 -> same("unlink " + name, () -> get(paths().aioUnlink(path(name))), () -> did(() -> tree.unlink(name)), () -> twin.unlink(name));
            case 6 -> same("rmdir " + name, () -> get(paths().aioRmdir(path(name))), () -> did(() -> tree.rmdir(name)), () -> twin.rmdir(name));
            case 7 -> same("readlink " + name, () -> get(paths().aioReadlink(path(name))), () -> target(name), () -> twin.readlink(name));
            case 8 -> same("readdir " + name, () -> sorted(get(paths().aioReaddir(path(name)))),
                    () -> new ArrayList<>(tree.directory(name).children.keySet()), () -> twin.readdir(name));
            case 9, 10 -> same("lstat " + name, () -> shape(get(paths().aioLstat(path(name)))), () -> shape(tree.find(name)), () -> twin.shape(name));
            default -> contents(name, to);
        }
    }

    private void contents(String name, String to) throws Exception {
        byte[] data = bytes();
        int offset = random.nextInt(5000);
        switch (random.nextInt(8)) {
            case 0 -> same("load " + name, () -> hash(get(paths().aioLoad(path(name)))), () -> hash(tree.file(name).content), () -> twin.hash(name));
            case 1 -> same("slurp " + name + " " + offset, () -> hash(get(paths().aioSlurp(path(name), offset, 50))),
                    () -> hash(Arrays.copyOfRange(tree.file(name).content, Math.min(offset, tree.file(name).content.length),
                            Math.min(offset + 50, tree.file(name).content.length))));
            case 2 -> same("truncate " + name + " " + offset, () -> get(paths().aioTruncate(path(name), offset)),
                    () -> did(() -> cut(tree.file(name), offset)), () -> twin.truncate(name, offset));
            case 3 -> same("writeFile " + name, () -> writeFile(name, data), () -> did(() -> writeFileInMemory(name, data)), () -> twin.writeFile(name, data));
            case 4 -> same("append " + name, () -> append(name, data), () -> did(() -> appendInMemory(name, data)), () -> twin.append(name, data));
            case 5 -> same("rmtree " + name, () -> get(paths().aioRemove(path(name))), () -> did(() -> tree.removeTree(name)), () -> twin.removeTree(name));
            default -> same("write " + name + " " + offset + " " + data.length, () -> write(name, offset, data), () -> writeInMemory(name, offset, data),
                    () -> twin.write(name, offset, data));
        }
    }

    private boolean isLink(String name) {
        try {
            return tree.find(name).isLink();
        } catch (Failure e) {
            return false;
        }
    }

    /** Both follow links to where the model knows nothing: they are looked at as little as there. */
    private Object writeFile(String name, byte[] data) throws Exception {
        return isLink(name) ? 0L : get(paths().aioWriteFile(path(name), ByteBuffer.wrap(data), 0644));
    }

    private void writeFileInMemory(String name, byte[] data) throws Failure {
        if (!isLink(name)) {
            tree.writeFile(name, data);
        }
    }

    private Object append(String name, byte[] data) throws Exception {
        return isLink(name) ? 0L : get(paths().aioAppend(path(name), ByteBuffer.wrap(data), 0644)) - data.length;
    }

    private void appendInMemory(String name, byte[] data) throws Failure {
        if (!isLink(name)) {
            Node file = tree.open(name);
            tree.write(file, file.content.length, data);
        }
    }

    private Object write(String name, int offset, byte[] data) throws Exception {
        int fd = get(paths().aioOpen(path(name), O_RDWR | O_CREAT | O_NOFOLLOW, 0644));
        try {
            long count = data.length == 0 ? 0 : get(io.aioWriteFully(fd, offset, ByteBuffer.wrap(data)));
            ByteBuffer back = ByteBuffer.allocateDirect(data.length + 10);
            long read = get(io.aioRead(fd, offset, back));
            return count + " " + read + " " + hash(back.flip());
        } finally {
            get(io.aioClose(fd));
        }
    }

    private Object writeInMemory(String name, int offset, byte[] data) throws Failure {
        Node file = tree.open(name);
        tree.write(file, offset, data);
        int end = Math.min(file.content.length, offset + data.length + 10);
        byte[] back = offset >= end ? new byte[0] : Arrays.copyOfRange(file.content, offset, end);
        return data.length + " " + back.length + " " + hash(back);
    }

    private interface Change {
        void make() throws Failure;
    }

    private static Object did(Change change) throws Failure {
        change.make();
        return 0L;
    }

    private static void cut(Node file, int length) {
        file.content = Arrays.copyOf(file.content, length);
    }

    private Object target(String name) throws Failure {
        Node node = tree.find(name);
        if (!node.isLink()) {
            throw new Failure("EINVAL");
        }
        return node.target;
    }

    private static Object sorted(List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(null);
        return sorted;
    }

    static Object hash(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return hash(bytes);
    }

    static Object hash(byte[] data) {
        return data.length + ":" + Arrays.hashCode(data);
    }

    private static Object shape(Node node) {
        return node.isDirectory() ? "directory" : node.isLink() ? "link" : "file of " + node.content.length + " with " + node.links;
    }

    private static Object shape(AioStat stat) {
        return stat.isDirectory() ? "directory" : stat.isSymbolicLink() ? "link" : "file of " + stat.size() + " with " + stat.nlink();
    }

    /** All names and contents there are. */
    void compare() throws Exception {
        compare("", tree.root);
    }

    private void compare(String at, Node node) throws Exception {
        doing = "the comparison of " + at;
        List<String> names = get(wd.aioReaddir(at.isEmpty() ? "." : at));
        if (!sorted(names).equals(new ArrayList<>(node.children.keySet())) || withTwin && !sorted(names).equals(twin.readdir(at))) {
            throw new AssertionError("in " + at + " there are " + names + ", in memory " + node.children.keySet());
        }
        for (var child : node.children.entrySet()) {
            String path = at.isEmpty() ? child.getKey() : at + "/" + child.getKey();
            Node found = child.getValue();
            if (found.isDirectory()) {
                compare(path, found);
            } else if (found.isFile() && (!hash(get(wd.aioLoad(path))).equals(hash(found.content))
                    || withTwin && !twin.hash(path).equals(hash(found.content)))) {
                throw new AssertionError(path + " has another content than in memory");
            }
        }
    }

    String doing() {
        return doing;
    }

    void close() {
        wd.close();
    }
}
