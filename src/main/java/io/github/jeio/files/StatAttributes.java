package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** The result of stat(2) as the JDK's attributes. */
record StatAttributes(AioStat stat) implements PosixFileAttributes {

    /** The same for all names of a file. */
    record Key(long dev, long ino) {
        @Override
        public String toString() {
            return "(dev=" + Long.toHexString(dev) + ",ino=" + ino + ')';
        }
    }

    static Key key(AioStat stat) {
        return new Key(stat.dev(), stat.ino());
    }

    @Override
    public FileTime lastModifiedTime() {
        return stat.mtime();
    }

    @Override
    public FileTime lastAccessTime() {
        return stat.atime();
    }

    @Override
    public FileTime creationTime() {
        return stat.btime() == null ? stat.mtime() : stat.btime();
    }

    @Override
    public boolean isRegularFile() {
        return stat.isRegularFile();
    }

    @Override
    public boolean isDirectory() {
        return stat.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
        return stat.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
        int type = stat.mode() & AioConstants.S_IFMT;
        return type != AioConstants.S_IFREG && type != AioConstants.S_IFDIR && type != AioConstants.S_IFLNK;
    }

    @Override
    public long size() {
        return stat.size();
    }

    @Override
    public Object fileKey() {
        return key(stat);
    }

    @Override
    public Set<PosixFilePermission> permissions() {
        return Permissions.of(stat.mode());
    }

    /** Looks the name up, in the calling thread. */
    @Override
    public UserPrincipal owner() {
        try {
            return Principals.user(stat.uid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks the name up, in the calling thread. */
    @Override
    public GroupPrincipal group() {
        try {
            return Principals.group(stat.gid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
