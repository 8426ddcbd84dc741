/* Operations that libeio lacks or gets wrong. Each sets req->result, and errno if that is -1. */
#ifndef JEIO_OPS_H
#define JEIO_OPS_H

#include "jeio.h"

#include <errno.h>
#include <unistd.h>
#include <sys/stat.h>

/* utime.c */
void jeio_op_utime (eio_req *req);
void jeio_op_futime (eio_req *req);

/* Whether the request was cancelled. Long operations check it from time to time. */
static inline int
jeio_is_cancelled (const eio_req *req)
{
  return __atomic_load_n (&req->cancelled, __ATOMIC_RELAXED);
}

/* Memory from jeio_malloc becomes Java's if the request succeeds, and is freed with the request otherwise. */
static inline void
jeio_hand_over (eio_req *req, void *memory)
{
  req->ptr2 = memory;
  req->flags |= EIO_FLAG_PTR2_FREE;
}

/* Closes a descriptor and leaves errno alone, which an earlier failure has set. */
static inline void
jeio_close_quietly (int fd)
{
  int saved = errno;

  if (fd >= 0)
    close (fd);

  errno = saved;
}

/* where.c */
void jeio_op_wd (eio_req *req);
void jeio_op_realpath (eio_req *req);
void jeio_op_statvfs (eio_req *req);
void jeio_op_truncate (eio_req *req);
void jeio_op_rename (eio_req *req);
void jeio_op_rmdir (eio_req *req);
const char *jeio_located (eio_wd wd, const char *path, char *buffer);

/* readdir.c */
void jeio_op_readdir (eio_req *req);

/* Whether a system call failed because the kernel lacks it or a sandbox denies it, so that an older one may do. */
static inline int
jeio_is_denied (void)
{
  return errno == ENOSYS || errno == EPERM;
}

/* append.c */
void jeio_op_append (eio_req *req);
void jeio_op_read_fully (eio_req *req);
void jeio_op_write_fully (eio_req *req);

/* copy.c */
void jeio_op_copy (eio_req *req);
void jeio_op_copy_entry (eio_req *req);
void jeio_op_remove_copied (eio_req *req);

/* copy_attributes.c: gives a directory all that belongs to another one, whose status is `st` */
void jeio_copy_attributes (int from, int to, const struct stat *st);

/* dir.c */
void jeio_op_wd_at (eio_req *req);
void jeio_op_next_entries (eio_req *req);

/* fiemap.c */
void jeio_op_fiemap (eio_req *req);
void jeio_op_fiemap_count (eio_req *req);

/* statfs.c */
void jeio_op_statfs (eio_req *req);
void jeio_op_fstatfs (eio_req *req);
void jeio_op_pathconf (eio_req *req);
void jeio_op_fpathconf (eio_req *req);

/* load.c */
void jeio_op_load (eio_req *req);
void jeio_op_fload (eio_req *req);
void jeio_op_slurp (eio_req *req);
void jeio_op_slurp_into (eio_req *req);

/* resident.c */
void jeio_op_mtouch (eio_req *req);
void jeio_op_mlockall (eio_req *req);
void jeio_op_mlock2 (eio_req *req);

/* path.c */
void jeio_op_statx (eio_req *req);
void jeio_op_lchown (eio_req *req);
void jeio_op_openat2 (eio_req *req);

/* name.c */
void jeio_op_access (eio_req *req);
void jeio_op_mkdirs (eio_req *req);
void jeio_op_linkat (eio_req *req);

/* cache.c */
void jeio_op_cachestat (eio_req *req);

/* look.c */
void jeio_op_stat_entries (eio_req *req);

/* ops.c: writes a file's status for Stats.java; returns the size */
enum { JEIO_STAT_SIZE = 18 * 8 };
uint32_t jeio_put_stat (const struct statx *stx, char *out);

/* transfer.c */
void jeio_op_copy_file_range (eio_req *req);
void jeio_op_splice (eio_req *req);
void jeio_op_tee (eio_req *req);
void jeio_op_preadv (eio_req *req);
void jeio_op_pwritev (eio_req *req);

/* xattr.c */
void jeio_op_getxattr (eio_req *req);
void jeio_op_setxattr (eio_req *req);
void jeio_op_listxattr (eio_req *req);
void jeio_op_removexattr (eio_req *req);

/* remove_entries.c */
void jeio_op_remove_entries (eio_req *req);

/* remove_subtree.c */
void jeio_op_remove_subtree (eio_req *req);

/* tree.c */
void jeio_op_tree_open (eio_req *req);
void jeio_op_tree_leave (eio_req *req);
void jeio_op_tree_close (eio_req *req);

/* durable.c */
void jeio_op_tree_sync (eio_req *req);

/* tree_names.c */
void jeio_op_tree_link (eio_req *req);
void jeio_op_tree_rename (eio_req *req);

/* whole.c: makes a temporary name that no other file has */
enum { JEIO_TEMPORARY_NAME = 32 };
void jeio_temporary_name (char *name);
void jeio_op_write_file (eio_req *req);
void jeio_op_pathsync (eio_req *req);

#endif
