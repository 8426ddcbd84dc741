#!/bin/sh
# Builds this tree for all platforms in two folders of different names, and compares the jars byte by byte.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for copy in one another; do
  mkdir -p "$work/$copy/target"
  tar -c --exclude=./target --exclude=./.git . | tar -x -C "$work/$copy"
  cp -a target/arm64 "$work/$copy/target" # Debian's, and unpacked once
  (cd "$work/$copy" && "$OLDPWD"/tools/quietly.sh "Building in $work/$copy" mvn -B -ntp ${MAVEN_ARGS:-} -Pplatforms process-classes)
done
for jar in "$work"/one/target/*.jar; do
  cmp "$jar" "$work/another/target/${jar##*/}" && echo "the same twice: ${jar##*/}"
done
