#!/bin/sh
# test-cli.sh [all]: builds the command line tool with the jar that is in target/, and runs its tests: those that are quick, or all.
# It takes nothing from the local repository that make test has not put there, but for the tool's own dependencies.
set -u
cd "$(dirname "$0")/.."
jar=$(ls target/jeio-*-linux-"$(uname -m)".jar 2>/dev/null | head -1)
[ -n "$jar" ] || { echo "test-cli.sh: target has no jar of jeio: make build" >&2; exit 1; }
case ${1:-} in
  all) excluded=none ;;
  *) excluded=long ;;
esac
echo "jeio on the command line:"
exec mvn -B -ntp ${MAVEN_ARGS:-} -q -f cli/pom.xml test -Djeio.jar="$PWD/$jar" -Dexcluded.tests="$excluded" </dev/null
