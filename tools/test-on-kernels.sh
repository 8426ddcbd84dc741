#!/bin/sh
# test-on-kernels.sh: runs the core's tests, but for those of answers without a thread, which take such calls, on a kernel without the
# newer system calls, which fail with ENOSYS, then with EPERM;
# then, for each call that jeio makes, the tests that get to it on a kernel that lacks this one alone; and all tests under what a
# container's filter allows. TESTS=<pattern> takes some classes of each. See tests/io/github/jeio/kernel.
set -eu
deny=target/deny
gcc -std=c11 -Wall -Wextra -Werror -o "$deny" tests/io/github/jeio/kernel/deny.c
newer="close_range copy_file_range execveat faccessat2 fchmodat2 getrandom memfd_create mlock2 openat2 pidfd_getfd pidfd_open
  pidfd_send_signal preadv2 process_vm_readv process_vm_writev pwritev2 renameat2 statx syncfs"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
status=0

# on <what it lacks> <errno> <calls> <classes>
on() {
  echo "Without $1 ($2):"
  TESTS=${TESTS:-$4} OUT=target/kernel/$1-$2 tools/test-by-class.sh kernel "$deny" "$2" $3 -- "$java" || status=1
}

# alone <call> <classes>
alone() {
  for errno in ENOSYS EPERM; do
    [ -n "${TESTS:-}" ] || on "$1" $errno "$1" "jeio\.($2)Test$"
  done
}

rm -rf target/kernel
for errno in ENOSYS EPERM; do
  on newer-calls $errno "$newer" 'jeio\.(core|extra|files|nio|requests|tree)\.'
done
alone copy_file_range 'extra\.Copy|tree\.(Copy|CopyFlags|CopyWays|Cptree)'
alone faccessat2 'extra\.Query'
alone getrandom 'extra\.Make|tree\.TemporaryFiles'
alone mlock2 'extra\.Mlock2|requests\.Memory'
alone openat2 'extra\.Path|files\.TwinFiles|inline\.SameResults|tree\.NeverOutside'
alone preadv2 'extra\.Vector|inline\.SameResults|nio\.Channel|requests\.(ReadWrite|Slurp)'
alone pwritev2 'extra\.Vector|requests\.ReadWrite'
alone renameat2 'requests\.Names|tree\.(Move|Mvtree)'
alone statx 'extra\.Path|inline\.SameResults|requests\.Stat|tree\.Scandir'
alone syncfs 'requests\.Sync'
echo "In a container:"
WITHOUT='^$' tools/test-by-class.sh container "$deny" container -- "$java" || status=1
exit $status
