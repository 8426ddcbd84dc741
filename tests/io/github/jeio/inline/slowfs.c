/*
 * slowfs <directory> <file> <seconds>: mounts a file system with one file, "file", whose content is that of <file>, and
 * answers its requests; what the kernel learns of names and attributes is valid for so long. Between the lines "hold" and "go" on its input it answers none, and says "held <operation>" of each.
 * It ends, and the file system with it, when its input does. Says "ready" when all is set up.
 */
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAX_READ = 1 << 17, REQUEST = MAX_READ + 4096, HELD = 64, FILE_INODE = 2 };

static int device, content;
static char *held[HELD];
static int held_count;
static uint64_t valid;

static void
reply (const struct fuse_in_header *in, int error, const void *data, size_t size)
{
  struct fuse_out_header out = { .len = (uint32_t)(sizeof out + size), .error = -error, .unique = in->unique };
  struct iovec iov[] = { { &out, sizeof out }, { (void *)data, size } };

  /* ENOENT: the request was interrupted */
  if (writev (device, iov, 2) < 0 && errno != ENOENT)
    perror ("slowfs: reply");
}

static struct fuse_attr
attributes (uint64_t inode)
{
  struct fuse_attr attr = { .ino = inode, .nlink = 1, .blksize = 4096 };
  struct stat st;

  fstat (content, &st);
  attr.mode = inode == FILE_INODE ? S_IFREG | 0644 : S_IFDIR | 0755;
  attr.size = inode == FILE_INODE ? (uint64_t)st.st_size : 0;
  return attr;
}

static void
answer (char *request)
{
  const struct fuse_in_header *in = (void *)request;
  const void *arg = in + 1;

  switch (in->opcode)
    {
    case FUSE_INIT:
      {
        struct fuse_init_out out = { .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = 4096 };

        reply (in, 0, &out, sizeof out);
        break;
      }

    case FUSE_LOOKUP:
      {
        struct fuse_entry_out out = { .nodeid = FILE_INODE, .entry_valid = valid, .attr_valid = valid };

        out.attr = attributes (FILE_INODE);
        reply (in, strcmp (arg, "file") ? ENOENT : 0, &out, strcmp (arg, "file") ? 0 : sizeof out);
        break;
      }

    case FUSE_GETATTR:
      {
        struct fuse_attr_out out = { .attr_valid = valid, .attr = attributes (in->nodeid) };

        reply (in, 0, &out, sizeof out);
        break;
      }

    case FUSE_OPEN:
    case FUSE_OPENDIR:
      {
        struct fuse_open_out out = { 0 };

        reply (in, 0, &out, sizeof out);
        break;
      }

    case FUSE_READ:
      {
        static char data[MAX_READ];
        const struct fuse_read_in *read = arg;
        ssize_t count = pread (content, data, read->size < MAX_READ ? read->size : MAX_READ, (off_t)read->offset);

        reply (in, count < 0 ? errno : 0, data, count < 0 ? 0 : (size_t)count);
        break;
      }

    case FUSE_STATFS:
      {
        struct fuse_statfs_out out = { .st = { .bsize = 4096, .namelen = 255 } };

        reply (in, 0, &out, sizeof out);
        break;
      }

    case FUSE_RELEASE:
    case FUSE_RELEASEDIR:
    case FUSE_FLUSH:
      reply (in, 0, 0, 0);
      break;

    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT:
      break;

    default:
      reply (in, ENOSYS, 0, 0);
    }
}

static const char *
name (uint32_t opcode)
{
  return opcode == FUSE_LOOKUP ? "lookup" : opcode == FUSE_GETATTR ? "getattr" : opcode == FUSE_OPEN ? "open"
       : opcode == FUSE_READ ? "read" : opcode == FUSE_STATFS ? "statfs" : "other";
}

int
main (int argc, char **argv)
{
  int holding = 0;
  char options[100], line[16];

  if (argc != 4 || (content = open (argv[2], O_RDONLY | O_CLOEXEC)) < 0
      || (device = open ("/dev/fuse", O_RDWR | O_CLOEXEC)) < 0)
    {
      perror ("slowfs");
      return 1;
    }

  valid = strtoul (argv[3], 0, 10);
  snprintf (options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0,max_read=%d", device, MAX_READ);

  if (mount ("slowfs", argv[1], "fuse", MS_NOSUID | MS_NODEV, options))
    {
      perror ("slowfs: mount");
      return 1;
    }

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

          holding = !strcmp (line, "hold\n");

          for (int i = 0; i < held_count; ++i)
            {
              answer (held[i]);
              free (held[i]);
            }

          held_count = 0;
          puts (holding ? "holding" : "going");
          continue;
        }

      if (fds[1].revents)
        {
          char *request = malloc (REQUEST);
          const struct fuse_in_header *in = (void *)request;

          if (!request || read (device, request, REQUEST) <= 0)
            {
              if (errno == ENODEV) /* unmounted */
                break;

              free (request);
              continue;
            }

          if (holding && held_count < HELD && in->opcode != FUSE_FORGET && in->opcode != FUSE_BATCH_FORGET
              && in->opcode != FUSE_INTERRUPT && in->opcode != FUSE_RELEASE)
            {
              held[held_count++] = request;
              printf ("held %s\n", name (in->opcode));
              continue;
            }

          answer (request);

          if (in->opcode == FUSE_INIT && !ready++)
            puts ("ready");

          free (request);
        }
    }

  umount2 (argv[1], MNT_DETACH);
  return 0;
}
