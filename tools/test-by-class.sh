#!/bin/bash
# test-by-class.sh <name> <java> ...: runs the suite with that command for a JVM, one class after the other, so that a class
# that hangs takes no other with it. The jars, target/classes, target/test-classes and target/test-classpath must be there.
# TESTS=<pattern> takes the classes that match, WITHOUT=<pattern> leaves those out that match, by default the tests of the jars;
# JOBS=<n> runs that many classes at a time; PLATFORM is the library's, this machine's by default, OUT a folder for the logs
# instead of target/<name>. What can't pass in such a place is named in tests/unfit/<name>, each line a pattern; any other
# failure is one.
set -u
export LC_ALL=C.UTF-8
name=$1
shift
export out=${OUT:-target/$name}
export platform=${PLATFORM:-linux-$(uname -m)}
jar=$(echo target/jeio-*-"$platform".jar)
export jar
rm -rf "$out"
mkdir -p "$out"
grep -vE '^(#|$)' "tests/unfit/$name" >"$out/unfit"

# The tests of a log that have that result, by their own names.
tests() {
  sed -n "s/^JUnit Jupiter > \(.*\) :: $1\$/\1/p" "$log"
}

# Runs a class with a command for a JVM, and says what became of its tests.
run() {
  local class=$1 log=$out/$1.log failed=$out/$1.failed status new old ok off
  shift
  timeout -k 10 900 "$@" --enable-native-access=ALL-UNNAMED -Djunit.jupiter.execution.timeout.default="300 s" \
    -Djeio.build.directory="$PWD/target" -Djeio.build.name="$(basename "$jar" "-$platform.jar")" -Djeio.build.platform="$platform" \
    -cp "target/test-classes:target/classes:$(cat target/test-classpath)" org.junit.platform.console.ConsoleLauncher execute \
    --disable-banner --disable-ansi-colors --details=testfeed --select-class "$class" --exclude-tag heavy >"$log" 2>&1 </dev/null
  status=$?
  tests FAILED >"$failed"
  # A class that was ended, or ended itself, has failed in the test that had begun last.
  [ "$status" -le 1 ] && grep -q '^Test run finished' "$log" \
    || { tests STARTED | tail -1; echo "$class was ended"; } | head -1 >>"$failed"
  new=$(grep -cvE -f "$out/unfit" "$failed")
  old=$(($(wc -l <"$failed") - new))
  ok=$(tests SUCCESSFUL | wc -l)
  off=$({ tests SKIPPED; tests ABORTED; } | wc -l)
  # One write, as other classes may end now, too.
  echo "$class: $ok passed, $new failed, $off skipped, $old unfit$(grep -vE -f "$out/unfit" "$failed" | sed 's/^/\n  FAILED: /')"
}
export -f tests run

(cd target/test-classes && find . -name '*Test.class' ! -name '*$*') | sort | sed 's|^\./||; s|\.class$||; s|/|.|g' \
  | grep -E "${TESTS:-.}" | grep -vE "${WITHOUT:-\.packaging\.}" \
  | xargs -P "${JOBS:-1}" -I '{}' bash -c 'run "$@"' run '{}' "$@" | tee "$out/results"

# What one result has in all classes.
sum() {
  sed -nE "s/^[^ ].*[ :]([0-9]+) $1.*/\1/p" "$out/results" | awk '{ n += $1 } END { print n + 0 }'
}
passed=$(sum passed) failed=$(sum failed)
echo "$(sum unfit) tests can't pass here, and tests/unfit/$name says why; their logs are in $out."
echo "$passed passed, $failed failed, $(sum skipped) skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
