#!/bin/sh
# sanitize.sh asan|tsan|ubsan|asan-short|tsan-short: builds the C side with that checker and runs the tests on it, outside surefire.
# The classes, the JNI headers and target/test-classpath must be there.
set -eu
kind=${1%-short}
out=target/$1
lib=$PWD/$out/libjeio.so
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(realpath "$(command -v javac)")")")}
runtime() {
  gcc -print-file-name="$1"
}

# Both make mlock do nothing, which these tests notice.
no_mlock='.*\.(MemoryTest|Mlock2Test)'
exclude=-
jvm="-Djeio.native.path=$lib --enable-native-access=ALL-UNNAMED"
undefined="undefined -fno-sanitize-recover=undefined"
# What the pool's own threads, locks and memory are in most: a minute.
if [ "$1" != "$kind" ]; then
  tests='.*\.(core\.(WorkersTest|LimitsTest|PoolsTest|CancelTest|ReinitTest|ResultOrderTest|WakeupTest)|inline\.AnswersTest|requests\.(ReadWriteTest|VectorTest|SlurpTest)|tree\.(RmtreeTest|CopyFlagsTest))'
else
  tests='.*'
fi
case $kind in
  asan)
    flags="-fsanitize=address"
    [ "$1" = asan ] || flags="-fsanitize=address,$undefined"
    # The JVM handles SIGSEGV itself, and leaves its own memory to the end of the process.
    ASAN_OPTIONS=handle_segv=0:allocator_may_return_null=1:detect_leaks=0
    preload=$(runtime libasan.so)
    exclude=$no_mlock
    ;;
  tsan)
    flags=-fsanitize=thread
    TSAN_OPTIONS=handle_segv=0:history_size=7:suppressions=$PWD/tests/tsan.supp
    preload="$(runtime libtsan.so) $lib"
    jvm="$jvm -XX:+UseSerialGC"
    exclude=$no_mlock
    ;;
  ubsan)
    flags="-fsanitize=$undefined"
    UBSAN_OPTIONS=print_stacktrace=1
    preload=
    ;;
  *)
    echo "sanitize.sh: $kind is none of asan, tsan, ubsan, asan-short, tsan-short" >&2
    exit 2
    ;;
esac

rm -rf "$out"
mkdir -p "$out"
gcc -std=c11 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer -fPIC -pthread -fvisibility=hidden $flags \
  -Itarget/native/include -I"$java_home/include" -I"$java_home/include/linux" $(printf -- "-I%s " src/main/c/*) -isystem libeio \
  -shared -o "$lib" src/main/c/*/*.c

echo "Running the tests with $kind ..."
# A fixed address space, where the kernel lets us have one: the thread sanitizer needs it.
fixed=
setarch -R true 2>/dev/null && fixed="setarch -R"
status=0
env LD_PRELOAD="$preload" ASAN_OPTIONS="${ASAN_OPTIONS:-}" TSAN_OPTIONS="${TSAN_OPTIONS:-}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-}" \
  $fixed "$java_home/bin/java" $jvm -Djeio.build.directory="$PWD/target" \
  -cp "target/test-classes:target/classes:$(cat target/test-classpath)" \
  org.junit.platform.console.ConsoleLauncher execute --disable-banner --details=summary --fail-if-no-tests \
  --scan-classpath=target/test-classes --include-classname="${TESTS:-$tests}" --exclude-classname="$exclude" --exclude-tag=unsanitized \
  >"$out/log" 2>&1 </dev/null || status=$?
cat "$out/log"
if [ "$status" != 0 ] || grep -qE 'Sanitizer|runtime error' "$out/log"; then
  echo "$kind has something to report: see above, or $out/log." >&2
  exit 1
fi
echo "$kind has nothing to report."
