/* The library's build id, by which its debug file is found: a note that the linker has added. */
#include "jeio.h"

#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifndef NT_GNU_BUILD_ID
# define NT_GNU_BUILD_ID 3
#endif

struct wanted
{
  uintptr_t inside;  /* an address of this library */
  char *hex;
  size_t size;
};

/* A note's name and content are each padded to a multiple of 4 bytes. */
static size_t
padded (size_t length)
{
  return (length + 3) & ~(size_t)3;
}

static bool
find_note (const char *at, size_t left, struct wanted *wanted)
{
  ElfW(Nhdr) note;

  while (left >= sizeof note)
    {
      memcpy (&note, at, sizeof note);

      size_t content = sizeof note + padded (note.n_namesz);
      size_t end = content + padded (note.n_descsz);

      if (end > left)
        return false;

      if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof "GNU" && !memcmp (at + sizeof note, "GNU", sizeof "GNU"))
        {
          for (size_t i = 0; i < note.n_descsz && 2 * i + 3 <= wanted->size; i++)
            snprintf (wanted->hex + 2 * i, 3, "%02x", (unsigned char)at[content + i]);

          return true;
        }

      at += end;
      left -= end;
    }

  return false;
}

static int
look_at (struct dl_phdr_info *info, size_t size, void *data)
{
  struct wanted *wanted = data;
  bool ours = false;

  (void)size;

  for (int i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW(Phdr) *part = info->dlpi_phdr + i;

      ours |= part->p_type == PT_LOAD && wanted->inside - (info->dlpi_addr + part->p_vaddr) < part->p_memsz;
    }

  for (int i = 0; ours && i < info->dlpi_phnum; i++)
    {
      const ElfW(Phdr) *part = info->dlpi_phdr + i;

      if (part->p_type == PT_NOTE && find_note ((const char *)(info->dlpi_addr + part->p_vaddr), part->p_memsz, wanted))
        break;
    }

  return ours;
}

void
jeio_build_id (char *hex, size_t size)
{
  struct wanted wanted = { (uintptr_t)&jeio_build_id, hex, size };

  *hex = 0;
  dl_iterate_phdr (look_at, &wanted);
}
