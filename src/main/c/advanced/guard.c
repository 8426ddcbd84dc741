/*
 * A touch of a mapped page beyond the end of its file (or one that the device can't deliver) raises SIGBUS. The JVM
 * turns it into an InternalError if its own memory access raised it, and crashes if one of its assembler routines
 * (CRC32, a buffer's equals on JDK 17) or a native library (zlib) did. So this handler is installed before the JVM's.
 * For a page of a mapping that Advanced made, it asks the JVM first; if the JVM does not handle the signal, the page is
 * replaced by zeros, and the access goes on. Every other SIGBUS is passed to the previous handler.
 */
#include "advanced.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>

/*
 * HotSpot's own handler, which is exported for such use; with abort_if_unrecognized 0 it tells whether it has handled
 * the signal.
 */
extern int JVM_handle_linux_signal (int sig, siginfo_t *info, void *context, int abort_if_unrecognized) __attribute__ ((weak));

/* Exported by libjsig: if that is preloaded, the JVM's handler always runs first and calls ours itself. */
extern struct sigaction *JVM_get_signal_action (int sig) __attribute__ ((weak));

/* A slot is free when start is 0. Blocks are never freed, so that the handler can read them without a lock. */
struct slot
{
  _Atomic uintptr_t start;
  _Atomic uintptr_t end;
  _Atomic size_t granule;
};

enum { SLOTS = 128 };

struct block
{
  struct slot slots[SLOTS];
  _Atomic (struct block *) next;
};

static struct block first;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct sigaction previous;
static int install_error;

/* The page size of the guarded range around the address, or 0. */
static size_t
guarded (uintptr_t address)
{
  for (struct block *block = &first; block; block = atomic_load (&block->next))
    for (int i = 0; i < SLOTS; ++i)
      {
        struct slot *slot = &block->slots[i];
        uintptr_t start = atomic_load (&slot->start);
        uintptr_t end = atomic_load (&slot->end);
        size_t granule = atomic_load (&slot->granule);

        /* read start again: the slot may have been given to another range meanwhile */
        if (start && start <= address && address < end && atomic_load (&slot->start) == start)
          return granule;
      }

  return 0;
}

static int
put_zeros (uintptr_t address, size_t granule)
{
  void *page = (void *)(address & ~(granule - 1));

  return mmap (page, granule, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) == page;
}

static void
pass_on (int sig, siginfo_t *info, void *context)
{
  if (previous.sa_flags & SA_SIGINFO)
    previous.sa_sigaction (sig, info, context);
  else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN)
    previous.sa_handler (sig);
  else
    {
      /* as the kernel does by default: the access faults again; a signal that a process has sent is sent again */
      signal (sig, SIG_DFL);

      if (info->si_code <= 0)
        raise (sig);
    }
}

static void
on_sigbus (int sig, siginfo_t *info, void *context)
{
  int saved = errno;
  int missing = info->si_code == BUS_ADRERR || info->si_code == BUS_MCEERR_AR;
  uintptr_t address = (uintptr_t)info->si_addr;
  size_t granule = missing ? guarded (address) : 0;
  int ask = JVM_handle_linux_signal && !JVM_get_signal_action;

  if (!granule
      || (!(ask && JVM_handle_linux_signal (sig, info, context, 0))
          && !put_zeros (address, granule)))
    pass_on (sig, info, context);

  errno = saved;
}

static void
install (void)
{
  struct sigaction guard;

  if (sigaction (SIGBUS, 0, &previous) < 0)
    {
      install_error = errno;
      return;
    }

  guard = previous; /* the same mask and stack as the JVM's handler */
  guard.sa_sigaction = on_sigbus;
  guard.sa_flags |= SA_SIGINFO;

  if (sigaction (SIGBUS, &guard, 0) < 0)
    install_error = errno;
}

/* Called with the lock held. */
static struct slot *
find (uintptr_t start)
{
  for (struct block *block = &first; block; block = atomic_load (&block->next))
    for (int i = 0; i < SLOTS; ++i)
      if (atomic_load (&block->slots[i].start) == start)
        return &block->slots[i];

  return 0;
}

/* Called with the lock held. */
static struct slot *
free_slot (void)
{
  struct slot *slot = find (0);
  struct block *block;

  if (slot)
    return slot;

  block = mmap (0, sizeof *block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (block == MAP_FAILED)
    return 0;

  atomic_store (&block->next, atomic_load (&first.next));
  atomic_store (&first.next, block);
  return &block->slots[0];
}

int
jeio_guard_add (uintptr_t start, size_t length, size_t granule)
{
  struct slot *slot;

  pthread_once (&once, install);

  if (install_error)
    return -install_error;

  pthread_mutex_lock (&lock);
  slot = free_slot ();

  if (slot)
    {
      atomic_store (&slot->end, start + length);
      atomic_store (&slot->granule, granule);
      atomic_store (&slot->start, start);
    }

  pthread_mutex_unlock (&lock);
  return slot ? 0 : -ENOMEM;
}

void
jeio_guard_extend (uintptr_t start, size_t length)
{
  struct slot *slot;

  pthread_mutex_lock (&lock);
  slot = find (start);

  if (slot && atomic_load (&slot->end) < start + length)
    atomic_store (&slot->end, start + length);

  pthread_mutex_unlock (&lock);
}

void
jeio_guard_remove (uintptr_t start)
{
  struct slot *slot;

  pthread_mutex_lock (&lock);
  slot = find (start);

  if (slot)
    atomic_store (&slot->start, 0);

  pthread_mutex_unlock (&lock);
}
