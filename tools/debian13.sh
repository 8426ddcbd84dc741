#!/bin/sh
# debian13.sh <command> ...: runs a command in a Debian 13, which has the JDK 21 that Debian 12 has not: a root directory of its own
# below target/debian13, made once from the mirror that this machine's apt uses. The command has this directory, Maven's local
# repository and /tmp in common with this machine, under the same names. Needs root; nothing else is changed by it.
set -eu
PATH=$PATH:/usr/sbin:/sbin
root=$PWD/target/debian13
tools="openjdk-21-jdk-headless acl attr binutils btrfs-progs curl dosfstools e2fsprogs gcc git libc6-dev libcap2-bin libio-aio-perl
  make perl procps python3-minimal strace util-linux-extra"

if [ "$1" != --inside ]; then
  [ "$(id -u)" = 0 ] || { echo "This needs root, for a root directory of its own." >&2; exit 1; }
  if [ ! -e "$root" ]; then
    mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' | sed -n 's/ bookworm$//p' | head -1)
    [ -n "$mirror" ] || { echo "apt's sources have no Debian 12: where Debian 13 is is not known." >&2; exit 1; }
    # The JDK is set up by a program of its own, which looks for itself in /proc.
    tools/quietly.sh "Making a Debian 13 with JDK 21 in target/debian13" unshare --mount --propagation private sh -ec '
      rm -rf "$0.new"
      debootstrap --variant=minbase trixie "$0.new" "$1"
      mount -t proc proc "$0.new/proc"
      DEBIAN_FRONTEND=noninteractive chroot "$0.new" sh -c "apt-get -q update && apt-get -q install -y --no-install-recommends $2 && apt-get clean"
      umount "$0.new/proc"
      mv "$0.new" "$0"' "$root" "$mirror" "$(echo $tools)"
  fi
  exec unshare --mount --propagation private "$0" --inside "$@"
fi

shift
mount --bind "$root" "$root"
for at in /proc /sys /dev; do
  mount --rbind $at "$root$at"
done
for at in "$PWD" "${HOME:-/root}/.m2" /tmp; do
  mkdir -p "$root$at"
  mount --bind "$at" "$root$at"
done
here=$PWD
mkdir -p "$root/before"
cd "$root"
pivot_root . before
umount -l /before
cd "$here"
exec "$@"
