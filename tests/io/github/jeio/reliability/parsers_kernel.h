/*
 * The kernel's part in parsers.c, by -Wl,--wrap: its answers have the right form, as that is the kernel's, and any
 * content, which comes from the input.
 */
#include <dirent.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <stdarg.h>
#include <sys/ioctl.h>

enum { MOST = 4096 };

/* The input that is left. */
static const uint8_t *input;
static size_t left;
static bool running; /* libFuzzer itself reads directories between two runs */

/* What was given so far: names, one after the other, each with its NUL; type and inode of each. */
static char names[1 << 20];
static size_t used, count, taken;
static struct { uint8_t type; uint64_t ino; size_t at; } given[MOST];

static unsigned
next (void)
{
  return left ? left--, *input++ : 0;
}

static uint64_t
number (void)
{
  uint64_t n = 0;

  for (unsigned bytes = next () % 9; bytes; bytes--)
    n = n << 8 | next ();

  return n;
}

/* A name, as long as a path can be, of bytes that a name can have; the end of the directory if there is no input left. */
static const char *
next_entry (void)
{
  char *name = names + used;
  size_t length = next () | next () << 8;

  if (!left || count == MOST)
    return 0;

  length = 1 + length % (next () & 1 ? PATH_MAX - 1 : 24);

  for (size_t i = 0; i < length; i++)
    {
      unsigned byte = left ? next () : 'x';

      name[i] = (char)(!byte || byte == '/' ? 'y' : byte);
    }

  name[length] = 0;
  given[count].type = (uint8_t)next ();
  given[count].ino = number ();
  given[count].at = used;
  used += length + 1;

  if (sizeof names - used < 2 * PATH_MAX)
    left = 0;

  count++;
  return name;
}

/* getdents64: as many entries as there is room for; one that has none is kept for the next call. */
static long
entries (char *out, size_t size)
{
  size_t done = 0;

  for (;;)
    {
      if (taken == count && !next_entry ())
        return (long)done;

      const char *name = names + given[taken].at;
      size_t length = (19 + strlen (name) + 1 + 7) & ~(size_t)7;
      struct jeio_dirent *ent = (struct jeio_dirent *)(out + done);

      if (size - done < length)
        return assert (done), (long)done; /* there is room for one at least */

      ent->ino = given[taken].ino;
      ent->type = given[taken].type;
      ent->reclen = (uint16_t)length;
      strcpy (ent->name, name);
      done += length;
      taken++;

      if (!(next () & 7))
        return (long)done;
    }
}

long
__wrap_syscall (long what, ...)
{
  va_list list;
  char *out;
  size_t size;

  assert (what == SYS_getdents64);
  va_start (list, what);
  (void)va_arg (list, int);
  out = va_arg (list, char *);
  size = va_arg (list, size_t);
  va_end (list);
  return entries (out, size);
}

struct dirent *__real_readdir (DIR *dir);

struct dirent *
__wrap_readdir (DIR *dir)
{
  if (!running)
    return __real_readdir (dir);

  static char memory[sizeof (struct dirent) + PATH_MAX];
  struct dirent *ent = (struct dirent *)memory;
  const char *name = next_entry ();

  if (!name)
    return 0;

  ent->d_type = given[count - 1].type;
  ent->d_ino = given[count - 1].ino;
  strcpy ((char *)ent + offsetof (struct dirent, d_name), name);
  return ent;
}

/* No entry is removed but as the input has it. */
int
__wrap_unlinkat (int dir, const char *name, int flags)
{
  (void)dir, (void)name, (void)flags;
  errno = next () & 1 ? EISDIR : EPERM;
  return next () & 1 ? -1 : 0;
}

int
__wrap_fstatat (int dir, const char *name, struct stat *st, int flags)
{
  (void)dir, (void)name, (void)flags;
  *st = (struct stat){ .st_mode = S_IFREG };
  return 0;
}

int
__wrap_ioctl (int fd, unsigned long what, ...)
{
  va_list list;

  (void)fd;
  va_start (list, what);
  struct fiemap *map = va_arg (list, struct fiemap *);
  va_end (list);
  assert (what == FS_IOC_FIEMAP);
  map->fm_mapped_extents = left ? next () % (map->fm_extent_count + 1) : 0;

  for (uint32_t i = 0; i < map->fm_mapped_extents; i++)
    map->fm_extents[i] = (struct fiemap_extent){ .fe_logical = number (), .fe_length = 1 + number (), .fe_flags = next () & 15 ? 0 : FIEMAP_EXTENT_LAST };

  return 0;
}
