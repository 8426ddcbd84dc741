#!/bin/sh
# test-versions.sh: runs the tests of the event-loop adapters, as they are built, with the oldest versions of Netty and Vert.x
# that are supported, and the newest of Netty 4.1. The suite itself has the newest. Needs target/classes and target/test-classes.
set -u
cd "$(dirname "$0")/.."
out=target/versions
mkdir -p "$out"

# classpath <file> <option ...>: the jars, asked for once
classpath() {
  file=$out/$1
  shift
  if [ -s "$file" ]; then
    return
  fi
  # "$@" last: a pom is named by -f
  mvn -B -ntp -q dependency:build-classpath -Dmdep.outputFile="$PWD/$file.new" "$@" >"$out/log" 2>&1 </dev/null && mv "$file.new" "$file" && return
  cat "$out/log"
  return 1
}

# JUnit and AssertJ, from the build's own class path
classpath build || exit 1
junit=$(tr ':' '\n' <"$out/build" | grep -E '/(org/junit|org/assertj|org/opentest4j|org/apiguardian|net/bytebuddy)/' | tr '\n' ':')

# check <Netty's version> <profile or -> <test class ...>
check() {
  version=$1 profile=$2
  shift 2
  if [ "$profile" = - ]; then
    classpath "$version" -f tests/versions/pom.xml -Dnetty.version="$version" || return 1
  else
    classpath "$version" -f tests/versions/pom.xml -Dnetty.version="$version" -P"$profile" || return 1
  fi
  classes=
  for test; do
    classes="$classes -c io.github.jeio.$test"
  done
  echo "With Netty $version:"
  # shellcheck disable=SC2086
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED "-Djeio.test.transports=$transports" -Dio.netty.leakDetection.level=paranoid \
    -Dio.netty.customResourceLeakDetector=io.github.jeio.support.LeakDetector \
    -cp "target/classes:target/test-classes:$(cat "$out/$version"):$junit" org.junit.platform.console.ConsoleLauncher execute \
    --disable-banner --disable-ansi-colors --details=none --fail-if-no-tests $classes >"$out/$version.log" 2>&1 </dev/null
  status=$?
  [ "$status" = 0 ] && return
  cat "$out/$version.log"
  return 1
}

# Of 4.2.0's io_uring only UringEndTest: where such a loop ends, it may free memory that the kernel still writes to, also without jeio;
# and of a client that goes away it keeps the connection's descriptor at times.
tests="netty.AioNettyTest netty.AioNettyRacesTest netty.AioChunksTest netty.AioTransferTest"
transports=
# shellcheck disable=SC2086
check 4.1.100.Final - $tests &&
  check 4.1.137.Final - $tests &&
  transports=NIO,EPOLL &&
  check 4.2.0.Final netty-4.2 $tests netty.UringEndTest vertx.AioVertxTest &&
  echo "The adapters work with all of them."
