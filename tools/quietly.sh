#!/bin/sh
# quietly.sh <what it does> <command> ...: one line for a success, everything the command said for a failure.
set -u
what=$1
shift
mkdir -p target
log=target/quietly.log
echo "$what ..."
"$@" >"$log" 2>&1 </dev/null && exit 0
status=$?
cat "$log"
echo "$what failed; what it said is above, and in $log." >&2
exit $status
