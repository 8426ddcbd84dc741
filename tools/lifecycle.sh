#!/bin/sh
# lifecycle.sh: runs tests where the process has less than usual, or more of what comes and goes: a hundred class loaders; one CPU; tiny
# stacks. The jar, the test classes and target/test-classpath must be there.
set -eu
java=${JVM:-${JAVA_HOME:+$JAVA_HOME/bin/}java}
name=$(basename target/jeio-*-linux-"$(uname -m)".jar -linux-"$(uname -m)".jar)

# run <what> <prefix and options of Java> -- <classes>
run() {
  echo "$1 ..."
  shift
  command=
  while [ "$1" != -- ]; do
    command="$command $1"
    shift
  done
  $command --enable-native-access=ALL-UNNAMED -Djeio.build.directory="$PWD/target" -Djeio.build.name="$name" \
    -cp "target/test-classes:target/classes:$(cat target/test-classpath)" org.junit.platform.console.ConsoleLauncher execute \
    --config junit.jupiter.execution.timeout.default=120s --disable-banner --details=summary --fail-if-no-tests \
    --scan-classpath=target/test-classes --include-classname="$2" </dev/null
}

run "A hundred class loaders" "$java" -Djeio.loaders=100 -- '.*\.lifecycle\.ClassLoadersTest'
run "One CPU" taskset -c 0 "$java" -- '.*\.jeio\.(core|inline)\..*Test'
run "Tiny stacks" "$java" -Xss256k -- '.*\.jeio\.core\..*Test'
