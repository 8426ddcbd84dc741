/* The table of operations, in the order of the Java enum Op, and what a record carries besides its result. */
#include "jeio.h"
#include "ops.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#define OP(name, type, out)         { name, type, 0, out, 0 }
#define CUSTOM(name, run, out)      { name, EIO_CUSTOM, run, out, 0 }

/* operations on one descriptor, and on two */
#define FD_OP(name, type, out)      { name, type, 0, out, OP_INT1 }
#define FD_CUSTOM(name, run, out)   { name, EIO_CUSTOM, run, out, OP_INT1 }
#define FDS_OP(name, type, out)     { name, type, 0, out, OP_INT1 | OP_INT2 }
#define FDS_CUSTOM(name, run, out)  { name, EIO_CUSTOM, run, out, OP_INT1 | OP_INT2 }

const struct jeio_op jeio_ops[] = {
  OP ("NOP",             EIO_NOP,             OUT_VALUE),
  OP ("BUSY",            EIO_BUSY,            OUT_VALUE),
  OP ("GROUP",           EIO_GROUP,           OUT_VALUE),
  CUSTOM ("WD",              jeio_op_wd, OUT_WD),
  OP ("WD_CLOSE",        EIO_WD_CLOSE,        OUT_VALUE),
  OP ("OPEN",            EIO_OPEN,            OUT_VALUE),
  FD_OP ("CLOSE",           EIO_CLOSE,           OUT_VALUE),
  FD_OP ("SEEK",            EIO_SEEK,            OUT_OFFSET),
  FD_OP ("READ",            EIO_READ,            OUT_VALUE),
  FD_OP ("WRITE",           EIO_WRITE,           OUT_VALUE),
  FDS_OP ("SENDFILE",        EIO_SENDFILE,        OUT_VALUE),
  FD_OP ("READAHEAD",       EIO_READAHEAD,       OUT_VALUE),
  OP ("STAT",            EIO_STAT,            OUT_STAT),
  OP ("LSTAT",           EIO_LSTAT,           OUT_STAT),
  FD_OP ("FSTAT",           EIO_FSTAT,           OUT_STAT),
  CUSTOM ("STATVFS",         jeio_op_statvfs, OUT_STATVFS),
  FD_OP ("FSTATVFS",        EIO_FSTATVFS,        OUT_STATVFS),
  CUSTOM ("UTIME",       jeio_op_utime,       OUT_VALUE),
  FD_CUSTOM ("FUTIME",      jeio_op_futime,      OUT_VALUE),
  OP ("CHOWN",           EIO_CHOWN,           OUT_VALUE),
  FD_OP ("FCHOWN",          EIO_FCHOWN,          OUT_VALUE),
  OP ("CHMOD",           EIO_CHMOD,           OUT_VALUE),
  FD_OP ("FCHMOD",          EIO_FCHMOD,          OUT_VALUE),
  CUSTOM ("TRUNCATE",        jeio_op_truncate, OUT_VALUE),
  FD_OP ("FTRUNCATE",       EIO_FTRUNCATE,       OUT_VALUE),
  FD_OP ("ALLOCATE",        EIO_FALLOCATE,       OUT_VALUE),
  OP ("UNLINK",          EIO_UNLINK,          OUT_VALUE),
  OP ("MKNOD",           EIO_MKNOD,           OUT_VALUE),
  OP ("LINK",            EIO_LINK,            OUT_VALUE),
  OP ("SYMLINK",         EIO_SYMLINK,         OUT_VALUE),
  OP ("READLINK",        EIO_READLINK,        OUT_TEXT),
  CUSTOM ("REALPATH",        jeio_op_realpath, OUT_TEXT),
  CUSTOM ("RENAME",          jeio_op_rename, OUT_VALUE),
  OP ("MKDIR",           EIO_MKDIR,           OUT_VALUE),
  CUSTOM ("RMDIR",           jeio_op_rmdir, OUT_VALUE),
  CUSTOM ("READDIR",         jeio_op_readdir, OUT_NAMES),
  CUSTOM ("READDIRX",        jeio_op_readdir, OUT_NAMES),
  CUSTOM ("SLURP",       jeio_op_slurp,       OUT_BLOB),
  CUSTOM ("SLURP_INTO",  jeio_op_slurp_into,  OUT_VALUE),
  FD_OP ("FCNTL",           EIO_FCNTL,           OUT_VALUE),
  FD_OP ("IOCTL",           EIO_IOCTL,           OUT_VALUE),
  OP ("SYNC",            EIO_SYNC,            OUT_VALUE),
  FD_OP ("FSYNC",           EIO_FSYNC,           OUT_VALUE),
  FD_OP ("FDATASYNC",       EIO_FDATASYNC,       OUT_VALUE),
  FD_OP ("SYNCFS",          EIO_SYNCFS,          OUT_VALUE),
  FD_OP ("SYNC_FILE_RANGE", EIO_SYNC_FILE_RANGE, OUT_VALUE),
  OP ("MSYNC",           EIO_MSYNC,           OUT_VALUE),
  CUSTOM ("MTOUCH",      jeio_op_mtouch,      OUT_VALUE),
  OP ("MLOCK",           EIO_MLOCK,           OUT_VALUE),
  CUSTOM ("MLOCKALL",    jeio_op_mlockall,    OUT_VALUE),
  CUSTOM ("STATX",           jeio_op_statx,           OUT_STATX),
  CUSTOM ("LCHOWN",          jeio_op_lchown,          OUT_VALUE),
  CUSTOM ("LUTIME",          jeio_op_utime,           OUT_VALUE),
  CUSTOM ("OPENAT2",         jeio_op_openat2,         OUT_VALUE),
  CUSTOM ("GETXATTR",        jeio_op_getxattr,        OUT_BLOB),
  CUSTOM ("LGETXATTR",       jeio_op_getxattr,        OUT_BLOB),
  FD_CUSTOM ("FGETXATTR",       jeio_op_getxattr,        OUT_BLOB),
  CUSTOM ("SETXATTR",        jeio_op_setxattr,        OUT_VALUE),
  CUSTOM ("LSETXATTR",       jeio_op_setxattr,        OUT_VALUE),
  FD_CUSTOM ("FSETXATTR",       jeio_op_setxattr,        OUT_VALUE),
  CUSTOM ("LISTXATTR",       jeio_op_listxattr,       OUT_BLOB),
  CUSTOM ("LLISTXATTR",      jeio_op_listxattr,       OUT_BLOB),
  FD_CUSTOM ("FLISTXATTR",      jeio_op_listxattr,       OUT_BLOB),
  CUSTOM ("REMOVEXATTR",     jeio_op_removexattr,     OUT_VALUE),
  CUSTOM ("LREMOVEXATTR",    jeio_op_removexattr,     OUT_VALUE),
  FD_CUSTOM ("FREMOVEXATTR",    jeio_op_removexattr,     OUT_VALUE),
  FDS_CUSTOM ("COPY_FILE_RANGE", jeio_op_copy_file_range, OUT_VALUE),
  FDS_CUSTOM ("SPLICE",          jeio_op_splice,          OUT_VALUE),
  FDS_CUSTOM ("TEE",             jeio_op_tee,             OUT_VALUE),
  FD_CUSTOM ("PREADV",          jeio_op_preadv,          OUT_VALUE),
  FD_CUSTOM ("PWRITEV",         jeio_op_pwritev,         OUT_VALUE),
  CUSTOM ("MLOCK2",          jeio_op_mlock2,          OUT_VALUE),
  CUSTOM ("LOAD",                    jeio_op_load,            OUT_BLOB),
  CUSTOM ("WRITE_FILE",              jeio_op_write_file,      OUT_VALUE),
  CUSTOM ("PATHSYNC",                jeio_op_pathsync,        OUT_VALUE),
  CUSTOM ("COPY",                    jeio_op_copy,            OUT_VALUE),
  CUSTOM ("COPY_ENTRY",              jeio_op_copy_entry,      OUT_COPIED),
  CUSTOM ("REMOVE_COPIED",           jeio_op_remove_copied,   OUT_VALUE),
  FD_CUSTOM ("FIEMAP",                  jeio_op_fiemap,          OUT_BLOB),
  FD_CUSTOM ("FIEMAP_COUNT",            jeio_op_fiemap_count,    OUT_VALUE),
  CUSTOM ("WD_AT",                   jeio_op_wd_at,           OUT_WD),
  CUSTOM ("WD_FD",                   jeio_op_wd_at,           OUT_WD),
  CUSTOM ("NEXT_ENTRIES",            jeio_op_next_entries,    OUT_BLOB),
  CUSTOM ("REMOVE_ENTRIES",          jeio_op_remove_entries,  OUT_BLOB),
  CUSTOM ("REMOVE_SUBTREE",          jeio_op_remove_subtree,  OUT_VALUE),
  CUSTOM ("ACCESS",                  jeio_op_access,          OUT_VALUE),
  CUSTOM ("MKDIRS",                  jeio_op_mkdirs,          OUT_VALUE),
  FD_CUSTOM ("LINKAT",                  jeio_op_linkat,          OUT_VALUE),
  CUSTOM ("STATFS",                  jeio_op_statfs,          OUT_BLOB),
  FD_CUSTOM ("FSTATFS",                 jeio_op_fstatfs,         OUT_BLOB),
  CUSTOM ("PATHCONF",                jeio_op_pathconf,        OUT_VALUE),
  FD_CUSTOM ("FPATHCONF",               jeio_op_fpathconf,       OUT_VALUE),
  FD_CUSTOM ("FLOAD",                   jeio_op_fload,           OUT_BLOB),
  FD_CUSTOM ("READ_FULLY",              jeio_op_read_fully,      OUT_VALUE),
  FD_CUSTOM ("WRITE_FULLY",             jeio_op_write_fully,     OUT_VALUE),
  CUSTOM ("APPEND",                  jeio_op_append,          OUT_VALUE),
  CUSTOM ("TREE_OPEN",               jeio_op_tree_open,       OUT_BLOB),
  CUSTOM ("TREE_LEAVE",              jeio_op_tree_leave,      OUT_VALUE),
  CUSTOM ("TREE_CLOSE",              jeio_op_tree_close,      OUT_VALUE),
  CUSTOM ("TREE_LINK",               jeio_op_tree_link,       OUT_VALUE),
  CUSTOM ("TREE_RENAME",             jeio_op_tree_rename,     OUT_VALUE),
  FD_CUSTOM ("CACHESTAT",               jeio_op_cachestat,       OUT_BLOB),
  CUSTOM ("STAT_ENTRIES",            jeio_op_stat_entries,    OUT_BLOB),
  CUSTOM ("TREE_SYNC",               jeio_op_tree_sync,       OUT_VALUE),
  FD_OP ("CLOSE_ORPHAN",    EIO_CLOSE,           OUT_VALUE),
};

