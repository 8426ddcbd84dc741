#!/bin/sh
# Puts libeio's five source files next to this script, out of a tarball whose SHA-256 is in `pin`.
#
#   LIBEIO_TARBALL=/path/to/libio-aio-perl_4.80.orig.tar.gz   takes that file instead of asking apt
#
# It needs no privileges and changes nothing outside this folder: apt runs on private copies of its
# source list, state and cache.
set -u
LC_ALL=C
export LC_ALL
unset CDPATH
[ -z "${LIBEIO_TARBALL:-}" ] || LIBEIO_TARBALL=$(realpath -m -- "$LIBEIO_TARBALL")
cd "$(dirname "$0")" || exit 1

package=libio-aio-perl
files="eio.c eio.h etp.c ecb.h xthread.h"
unpacked=.unpacked   # "#<hash of the tarball>", then the files' own hashes
remedy="set LIBEIO_TARBALL to a copy of ${package}_4.80.orig.tar.gz or ${package}_4.81.orig.tar.gz"

fail() {
  echo "libeio/fetch.sh: $*" >&2
  exit 1
}

# The version that a tarball's hash stands for; fails for an unknown hash.
version_of() {
  while read -r version hash; do
    [ "$hash" = "$1" ] && echo "$version" && return 0
  done <pin
  return 1
}

is_unpacked() {
  [ -f "$unpacked" ] && read -r tarball_hash <"$unpacked" && version_of "${tarball_hash#\#}" >/dev/null \
    && sha256sum --check --status "$unpacked" 2>/dev/null
}

# The machine's own sources with deb-src in place of deb, as private files under $work.
copy_sources() {
  list=/etc/apt/sources.list parts=/etc/apt/sources.list.d
  eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
  mkdir "$work/sources.d"
  for source in "$list" "${parts%/}"/*.list; do
    [ -r "$source" ] && sed -n '/cdrom:/d; s/^[[:space:]]*deb\(-src\)\{0,1\}[[:space:]]/deb-src /p' "$source"
  done | sort -u >"$work/sources.list"
  for source in "${parts%/}"/*.sources; do
    [ -r "$source" ] && sed 's/^[Tt]ypes:.*/Types: deb-src/' "$source" >"$work/sources.d/${source##*/}"
  done
  [ -s "$work/sources.list" ] || [ -n "$(ls "$work/sources.d")" ]
}

# Hooks are cleared because they would act on the machine's own state.
configure_apt() {
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
  : >"$work/status"
  cat >"$work/apt.conf" <<EOF
#clear APT::Update;
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "$work/sources.d";
Dir::State "$work/state";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "2";
EOF
}

# Sets $tarball. A source that fails does not matter as long as another one has the package.
fetch_with_apt() {
  command -v apt-get >/dev/null || fail "this machine has no apt-get to fetch libeio with: $remedy."
  copy_sources || fail "apt has no package source on this machine to fetch libeio from: $remedy."
  configure_apt
  echo "Fetching libeio's source with apt ..."
  apt-get -c "$work/apt.conf" -qq update >"$work/log" 2>&1 </dev/null
  offered=$(apt-cache -c "$work/apt.conf" showsrc "$package" 2>/dev/null | sed -n 's/^Version: *//p')
  if [ -z "$offered" ]; then
    [ -n "$(find "$work/state/lists" -name '*_Sources*')" ] \
      || fail "apt could not download a source index (is there a network?): try again, or $remedy."
    fail "apt's sources on this machine do not have $package: $remedy."
  fi
  for candidate in $offered; do
    grep -q "^${candidate%-*} " pin || continue
    (cd "$work" && apt-get -c "$work/apt.conf" -qq source --download-only "$package=$candidate") \
      >"$work/log" 2>&1 </dev/null
    tarball=$work/${package}_${candidate%-*}.orig.tar.gz
    [ -f "$tarball" ] && return
    fail "apt could not download $package $candidate (is there a network?): try again, or $remedy."
  done
  fail "apt offers $package" $offered "and libeio/pin has none of them: $remedy."
}

unpack() {
  hash=$(sha256sum <"$tarball") || fail "$tarball can't be read: $remedy."
  hash=${hash%% *}
  version=$(version_of "$hash") \
    || fail "$tarball has the SHA-256 $hash, which is not in libeio/pin: $remedy."
  mkdir "$work/tree" && tar -xzf "$tarball" -C "$work/tree" || fail "$tarball can't be unpacked: free some space in ${TMPDIR:-/tmp}."
  rm -f "$unpacked"
  for file in $files; do
    cp "$work"/tree/*/libeio/"$file" "$file.new" && mv -f "$file.new" "$file" \
      || fail "libeio/$file can't be written: free some space there."
  done
  { echo "#$hash" && sha256sum $files; } >"$unpacked" || fail "libeio/$unpacked can't be written: free some space there."
  echo "libeio $version is in place."
}

is_unpacked && exit 0
[ -w . ] || fail "the folder $PWD can't be written to: make it writable."
work=$(mktemp -d) || fail "no temporary directory can be made: set TMPDIR to a writable folder."
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tarball=${LIBEIO_TARBALL:-}
if [ -z "$tarball" ]; then
  fetch_with_apt
elif [ ! -f "$tarball" ]; then
  fail "LIBEIO_TARBALL names $tarball, which is not a file: $remedy."
fi
unpack
