package io.github.jeio.reliability;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, as POSIX has it: what each call does to names and contents, and the errno that it fails with. Symbolic
 * links lead to nothing, and are never followed to anything.
 */
final class MemoryTree {

    /** A call fails with this errno. */
    static final class Failure extends Exception {

        private static final long serialVersionUID = 1;

        Failure(String errno) {
            super(errno, null, false, false);
        }
    }

    /** A file, a directory or a symbolic link. */
    static final class Node {
        final Map<String, Node> children;
        final @Nullable String target;
        byte[] content = {};
        int links = 1;

        private Node(@Nullable Map<String, Node> children, @Nullable String target) {
            this.children = children;
            this.target = target;
        }

        boolean isDirectory() {
            return children != null;
        }

        boolean isLink() {
            return target != null;
        }

        boolean isFile() {
            return children == null && target == null;
        }
    }

    /** A name in a directory, which may be there or not. */
    private record Place(Node directory, String name, String path) {
        @Nullable Node node() {
            return directory.children.get(name);
        }
    }

    final Node root = new Node(new TreeMap<>(), null);

    private static Failure failure(String errno) {
        return new Failure(errno);
    }

    private Place place(String path) throws Failure {
        String[] names = path.split("/");
        Node node = root;
        for (int i = 0; i < names.length - 1; i++) {
            node = node.children.get(names[i]);
            if (node == null || node.isLink()) {
                throw failure("ENOENT");
            } else if (!node.isDirectory()) {
                throw failure("ENOTDIR");
            }
        }
        return new Place(node, names[names.length - 1], path);
    }

    /** The node itself. */
    Node find(String path) throws Failure {
        Node node = place(path).node();
        if (node == null) {
            throw failure("ENOENT");
        }
        return node;
    }

    /** What a link leads to in its place, which is nothing. */
    Node follow(String path) throws Failure {
        Node node = find(path);
        if (node.isLink()) {
            throw failure("ENOENT");
        }
        return node;
    }

    /** A file whose content is to be read or changed. */
    Node file(String path) throws Failure {
        Node node = follow(path);
        if (node.isDirectory()) {
            throw failure("EISDIR");
        }
        return node;
    }

    Node directory(String path) throws Failure {
        Node node = follow(path);
        if (!node.isDirectory()) {
            throw failure("ENOTDIR");
        }
        return node;
    }

    private Node create(String path, Node node) throws Failure {
        Place place = place(path);
        if (place.node() != null) {
            throw failure("EEXIST");
        }
        place.directory.children.put(place.name, node);
        return node;
    }

    void mkdir(String path) throws Failure {
        create(path, new Node(new TreeMap<>(), null));
    }

    void symlink(String target, String path) throws Failure {
        create(path, new Node(null, target));
    }

    /** O_CREAT with O_NOFOLLOW, for writing. */
    Node open(String path) throws Failure {
        Place place = place(path);
        Node node = place.node();
        if (node == null) {
            return create(path, new Node(null, null));
        }
        if (node.isLink()) {
            throw failure("ELOOP");
        }
        return file(path);
    }

    void link(String src, String dst) throws Failure {
        Node node = find(src);
        if (place(dst).node() != null) {
            throw failure("EEXIST");
        }
        if (node.isDirectory()) {
            throw failure("EPERM");
        }
        create(dst, node);
        node.links++;
    }

    void unlink(String path) throws Failure {
        Node node = find(path);
        if (node.isDirectory()) {
            throw failure("EISDIR");
        }
        remove(place(path));
    }

    private static void remove(Place place) {
        place.directory.children.remove(place.name).links--;
    }

    void rmdir(String path) throws Failure {
        Node node = find(path);
        if (!node.isDirectory()) {
            throw failure("ENOTDIR");
        }
        if (!node.children.isEmpty()) {
            throw failure("ENOTEMPTY");
        }
        remove(place(path));
    }

    void rename(String src, String dst) throws Failure {
        Place from = place(src);
        Place to = place(dst);
        Node node = from.node();
        if (node == null) {
            throw failure("ENOENT");
        }
        if (dst.startsWith(src + "/")) {
            throw failure("EINVAL");
        }
        if (src.startsWith(dst + "/")) {
            throw failure("ENOTEMPTY");
        }
        Node old = to.node();
        if (old == node) {
            return;
        }
        if (old != null && node.isDirectory() != old.isDirectory()) {
            throw failure(node.isDirectory() ? "ENOTDIR" : "EISDIR");
        }
        if (old != null && old.isDirectory() && !old.children.isEmpty()) {
            throw failure("ENOTEMPTY");
        }
        if (old != null) {
            remove(to);
        }
        from.directory.children.remove(from.name);
        to.directory.children.put(to.name, node);
    }

    /** A new file in the place of what is there, of which other names are left as they were. */
    void writeFile(String path, byte[] content) throws Failure {
        Place place = place(path);
        Node old = place.node();
        if (old != null && old.isDirectory()) {
            throw failure("EISDIR");
        }
        if (old != null) {
            remove(place);
        }
        create(path, new Node(null, null)).content = content;
    }

    void write(Node file, int offset, byte[] data) {
        if (data.length == 0) {
            return;
        }
        file.content = Arrays.copyOf(file.content, Math.max(file.content.length, offset + data.length));
        System.arraycopy(data, 0, file.content, offset, data.length);
    }

    void removeTree(String path) throws Failure {
        Place place = place(path);
        if (place.node() == null) {
            throw failure("ENOENT");
        }
        forget(place.node());
        place.directory.children.remove(place.name);
    }

    private static void forget(Node node) {
        node.links--;
        if (node.isDirectory()) {
            node.children.values().forEach(MemoryTree::forget);
        }
    }
}
