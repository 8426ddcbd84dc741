/* Operations that libeio lacks, or that it has and gets wrong. Each leaves req->result, and errno when that is -1. */
#ifndef JEIO_OPS_H
#define JEIO_OPS_H

#include "jeio.h"

/* ops_file.c */
void jeio_op_utime (eio_req *req);
void jeio_op_futime (eio_req *req);
void jeio_op_slurp (eio_req *req);
void jeio_op_slurp_into (eio_req *req);

/* Whether the request was cancelled while it runs: long operations look from time to time. */
static inline int
jeio_is_cancelled (const eio_req *req)
{
  return __atomic_load_n (&req->cancelled, __ATOMIC_RELAXED);
}

/* ops_copy.c */
void jeio_op_copy (eio_req *req);
void jeio_op_copy_attributes (eio_req *req);

/* ops_dir.c */
void jeio_op_wd_at (eio_req *req);
void jeio_op_scan (eio_req *req);
void jeio_op_next_entries (eio_req *req);

/* ops_fiemap.c */
void jeio_op_fiemap (eio_req *req);
void jeio_op_fiemap_count (eio_req *req);

/* ops_memory.c */
void jeio_op_mtouch (eio_req *req);
void jeio_op_mlockall (eio_req *req);
void jeio_op_mlock2 (eio_req *req);

/* ops_path.c */
void jeio_op_statx (eio_req *req);
void jeio_op_lchown (eio_req *req);
void jeio_op_openat2 (eio_req *req);

/* ops_transfer.c */
void jeio_op_copy_file_range (eio_req *req);
void jeio_op_splice (eio_req *req);
void jeio_op_tee (eio_req *req);
void jeio_op_preadv (eio_req *req);
void jeio_op_pwritev (eio_req *req);

/* ops_xattr.c */
void jeio_op_getxattr (eio_req *req);
void jeio_op_setxattr (eio_req *req);
void jeio_op_listxattr (eio_req *req);
void jeio_op_removexattr (eio_req *req);

/* ops_remove.c */
void jeio_op_remove_entries (eio_req *req);
void jeio_op_remove_subtree (eio_req *req);

/* ops_whole.c */
void jeio_op_load (eio_req *req);
void jeio_op_write_file (eio_req *req);
void jeio_op_pathsync (eio_req *req);

#endif