const int jeio_op_count = sizeof jeio_ops / sizeof *jeio_ops;

/* Writes what stat reports. If there is no time of creation, its nanoseconds are -1. */
uint32_t
jeio_put_stat (const struct statx *stx, char *out)
{
  const int64_t v[] = {
    (int64_t)makedev (stx->stx_dev_major, stx->stx_dev_minor), (int64_t)stx->stx_ino, stx->stx_mode, stx->stx_nlink,
    stx->stx_uid, stx->stx_gid, (int64_t)makedev (stx->stx_rdev_major, stx->stx_rdev_minor), (int64_t)stx->stx_size,
    stx->stx_blksize, (int64_t)stx->stx_blocks,
    stx->stx_atime.tv_sec, stx->stx_atime.tv_nsec, stx->stx_mtime.tv_sec, stx->stx_mtime.tv_nsec,
    stx->stx_ctime.tv_sec, stx->stx_ctime.tv_nsec,
    stx->stx_btime.tv_sec, stx->stx_mask & STATX_BTIME ? (int64_t)stx->stx_btime.tv_nsec : -1
  };

  memcpy (out, v, sizeof v);
  return sizeof v;
}

static uint32_t
put_statvfs (const struct statvfs *fs, char *out)
{
  const int64_t v[] = {
    (int64_t)fs->f_bsize, (int64_t)fs->f_frsize, (int64_t)fs->f_blocks, (int64_t)fs->f_bfree, (int64_t)fs->f_bavail,
    (int64_t)fs->f_files, (int64_t)fs->f_ffree, (int64_t)fs->f_favail, (int64_t)fs->f_fsid, (int64_t)fs->f_flag,
    (int64_t)fs->f_namemax
  };

  memcpy (out, v, sizeof v);
  return sizeof v;
}

/* Writes what jeio_op_copy_entry leaves in the request; Copied.java reads it. */
static uint32_t
put_copied (const eio_req *req, char *out)
{
  const int64_t v[] = { req->offs, (int64_t)req->size, req->int2, req->int3, req->int1 };

  memcpy (out, v, sizeof v);
  return sizeof v;
}

uint32_t
jeio_op_extra (const eio_req *req, char *out)
{
  switch (jeio_ops[req->op].out)
    {
    case OUT_STAT:
      return jeio_put_stat (req->ptr2, out);

    case OUT_STATVFS:
      return put_statvfs (req->ptr2, out);

    case OUT_STATX:
      memcpy (out, req->ptr2, JEIO_STATX_SIZE);
      return JEIO_STATX_SIZE;

    case OUT_COPIED:
      return put_copied (req, out);

    case OUT_TEXT:
      memcpy (out, req->ptr2, (size_t)req->result);
      return (uint32_t)req->result;

    default:
      return 0;
    }
}
