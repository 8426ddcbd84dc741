/* Whole jobs by raw libeio: a bounded number of requests in flight, directories by a work list. */
#include "rawlibeio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct node {
  struct node *next;
  struct node *parent;
  long children;    /* that have not been removed yet */
  int directory;
  char path[];
};

static struct node *waiting;    /* a stack */
static long active, entries;
static int limit;
static void (*start_node) (struct node *node);

static void
push (struct node *parent, const char *name, int directory)
{
  size_t above = parent ? strlen (parent->path) + 1 : 0, len = strlen (name);
  struct node *node = malloc (sizeof *node + above + len + 1);

  if (!node)
    {
      request_failed (ENOMEM);
      return;
    }

  node->parent = parent;
  node->children = 0;
  node->directory = directory;

  if (parent)
    {
      memcpy (node->path, parent->path, above - 1);
      node->path[above - 1] = '/';
    }

  memcpy (node->path + above, name, len + 1);
  node->next = waiting;
  waiting = node;
}

static void
pump (void)
{
  while (waiting && active < limit)
    {
      struct node *node = waiting;

      waiting = node->next;
      active++;
      start_node (node);
    }
}

static long
walk (const char *root, int depth, void (*start) (struct node *node))
{
  limit = depth;
  entries = 0;
  start_node = start;
  push (0, root, 1);
  pump ();
  return run_loop (&active) < 0 ? -1 : entries;
}

/* Scanning: only directories are nodes. What can't be read is counted as empty. */

static int
scanned (eio_req *req)
{
  struct node *node = req->data;
  const eio_dirent *entry = req->ptr1;

  for (ssize_t i = 0; i < req->result; i++, entry++)
    {
      entries++;

      if (entry->type == EIO_DT_DIR)
        push (node, (char *)req->ptr2 + entry->nameofs, 1);
    }

  free (node);
  active--;
  pump ();
  return 0;
}

static void start_scan (struct node *node) { eio_readdir (node->path, EIO_READDIR_DENTS, 0, scanned, node); }

long
run_scan (int depth, long ops)
{
  (void)ops;
  return walk (scan_root (), depth, start_scan);
}

/* One directory with so many entries. */
long
run_list (int depth, long ops)
{
  char name[32];

  snprintf (name, sizeof name, "list-%ld", ops);
  return walk (data_path (name), depth, start_scan);
}

/* Removal: a directory is removed by its last child. */

static long removed;

static int gone (eio_req *req);

static void
remove_directory (struct node *node)
{
  active++;
  eio_rmdir (node->path, 0, gone, node);
}

static int
gone (eio_req *req)
{
  struct node *node = req->data, *parent = node->parent;

  if (req->result < 0)
    request_failed (req->errorno);
  else
    removed++;

  free (node);
  active--;

  if (parent && !--parent->children)
    remove_directory (parent);

  pump ();
  return 0;
}

static int
listed (eio_req *req)
{
  struct node *node = req->data;
  const eio_dirent *entry = req->ptr1;

  if (req->result < 0)
    request_failed (req->errorno);

  for (ssize_t i = 0; i < req->result; i++, entry++)
    {
      node->children++;
      push (node, (char *)req->ptr2 + entry->nameofs, entry->type == EIO_DT_DIR);
    }

  active--;

  if (!node->children)
    remove_directory (node);

  pump ();
  return 0;
}

static void
start_remove (struct node *node)
{
  if (node->directory)
    eio_readdir (node->path, EIO_READDIR_DENTS, 0, listed, node);
  else
    eio_unlink (node->path, 0, gone, node);
}

long
run_remove (int depth, long ops)
{
  (void)ops;
  removed = 0;
  return walk (data_path ("doomed"), depth, start_remove) < 0 ? -1 : removed;
}

/* Copying: as much as the kernel takes at a time. */

static int from = -1, to = -1;
static off_t position, length;

static int
sent (eio_req *req)
{
  if (req->result <= 0)
    {
      request_failed (req->result < 0 ? req->errorno : EIO);
      active--;
      return 0;
    }

  position += req->result;

  if (position < length)
    eio_sendfile (to, from, position, length - position, 0, sent, 0);
  else
    active--;

  return 0;
}

long
run_copy (int depth, long ops)
{
  struct stat st;
  long res = -1;

  (void)depth;
  from = data_fd ("source", O_RDONLY);
  to = open (data_path ("copy"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

  if (to >= 0 && !fstat (from, &st))
    {
      position = 0;
      length = st.st_size;
      active = 1;
      eio_sendfile (to, from, 0, length, 0, sent, 0);
      res = run_loop (&active) < 0 ? -1 : ops;
    }

  int err = errno;

  close (from);

  if (to >= 0)
    close (to);

  errno = err;
  return res;
}
