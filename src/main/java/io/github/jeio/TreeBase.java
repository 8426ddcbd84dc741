package io.github.jeio;

/**
 * What the paths of a part of a tree are relative to, so that none is too long for the kernel however deep the tree is:
 * the tree's root, and for what is far below it a directory on the way. That one is open while something uses it.
 */
final class TreeBase {

    /** Characters. Each is three bytes at most; the kernel takes 4095 of them, and a name may follow. */
    private static final int FAR = 1000;

    final PathRequests src;
    /** The directory of a second tree that corresponds to it, or null. */
    final AioWd dst;
    private final Composite<?> all;
    private final int from;
    private int users;

    private TreeBase(Composite<?> all, PathRequests src, AioWd dst, int from) {
        this.all = all;
        this.src = src;
        this.dst = dst;
        this.from = from;
    }

    /** For the root and what is near it; it is not closed by this object. */
    static TreeBase root(Composite<?> all, PathRequests src, AioWd dst) {
        return new TreeBase(all, src, dst, 0);
    }

    /** For what is below {@code path}; the composite's directories {@code src} and {@code dst} are closed with it. */
    static TreeBase at(Composite<?> all, String path, AioWd src, AioWd dst) {
        return new TreeBase(all, src, dst, path.length() + 1);
    }

    /** Whether what is below that path had better have a base of its own. */
    boolean isFar(String path) {
        return path.length() - from > FAR;
    }

    /** Whether a path is too long to be relative to the root. */
    static boolean isFarFromRoot(String path) {
        return path.length() > FAR;
    }

    /** The part of the path that is relative to this. */
    String relative(String path) {
        return from > path.length() || path.isEmpty() ? "." : path.substring(from);
    }

    TreeBase use() {
        users++;
        return this;
    }

    void release() {
        if (--users == 0 && from > 0) {
            all.close((AioWd) src);
            if (dst != null) {
                all.close(dst);
            }
        }
    }
}
