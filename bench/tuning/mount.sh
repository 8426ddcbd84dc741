#!/bin/bash
# mount.sh <directory> <milliseconds>: mounts <directory>/far at <directory>/near by sshfs, through a relay that holds each direction
# back for so long (cli/bench/Relay.java). Says "mounted", and takes all of it down when its input ends. Needs root, sshfs, and
# openssh-server; everything happens over the loopback address, with keys that are made for it.
set -u
here=$(dirname "$(realpath "$0")")
directory=$(realpath "$1")
delay=$2
work=$(mktemp -d)
pids=
cleanup() {
  fusermount -u -z "$directory/near" 2>/dev/null
  [ -n "$pids" ] && kill $pids 2>/dev/null
  rm -rf "$work"
}
trap cleanup EXIT
fail() {
  echo "$*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || fail "needs root"
command -v sshfs >/dev/null || fail "needs sshfs: apt-get install sshfs"
[ -x /usr/sbin/sshd ] || fail "needs openssh-server: apt-get install openssh-server"
[ -e /dev/fuse ] || fail "needs /dev/fuse"

port=$((20000 + RANDOM % 10000))
mkdir -p "$directory/near" /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cat >"$work/sshd_config" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $work/host
AuthorizedKeysFile $work/key.pub
StrictModes no
PidFile none
Subsystem sftp internal-sftp
UsePAM no
PermitRootLogin yes
END
/usr/sbin/sshd -D -f "$work/sshd_config" -E "$work/sshd.log" </dev/null >/dev/null &
pids="$pids $!"
java "$here/../../cli/bench/Relay.java" $((port + 1)) $port "$delay" </dev/null >"$work/relay" &
pids="$pids $!"
for _ in $(seq 300); do
  grep -q relaying "$work/relay" && break
  sleep 0.1
done
# nothing is kept on this side: each stat is asked for
sshfs -f -p $((port + 1)) -o IdentityFile="$work/key",StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null,dir_cache=no,max_conns=1,entry_timeout=0,attr_timeout=0,negative_timeout=0 \
  root@127.0.0.1:"$directory/far" "$directory/near" </dev/null >"$work/sshfs.log" 2>&1 &
pids="$pids $!"
for _ in $(seq 300); do
  mountpoint -q "$directory/near" && break
  sleep 0.1
done
[ "$(ls "$directory/near")" = "$(ls "$directory/far")" ] || fail "sshfs shows other files: $(cat "$work/sshfs.log" "$work/sshd.log")"
echo mounted
cat >/dev/null
