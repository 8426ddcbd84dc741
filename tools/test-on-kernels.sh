#!/bin/sh
# test-on-kernels.sh: runs the tests of requests on a kernel without the newer system calls, which fail with ENOSYS, then with
# EPERM; and under what a container's filter allows. See tests/io/github/jeio/kernel.
set -eu
deny=target/deny
gcc -std=c11 -Wall -Wextra -Werror -o "$deny" tests/io/github/jeio/kernel/deny.c
newer="close_range copy_file_range execveat faccessat2 fchmodat2 getrandom memfd_create mlock2 openat2 pidfd_getfd pidfd_open
  pidfd_send_signal preadv2 process_vm_readv process_vm_writev pwritev2 renameat2 statx syncfs"
TESTS=${TESTS:-'jeio\.(core|extra|files|inline|nio|requests|tree)\.'}
export TESTS
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
status=0
for errno in ENOSYS EPERM; do
  echo "Without newer system calls ($errno):"
  tools/test-by-class.sh kernel "$deny" "$errno" $newer -- "$java" || status=1
done
echo "In a container:"
tools/test-by-class.sh container "$deny" container -- "$java" || status=1
exit $status
