package io.github.jeio.internal.wire;

/** The operations, in the order of the table in {@code ops.c}; each with the name that errors show. */
public enum Op {
    NOP("nop"), BUSY("busy"), GROUP("group"), WD("wd"), WD_CLOSE("wd_close"),
    OPEN("open"), CLOSE("close"), SEEK("seek"), READ("read"), WRITE("write"),
    SENDFILE("sendfile"), READAHEAD("readahead"),
    STAT("stat"), LSTAT("lstat"), FSTAT("fstat"), STATVFS("statvfs"), FSTATVFS("fstatvfs"),
    UTIME("utime"), FUTIME("futime"), CHOWN("chown"), FCHOWN("fchown"), CHMOD("chmod"), FCHMOD("fchmod"),
    TRUNCATE("truncate"), FTRUNCATE("ftruncate"), ALLOCATE("allocate"),
    UNLINK("unlink"), MKNOD("mknod"), LINK("link"), SYMLINK("symlink"), READLINK("readlink"), REALPATH("realpath"),
    RENAME("rename"), MKDIR("mkdir"), RMDIR("rmdir"), READDIR("readdir"), READDIRX("readdir"),
    SLURP("slurp"), SLURP_INTO("slurp"),
    FCNTL("fcntl"), IOCTL("ioctl"),
    SYNC("sync"), FSYNC("fsync"), FDATASYNC("fdatasync"), SYNCFS("syncfs"), SYNC_FILE_RANGE("sync_file_range"),
    MSYNC("msync"), MTOUCH("mtouch"), MLOCK("mlock"), MLOCKALL("mlockall"),
    STATX("statx"), LCHOWN("lchown"), LUTIME("lutime"), OPENAT2("openat2"),
    GETXATTR("getxattr"), LGETXATTR("lgetxattr"), FGETXATTR("fgetxattr"),
    SETXATTR("setxattr"), LSETXATTR("lsetxattr"), FSETXATTR("fsetxattr"),
    LISTXATTR("listxattr"), LLISTXATTR("llistxattr"), FLISTXATTR("flistxattr"),
    REMOVEXATTR("removexattr"), LREMOVEXATTR("lremovexattr"), FREMOVEXATTR("fremovexattr"),
    COPY_FILE_RANGE("copy_file_range"), SPLICE("splice"), TEE("tee"), PREADV("preadv"), PWRITEV("pwritev"),
    MLOCK2("mlock2"),
    LOAD("load"), WRITE_FILE("write_file"), PATHSYNC("pathsync"), COPY("copy"), COPY_ENTRY("copy"), REMOVE_COPIED("unlink"),
    FIEMAP("fiemap"), FIEMAP_COUNT("fiemap"),
    WD_AT("wd"), WD_FD("wd"), NEXT_ENTRIES("readdir"), REMOVE_ENTRIES("rmtree"), REMOVE_SUBTREE("rmtree"),
    ACCESS("access"), MKDIRS("mkdirs"), LINKAT("linkat"),
    STATFS("statfs"), FSTATFS("fstatfs"), PATHCONF("pathconf"), FPATHCONF("fpathconf"),
    FLOAD("load"), READ_FULLY("read_fully"), WRITE_FULLY("write_fully"), APPEND("append"),
    TREE_OPEN("tree"), TREE_LEAVE("tree"), TREE_CLOSE("tree"), TREE_LINK("cptree"), TREE_RENAME("mvtree"),
    CACHESTAT("cachestat"), STAT_ENTRIES("tree"), TREE_SYNC("mvtree"),
    /** Closes what nobody has got. */
    CLOSE_ORPHAN("close");

    private final String call;

    Op(String call) {
        this.call = call;
    }

    /** The call as errors name it. */
    public String call() {
        return call;
    }
}
