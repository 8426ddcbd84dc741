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

#endif
