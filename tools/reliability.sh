#!/bin/sh
# reliability.sh fuzz|soak|faults|model|crash|power|races|parsers <seed> <how much>: runs that program of tests/io/github/jeio/reliability at
# length, with target/classes, target/test-classes and target/test-classpath. JVM is another Java, FLAGS are its options, SANITIZER=asan has
# the C side built and loaded as make asan does.
set -eu
what=$1 seed=$2 much=$3
java=${JVM:-${JAVA_HOME:+$JAVA_HOME/bin/}java}
classes="$PWD/target/test-classes:$PWD/target/classes:$(cat target/test-classpath)"
options="--enable-native-access=ALL-UNNAMED -Djeio.project=$PWD -Xmx256m -XX:MaxDirectMemorySize=128m"
preload=
if [ -n "${SANITIZER:-}" ]; then
  TESTS='.*\.WorkersTest' tools/sanitize.sh "$SANITIZER"
  options="$options -Djeio.native.path=$PWD/target/$SANITIZER/libjeio.so"
  preload=$(gcc -print-file-name="lib$SANITIZER.so")
  ASAN_OPTIONS=handle_segv=0:allocator_may_return_null=1:detect_leaks=0
  export ASAN_OPTIONS
fi

# run <prefix> -- <class> <arguments>
run() {
  prefix=
  while [ "$1" != -- ]; do
    prefix="$prefix $1"
    shift
  done
  shift
  echo "$*, on $("$java" -version 2>&1 | sed -n 2p) ${FLAGS:-} ${SANITIZER:-}"
  $prefix env LD_PRELOAD="$preload" "$java" $options ${FLAGS:-} -cp "$classes" "io.github.jeio.reliability.$@"
}

fenced() {
  size=64m
  case ${FLAGS:-} in *UseZGC*) # its heap is a file
    export FILE_BLOCKS=200000
    options="$options -Xmx96m" size=256m ;;
  esac
  options="$options -XX:-UsePerfData -Djava.io.tmpdir=/mnt/tmp"
  tools/fenced.sh 1m true || { echo "This needs root, and a mount namespace." >&2; exit 1; }
  run "$PWD/tools/fenced.sh" "$size" -- "$@"
}

# Jazzer's libFuzzer over the class Parsers, for so many seconds; what it has found in earlier runs is where it begins. Then the same in C.
parsers() {
  mkdir -p target/parsers/found
  "$java" $options -Xmx512m ${FLAGS:-} -cp "$classes:$(printf '%s:' target/parsers/jazzer/*.jar)" com.code_intelligence.jazzer.Jazzer \
    --target_class=io.github.jeio.internal.wire.Parsers '--instrumentation_includes=io.github.jeio.internal.wire.**' \
    --reproducer_path=target/parsers -artifact_prefix=target/parsers/ -seed="$1" -max_total_time="$2" target/parsers/found
  tools/fuzz-c.sh "$1" "$2"
}

# In a mount namespace, so that nothing stays mounted.
power() {
  gcc -O1 -o "$dir/cutdisk" tests/io/github/jeio/reliability/cutdisk.c
  run unshare --mount --propagation private -- PowerCut "$dir/cutdisk" "$dir/files" "$other/files" "$1" "$2"
}

dir=$(mktemp -d)
other=$(mktemp -d /dev/shm/jeio-XXXXXX)
trap 'rm -rf "$dir" "$other"' EXIT
case $what in
  fuzz) fenced Fuzz "$seed" "$much" ;;
  soak) fenced Soak "$seed" "$((much * 60))" ;;
  faults) run -- Faults "$dir/files" "$other/files" "$seed" "$much" ;;
  model) run -- Model "$dir/files" "$seed" "$much" ;;
  crash) run -- Crash "$dir/files" "$other/files" "$seed" "$much" ;;
  power) power "$seed" "$much" ;;
  races) run -- Races "$seed" "$much" ;;
  parsers) parsers "$seed" "$much" ;;
  *)
    echo "reliability.sh: $what is none of fuzz, soak, faults, model, crash, power, races, parsers" >&2
    exit 2
    ;;
esac
