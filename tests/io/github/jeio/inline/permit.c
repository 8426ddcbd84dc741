/*
 * permit <milliseconds> <open|access> <file>: a program that permits each opening of a file, or each reading of it, after so
 * long, as virus scanners do: fanotify(7). Says "ready" when it does, and "permitted" each time. It ends when its input does.
 */
#define _GNU_SOURCE 1
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <unistd.h>

int
main (int argc, char **argv)
{
  int group = fanotify_init (FAN_CLASS_CONTENT | FAN_CLOEXEC, O_RDONLY | O_CLOEXEC);
  char events[4096];

  if (argc != 4 || group < 0
      || fanotify_mark (group, FAN_MARK_ADD, strcmp (argv[2], "open") ? FAN_ACCESS_PERM : FAN_OPEN_PERM, AT_FDCWD, argv[3]) < 0)
    {
      perror ("permit");
      return 1;
    }

  setvbuf (stdout, 0, _IOLBF, 0);
  puts ("ready");

  for (;;)
    {
      struct pollfd fds[] = { { .fd = 0, .events = POLLIN }, { .fd = group, .events = POLLIN } };
      ssize_t length;

      if (poll (fds, 2, -1) < 0)
        continue;

      if (fds[0].revents)
        return 0;

      length = read (group, events, sizeof events);

      for (struct fanotify_event_metadata *event = (void *)events; FAN_EVENT_OK (event, length);
           event = FAN_EVENT_NEXT (event, length))
        {
          struct fanotify_response response = { .fd = event->fd, .response = FAN_ALLOW };

          poll (0, 0, atoi (argv[1]));

          if (write (group, &response, sizeof response) < 0)
            perror ("permit: response");

          close (event->fd);
          puts ("permitted");
        }
    }
}
