/*
 * cutdisk <directory> <image> <seed>: mounts a file system with one file, "disk", for a loop device, which is a disk with a volatile
 * cache: what is written is in the image only once the kernel has flushed it. The line "cut" on its input cuts the power: of the sectors
 * (4096 bytes, which no disk writes by halves) that were not flushed, a part that chance decides is in the image, the rest is lost, and
 * from then on the disk answers nothing but EIO.
 * Says "ready" when all is set up, "cut <kept> <lost>" after a cut, and ends, and the file system with it, when its input does.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SECTOR = 4096, MAX_IO = 1 << 17, REQUEST = MAX_IO + 4096, DISK_INODE = 2 };

static int device, image;
static size_t size;
static char *disk;             /* as the kernel sees it */
static unsigned char *written; /* of each sector, whether the image lacks what was written to it */
static int is_cut;

static void
reply (const struct fuse_in_header *in, int error, const void *data, size_t length)
{
  struct fuse_out_header out = { .len = (uint32_t)(sizeof out + length), .error = -error, .unique = in->unique };
  struct iovec iov[] = { { &out, sizeof out }, { (void *)data, length } };

  /* ENOENT: the request was interrupted */
  if (writev (device, iov, 2) < 0 && errno != ENOENT)
    perror ("cutdisk: reply");
}

static struct fuse_attr
attributes (uint64_t inode)
{
  return (struct fuse_attr){ .ino = inode, .nlink = 1, .blksize = 4096, .mode = inode == DISK_INODE ? S_IFREG | 0600 : S_IFDIR | 0700,
                             .size = inode == DISK_INODE ? size : 0 };
}

static void
store (size_t sector)
{
  if (pwrite (image, disk + sector * SECTOR, SECTOR, (off_t)(sector * SECTOR)) != SECTOR)
    {
      perror ("cutdisk: image");
      exit (1);
    }
}

static void
flush (void)
{
  for (size_t i = 0; i < size / SECTOR; ++i)
    if (written[i])
      {
        store (i);
        written[i] = 0;
      }
}

/* All, nothing, or any part of what was not flushed has reached the disk. */
static void
cut (void)
{
  long kept = 0, lost = 0;
  double part = drand48 () * 1.4 - 0.2;

  for (size_t i = 0; i < size / SECTOR; ++i)
    if (written[i] && drand48 () < part)
      {
        store (i);
        ++kept;
      }
    else
      lost += written[i];

  is_cut = 1;
  printf ("cut %ld %ld\n", kept, lost);
}

static void
answer_write (const struct fuse_in_header *in, const struct fuse_write_in *write)
{
  struct fuse_write_out out = { .size = write->size };

  if (write->offset > size || write->size > size - write->offset)
    return reply (in, ENOSPC, 0, 0);

  memcpy (disk + write->offset, write + 1, write->size);

  for (uint64_t i = write->offset / SECTOR; i * SECTOR < write->offset + write->size; ++i)
    written[i] = 1;

  reply (in, 0, &out, sizeof out);
}

static void
answer_read (const struct fuse_in_header *in, const struct fuse_read_in *read)
{
  size_t left = read->offset < size ? size - read->offset : 0;

  reply (in, 0, disk + read->offset, read->size < left ? read->size : left);
}

static void
answer (char *request)
{
  const struct fuse_in_header *in = (void *)request;
  const void *arg = in + 1;
  struct fuse_init_out init = { .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .flags = FUSE_BIG_WRITES, .max_write = MAX_IO };
  struct fuse_entry_out entry = { .nodeid = DISK_INODE, .attr = attributes (DISK_INODE) };
  struct fuse_attr_out attr = { .attr = attributes (in->nodeid) };
  struct fuse_open_out open = { 0 };
  struct fuse_statfs_out statfs = { .st = { .bsize = 4096, .namelen = 255 } };

  switch (in->opcode)
    {
    case FUSE_INIT:
      return reply (in, 0, &init, sizeof init);

    case FUSE_LOOKUP:
      return reply (in, strcmp (arg, "disk") ? ENOENT : 0, &entry, strcmp (arg, "disk") ? 0 : sizeof entry);

    case FUSE_GETATTR:
    case FUSE_SETATTR:
      return reply (in, 0, &attr, sizeof attr);

    case FUSE_OPEN:
    case FUSE_OPENDIR:
      return reply (in, 0, &open, sizeof open);

    case FUSE_STATFS:
      return reply (in, 0, &statfs, sizeof statfs);

    case FUSE_READ:
      return is_cut ? reply (in, EIO, 0, 0) : answer_read (in, arg);

    case FUSE_WRITE:
      return is_cut ? reply (in, EIO, 0, 0) : answer_write (in, arg);

    case FUSE_FSYNC:
      if (!is_cut)
        flush ();

      return reply (in, is_cut ? EIO : 0, 0, 0);

    case FUSE_FLUSH:
    case FUSE_RELEASE:
    case FUSE_RELEASEDIR:
      return reply (in, 0, 0, 0);

    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
      return;

    default:
      reply (in, ENOSYS, 0, 0);
    }
}

static int
set_up (const char *directory, const char *path)
{
  char options[100];
  struct stat st;

  if ((image = open (path, O_RDWR | O_CLOEXEC)) < 0 || fstat (image, &st) < 0 || (device = open ("/dev/fuse", O_RDWR | O_CLOEXEC)) < 0)
    return -1;

  size = (size_t)st.st_size;
  disk = mmap (0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, image, 0);
  written = calloc (size / SECTOR, 1);
  snprintf (options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0,max_read=%d", device, MAX_IO);
  return disk == MAP_FAILED || !written ? -1 : mount ("cutdisk", directory, "fuse", MS_NOSUID | MS_NODEV, options);
}

int
main (int argc, char **argv)
{
  static char request[REQUEST];
  char line[16];

  if (argc != 4 || set_up (argv[1], argv[2]) < 0)
    {
      perror ("cutdisk");
      return 1;
    }

  srand48 (strtol (argv[3], 0, 10));
  setvbuf (stdin, 0, _IONBF, 0);
  setvbuf (stdout, 0, _IOLBF, 0);

  for (int ready = 0;;)
    {
      struct pollfd fds[] = { { .fd = 0, .events = POLLIN }, { .fd = device, .events = POLLIN } };

      if (poll (fds, 2, -1) < 0)
        continue;

      if (fds[0].revents)
        {
          if (!fgets (line, sizeof line, stdin))
            break;

          cut ();
        }
      else if (read (device, request, REQUEST) > 0)
        {
          answer (request);

          if (((struct fuse_in_header *)request)->opcode == FUSE_INIT && !ready++)
            puts ("ready");
        }
      else if (errno == ENODEV) /* unmounted */
        break;
    }

  umount2 (argv[1], MNT_DETACH);
  return 0;
}
