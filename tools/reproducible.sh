#!/bin/sh
# Builds this tree in two folders of different names and compares the jars, byte by byte.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for copy in one another; do
  mkdir "$work/$copy"
  tar -c --exclude=target --exclude=./.git . | tar -x -C "$work/$copy"
  (cd "$work/$copy" && "$OLDPWD"/tools/quietly.sh "Building in $work/$copy" mvn -B -ntp process-classes)
done
for jar in "$work"/one/target/*.jar; do
  cmp "$jar" "$work/another/target/${jar##*/}" && echo "the same twice: ${jar##*/}"
done
