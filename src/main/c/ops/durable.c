/*
 * Brings to the disk what was copied, before a move across file systems removes the source: a power cut must not find
 * the source gone and the copy not there yet.
 */
#include "copy.h"
#include "tree.h"

#include <fcntl.h>
#include <unistd.h>
#include <sys/statfs.h>

/* flags of tree_sync in int1, as in CopyTree.java */
enum
{
  SYNC_DIRECTORY = 1,
  SYNC_ALL       = 2  /* the file system, and the name of the directory, which is the root of the copy */
};

/* The file systems for which syncfs does not tell the server, or the process, behind them to sync: see linux/magic.h. */
enum
{
  TYPE_FUSE = 0x65735546,
  TYPE_9P   = 0x01021997,
  TYPE_CIFS = 0xFF534D42,
  TYPE_SMB2 = 0xFE534D42
};

/* Whether each file and directory of the file system has to be synced by itself. */
bool
jeio_needs_each_synced (int fd)
{
  struct statfs st;

  if (fstatfs (fd, &st) < 0)
    return true;

  switch ((uint32_t)st.f_type)
    {
    case TYPE_FUSE:
    case TYPE_9P:
    case TYPE_CIFS:
    case TYPE_SMB2:
      return true;

    default:
      return false;
    }
}

/* EINVAL: the file system has no fsync for such a file. */
int
jeio_sync_file (int fd)
{
  return fsync (fd) < 0 && errno != EINVAL ? -1 : 0;
}

/* A directory that may be written to and not be read can't be opened; then all file systems are synced. */
int
jeio_sync_directory (int dir, const char *name)
{
  int fd = openat (dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int status;

  if (fd < 0 && errno != EACCES)
    return -1;

  if (fd < 0)
    {
      sync ();
      return 0;
    }

  status = jeio_sync_file (fd);
  jeio_close_quietly (fd);
  return status;
}

/* Where syncfs is missing or denied, all file systems are synced. */
static int
sync_file_system (int fd)
{
  if (!syncfs (fd))
    return 0;

  if (!jeio_is_denied ())
    return -1;

  sync ();
  return 0;
}

/*
 * int2: a pair whose target is complete but for its attributes, which it gets, as nothing will change them any more.
 * Then it is synced as int1 says.
 */
void
jeio_op_tree_sync (eio_req *req)
{
  struct jeio_pair *pair = jeio_pair_at (req->int2);
  int flags = req->int1;

  jeio_pair_finish (pair);
  req->result = flags & SYNC_DIRECTORY ? jeio_sync_file (pair->dst.fd) : 0;

  if (!req->result && flags & SYNC_ALL)
    req->result = sync_file_system (pair->dst.fd);

  if (!req->result && flags == (SYNC_DIRECTORY | SYNC_ALL))
    req->result = jeio_sync_directory (pair->dst.fd, "..");
}
