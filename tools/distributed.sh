#!/bin/sh
# distributed.sh <glusterfs|sshfs> <seed> <rounds>: runs tests/io/github/jeio/reliability/Distributed on a file system whose servers are
# away: GlusterFS with three replicated bricks, or sshfs. With 0 rounds: the core's tests, with their directories on that file system
# (TESTS=<pattern>: others). What can't pass there is in tests/unfit/<file system>, with reasons. Servers, addresses and mounts are in
# namespaces of their own and end with them, and all that they write is in memory. Needs to be root.
set -eu
PATH=$PATH:/usr/sbin:/sbin
address=10.66.0.1 # of this network namespace only; both refuse loopback's
at=/mnt/at        # where the file system is mounted
java=${JVM:-${JAVA_HOME:+$JAVA_HOME/bin/}java}

glusterfs_start() {
  glusterd
  bricks=
  for brick in 0 1 2; do
    mkdir -p /mnt/brick$brick
    bricks="$bricks $address:/mnt/brick$brick/files"
  done
  # A server that does not answer is given up after 5 s, not 42; a close that succeeds has written what it had to.
  until gluster --mode=script volume create v replica 3 $bricks force; do sleep 1; done
  gluster --mode=script volume set v network.ping-timeout 5
  gluster --mode=script volume set v performance.flush-behind off
  gluster --mode=script volume start v
  mount -t glusterfs "$address:/v" "$at"
}

sshfs_start() {
  mkdir -p /run/sshd /mnt/files
  ssh-keygen -q -t ed25519 -N '' -f /mnt/host
  ssh-keygen -q -t ed25519 -N '' -f /mnt/key
  cat >/mnt/sshd <<END
Port 2222
HostKey /mnt/host
AuthorizedKeysFile /mnt/key.pub
StrictModes no
UsePAM no
PermitRootLogin yes
Subsystem sftp internal-sftp
END
  /usr/sbin/sshd -f /mnt/sshd -E /mnt/sshd.log
  # A server that does not answer is given up after two times 2 s.
  sshfs "$address:/mnt/files" "$at" -F /dev/null -o port=2222,IdentityFile=/mnt/key,UserKnownHostsFile=/dev/null,StrictHostKeyChecking=no \
    -o reconnect,ServerAliveInterval=2,ServerAliveCountMax=2,ConnectTimeout=3,LogLevel=ERROR
}

brick_dies() {
  kill -9 "$(cat /run/gluster/vols/v/*brick"$1"-files.pid)"
}

answers() {
  for _ in $(seq 60); do
    timeout 20 stat "$at/." >/dev/null 2>&1 && return
    sleep 1
  done
  echo "the file system does not come back" >&2
  exit 1
}

healed() {
  for _ in $(seq 120); do
    [ "$(gluster volume heal v info | grep -c -e '^Status: Connected' -e '^Number of entries: 0')" != 6 ] || return 0
    gluster volume heal v >/dev/null 2>&1 || :
    sleep 1
  done
  gluster volume heal v info >&2
  exit 1
}

# begin says, when the fault has lasted for as long as it does, where all that was acknowledged is; end the same, when all is well again.
fault() {
  case $1 in
    brick[012] | bricks12)
      for brick in $(echo "${1#brick}" | tr -dc 012 | fold -w 1); do
        [ "$2" = end ] || brick_dies "$brick"
      done
      [ "$2" = end ] || sleep 5
      [ "$2" = begin ] || gluster --mode=script volume start v force >/dev/null
      ;;
    blink) # shorter than what both wait for an answer
      [ "$2" = end ] || { ip link set lo down && sleep 2 && ip link set lo up && sleep 3; }
      ;;
    cut)
      [ "$2" = end ] || { ip link set lo down && sleep 12; }
      [ "$2" = begin ] || ip link set lo up
      ;;
    session) # the server's side of the connection ends
      [ "$2" = end ] || { pkill -9 -f '^sshd: root' && sleep 5; }
      ;;
  esac
  [ "$2" = begin ] || answers
  case $kind in
    sshfs) echo /mnt/files ;;
    glusterfs)
      [ "$2" = begin ] || healed
      for brick in 0 1 2; do
        case $1$2 in
          brick*${brick}*begin) ;;
          *) echo /mnt/brick$brick/files ;;
        esac
      done
      ;;
  esac
}

case $1 in
  --fault)
    kind=$2
    fault "$3" "$4"
    exit
    ;;
  --inside)
    kind=$2
    mount -t tmpfs -o mode=755 none /run
    mount -t tmpfs none /mnt
    mkdir -p "$at"
    # Both addresses are this machine's, so that all that goes to them goes by way of lo.
    ip link set lo up
    ip link add server type veth peer name client
    ip addr add "$address/24" dev server
    ip link set server up
    ip link set client up
    case $kind in
      glusterfs)
        mount -t tmpfs none /var/lib/glusterd
        mount -t tmpfs none /var/log/glusterfs
        faults="brick0 blink brick1 cut brick2 bricks12"
        ;;
      sshfs) faults="blink session cut" ;;
      *) exit 2 ;;
    esac
    "${kind}_start" >/mnt/log 2>&1 || { cat /mnt/log; exit 1; }
    if [ "$4" = 0 ]; then
      name=$(basename target/jeio-*-linux-"$(uname -m)".jar -linux-"$(uname -m)".jar)
      TESTS=${TESTS:-'\.core\.'} tools/test-by-class.sh "$kind" "$java" -Xmx256m ${FLAGS:-} -Djava.io.tmpdir="$at" -Djeio.build.name="$name"
      exit
    fi
    # This shell is the first process here, who has to see to servers that have died: a JVM would not.
    "$java" --enable-native-access=ALL-UNNAMED -Xmx256m ${FLAGS:-} -cp "$PWD/target/test-classes:$PWD/target/classes:$(cat target/test-classpath)" \
      io.github.jeio.reliability.Distributed "$kind" "$at" "$0" "$3" "$4" $faults
    ;;
  *)
    [ "$(id -u)" = 0 ] || { echo "This needs root, for namespaces of its own." >&2; exit 1; }
    exec unshare --net --mount --pid --fork --kill-child --mount-proc --propagation private "$0" --inside "$@"
    ;;
esac
