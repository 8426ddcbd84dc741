package io.github.jeio.cli;

import static io.github.jeio.AioConstants.S_IFLNK;

import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Sets a copy's attributes as cp's options ask: times, owner, extended attributes, and last the mode, since no other user
 * may have access before.
 */
final class CopyAttributes {

    private static final String ACL = "system.posix_acl_";

    private final Session session;
    private final IoAio io;
    private final CopyOptions options;
    private final int umask = Modes.umask();

    CopyAttributes(Session session, CopyOptions options) {
        this.session = session;
        this.options = options;
        io = session.io;
    }

    /**
     * The mode that a new file is created with, from which the umask is subtracted: before it has its owner and final mode,
     * other users must not have access.
     */
    int modeOfNew(AioStat st) {
        return wanted(st) & (options.ownership || options.mode ? 0700 : 01777) | (st.isDirectory() ? 0700 : 0);
    }

    /** The mode of a copy, before the umask is subtracted; with --no-preserve=mode, that of any new file. */
    private int wanted(AioStat st) {
        int mode = options.anyMode ? st.mode() & 01000 | (st.isDirectory() ? 0777 : 0666) : st.mode();
        return mode & (st.isDirectory() ? 01777 : 0777);
    }

    /** The final mode of a copy. */
    private int modeOfCopy(AioStat st, boolean owned) {
        return options.mode ? st.mode() & (owned ? 07777 : 0777) : wanted(st) & ~umask;
    }

    /** The system calls on the copy, by descriptor or by name. */
    private interface Target {
        void utime(AioStat st, LongConsumer then);

        void chown(AioStat st, LongConsumer then);

        void chmod(int mode, LongConsumer then);

        void list(Consumer<List<String>> then);

        void get(String name, Consumer<ByteBuffer> then);

        void set(String name, ByteBuffer value, LongConsumer then);

        void remove(String name, LongConsumer then);
    }

    /** Sets a file's attributes. A failure is reported, and the copy stays. */
    void copyToFile(CopyEntry entry, int in, int out, Runnable then) {
        copy(entry.st, entry.dstPath(), entry.there == null || entry.temporary != null, false, new ByDescriptor(io, in, out), then);
    }

    /** Sets the attributes of a symbolic link, fifo, socket or device. */
    void copyToName(CopyEntry entry, Runnable then) {
        PathRequests target = entry.target(io);
        boolean link = entry.type() == S_IFLNK;
        copy(entry.st, entry.dstPath(), true, link, new ByName(entry.source(io), entry.srcName, target, entry.writtenName()), then);
    }

    /**
     * Sets the attributes of a directory whose copy is complete; without the extended ones if the source could not be opened, and
     * none if the copy could not.
     */
    void copyToDirectory(CopyPair pair, Runnable then) {
        AioWd src = pair.src();
        AioWd dst = pair.dst();
        if (dst == null) {
            then.run();
            return;
        }
        copy(pair.st, CopyPair.dstPath(pair.up, pair.dstName), pair.fresh, false, new ByName(src, ".", dst, "."), then);
    }

    /** A file and its copy, by their descriptors. */
    private record ByDescriptor(IoAio io, int in, int out) implements Target {
        @Override
        public void utime(AioStat st, LongConsumer done) {
            io.aioUtime(out, st.atime(), st.mtime(), done);
        }

        @Override
        public void chown(AioStat st, LongConsumer done) {
            io.aioChown(out, st.uid(), st.gid(), done);
        }

        @Override
        public void chmod(int mode, LongConsumer done) {
            io.aioChmod(out, mode, done);
        }

        @Override
        public void list(Consumer<List<String>> done) {
            io.aioListxattr(in, done);
        }

        @Override
        public void get(String name, Consumer<ByteBuffer> done) {
            io.aioGetxattr(in, name, done);
        }

        @Override
        public void set(String name, ByteBuffer value, LongConsumer done) {
            io.aioSetxattr(out, name, value, 0, done);
        }

        @Override
        public void remove(String name, LongConsumer done) {
            io.aioRemovexattr(out, name, done);
        }
    }

