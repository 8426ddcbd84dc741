/* Operations that libeio lacks, or that it has and gets wrong. Each leaves req->result, and errno when that is -1. */
#ifndef JEIO_OPS_H
#define JEIO_OPS_H

#include "jeio.h"

/* ops_file.c */
void jeio_op_utime (eio_req *req);
void jeio_op_futime (eio_req *req);
void jeio_op_slurp (eio_req *req);
void jeio_op_slurp_into (eio_req *req);

/* ops_memory.c */
void jeio_op_mtouch (eio_req *req);
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

#endif
