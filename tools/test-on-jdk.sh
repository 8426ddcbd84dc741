#!/bin/sh
# test-on-jdk.sh <version>: runs the suite that is built on that JDK, if there is one ($JAVA<version>_HOME or
# below /usr/lib/jvm).
set -u
version=$1

find_jdk() {
  eval "home=\${JAVA${version}_HOME:-}"
  for home in "$home" /usr/lib/jvm/*; do
    [ -x "$home/bin/java" ] && grep -q "^JAVA_VERSION=\"$version[.\"]" "$home/release" 2>/dev/null && return 0
  done
  return 1
}

find_jdk || { echo "There is no JDK $version here: the suite was not run on it."; exit 0; }
echo "The same classes and library on JDK $version, $home:"
mvn -B -ntp ${MAVEN_ARGS:-} -Djvm="$home/bin/java" -Dsurefire.reportNameSuffix="jdk$version" surefire:test@default-test antrun:run@jni-check </dev/null
status=$?
tools/flakes.sh
exit $status