    /** An entry and its copy, by their names; no link is followed. Nothing is known of the source where {@code from} is null. */
    private record ByName(PathRequests from, String src, PathRequests to, String dst) implements Target {
        @Override
        public void utime(AioStat st, LongConsumer done) {
            to.aioLutime(dst, st.atime(), st.mtime(), done);
        }

        @Override
        public void chown(AioStat st, LongConsumer done) {
            to.aioLchown(dst, st.uid(), st.gid(), done);
        }

        @Override
        public void chmod(int mode, LongConsumer done) {
            to.aioChmod(dst, mode, done);
        }

        @Override
        public void list(Consumer<List<String>> done) {
            if (from == null) {
                done.accept(null);
            } else {
                from.aioLlistxattr(src, done);
            }
        }

        @Override
        public void get(String name, Consumer<ByteBuffer> done) {
            from.aioLgetxattr(src, name, done);
        }

        @Override
        public void set(String name, ByteBuffer value, LongConsumer done) {
            to.aioLsetxattr(dst, name, value, 0, done);
        }

        @Override
        public void remove(String name, LongConsumer done) {
            to.aioLremovexattr(dst, name, done);
        }
    }

    private void copy(AioStat st, String path, boolean fresh, boolean link, Target target, Runnable then) {
        times(st, path, target, () -> owner(st, path, target, owned -> attributes(st, path, link, target,
                () -> mode(st, path, fresh, link, owned, target, then))));
    }

    private void times(AioStat st, String path, Target target, Runnable then) {
        if (!options.timestamps) {
            then.run();
            return;
        }
        target.utime(st, status -> {
            if (status < 0) {
                session.failed("preserving times for", path, IoAio.errno());
            }
            then.run();
        });
    }

    /** Sets the owner. Without the right to do that, the copy keeps its owner, which is not reported. */
    private void owner(AioStat st, String path, Target target, Consumer<Boolean> then) {
        if (!options.ownership) {
            then.accept(true);
            return;
        }
        target.chown(st, status -> {
            int errno = status < 0 ? IoAio.errno() : 0;
            if (errno != 0 && errno != Errno.EPERM && errno != Errno.EINVAL) {
                session.failed("failed to preserve ownership for", path, errno);
            }
            then.accept(errno == 0);
        });
    }

    private void attributes(AioStat st, String path, boolean link, Target target, Runnable then) {
        if (!options.xattr && (!options.mode || link)) {
            then.run();
            return;
        }
        target.list(names -> {
            List<String> wanted = new ArrayList<>();
            for (String name : names == null ? List.<String>of() : names) {
                boolean acl = name.startsWith(ACL);
                if (acl ? options.mode : options.xattr && !name.startsWith("system.")) {
                    wanted.add(name);
                }
            }
            Iterator<String> rest = wanted.iterator();
            boolean kept = options.mode && !link; // what the copy has from its directory goes, then
            removeUnless(!kept || wanted.contains(ACL + "access"), ACL + "access", target,
                    () -> removeUnless(!kept || !st.isDirectory() || wanted.contains(ACL + "default"), ACL + "default", target,
                            () -> next(rest, path, target, then)));
        });
    }

    private static void removeUnless(boolean stays, String name, Target target, Runnable then) {
        if (stays) {
            then.run();
        } else {
            target.remove(name, status -> then.run());
        }
    }

    private void next(Iterator<String> names, String path, Target target, Runnable then) {
        if (!names.hasNext()) {
            then.run();
            return;
        }
        String name = names.next();
        target.get(name, value -> {
            if (value == null) {
                next(names, path, target, then);
                return;
            }
            target.set(name, value, status -> {
                if (status < 0 && options.xattrNamed) {
                    session.failed("setting attribute " + Names.quote(name) + " for", path, IoAio.errno());
                }
                next(names, path, target, then);
            });
        });
    }

    private void mode(AioStat st, String path, boolean fresh, boolean link, boolean owned, Target target, Runnable then) {
        int mode = modeOfCopy(st, owned);
        boolean asMade = !options.mode && (!fresh || mode == (modeOfNew(st) & ~umask));
        if (link || asMade) {
            then.run();
            return;
        }
        target.chmod(mode, status -> {
            if (status < 0) {
                session.failed("preserving permissions for", path, IoAio.errno());
            }
            then.run();
        });
    }
}
