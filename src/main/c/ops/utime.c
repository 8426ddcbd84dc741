/* The operations utime and futime, with nanoseconds. */
#include "ops.h"

#include <fcntl.h>
#include <sys/stat.h>

/* offs and int2: seconds and nanoseconds (or UTIME_NOW, UTIME_OMIT) of atime; size and int3: of mtime */
static void
utime_times (const eio_req *req, struct timespec times[2])
{
  times[0] = (struct timespec){ .tv_sec = req->offs, .tv_nsec = req->int2 };
  times[1] = (struct timespec){ .tv_sec = (time_t)req->size, .tv_nsec = req->int3 };
}

/* int1: flags of utimensat(2) */
void
jeio_op_utime (eio_req *req)
{
  struct timespec times[2];

  utime_times (req, times);
  req->result = utimensat (jeio_wd_fd (req->wd), req->ptr1, times, req->int1);
}

void
jeio_op_futime (eio_req *req)
{
  struct timespec times[2];

  utime_times (req, times);
  req->result = futimens (req->int1, times);
}
