#!/bin/bash
# gluster.sh <directory>: mounts a volume of GlusterFS at <directory>/near, three bricks on this machine that each have every file. Says
# "mounted", and takes all of it down when its input ends. Needs root and glusterfs-server. Its servers refuse the loopback address, so
# they have a network namespace of their own; what they write is in memory.
set -u
PATH=$PATH:/usr/sbin:/sbin
address=10.66.0.1

if [ "$1" = --servers ]; then
  set -e
  mount -t tmpfs -o mode=755 none /run
  mount -t tmpfs none /mnt
  mount -t tmpfs none /var/lib/glusterd
  mount -t tmpfs none /var/log/glusterfs
  ip link set lo up
  ip link add server type veth peer name client
  ip addr add "$address/24" dev server
  ip link set server up
  ip link set client up
  glusterd
  for brick in 0 1 2; do
    mkdir -p /mnt/brick$brick
    bricks="${bricks:-} $address:/mnt/brick$brick/files"
  done
  for _ in $(seq 60); do
    gluster --mode=script volume create v replica 3 $bricks force && break
    sleep 1
  done
  gluster --mode=script volume set v performance.stat-prefetch off # each stat asks the bricks
  gluster --mode=script volume start v
  echo started
  exec sleep infinity
fi

directory=$(realpath "$1")
work=$(mktemp -d)
servers=
cleanup() {
  umount -l "$directory/near" 2>/dev/null
  # unshare does not listen to less; all that is in there ends with it
  [ -n "$servers" ] && kill -9 "$servers" 2>/dev/null
  rm -rf "$work"
}
trap cleanup EXIT
fail() {
  echo "$*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || fail "needs root"
command -v glusterd >/dev/null || fail "needs glusterfs-server: apt-get install glusterfs-server"
[ -e /dev/fuse ] || fail "needs /dev/fuse"

mkdir -p "$directory/near"
unshare --net --mount --pid --fork --kill-child --mount-proc --propagation private "$0" --servers >"$work/servers" 2>&1 </dev/null &
servers=$!
disown
for _ in $(seq 100); do
  grep -q '^started' "$work/servers" && break
  kill -0 "$servers" 2>/dev/null || fail "$(cat "$work/servers")"
  sleep 1
done
# nothing is kept on this side
nsenter --net=/proc/"$(pgrep -P "$servers")"/ns/net glusterfs --volfile-server="$address" --volfile-id=v --attribute-timeout=0 \
  --entry-timeout=0 --log-file="$work/mount.log" "$directory/near"
for _ in $(seq 100); do
  mountpoint -q "$directory/near" && touch "$directory/near/here" 2>/dev/null && break
  sleep 0.3
done
mountpoint -q "$directory/near" || fail "$(cat "$work/servers" "$work/mount.log")"
echo mounted
cat >/dev/null
