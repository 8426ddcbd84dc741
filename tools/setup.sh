#!/bin/sh
# setup.sh build|test|toolkits|distributed|jdk21|power|lint|platforms|release|deb|aarch64 ...: sees to the tools that these need. What is
# missing is installed when root on a machine with apt, and is named in one line otherwise.
set -u
PATH=$PATH:/usr/sbin:/sbin

has() {
  command -v "$1" >/dev/null 2>&1
}

has_jdk() {
  version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1) || return 1
  version=${version#javac }
  [ "${version%%[!0-9]*}" -ge 17 ] 2>/dev/null
}

has_header() {
  echo "#include <$1>" | gcc -E - >/dev/null 2>&1
}

has_library() {
  ldconfig -p | grep -q "[[:space:]]$1 "
}

has_awt() {
  java=$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")") && [ -e "${java%/bin/java}/lib/libawt_xawt.so" ]
}

has_perl_module() {
  perl "-M$1" -e 1 >/dev/null 2>&1
}

fail_for_good() {
  echo "$*" >&2
  exit 1
}

# need <Debian's package> <check> ...
need() {
  package=$1
  shift
  "$@" || missing="$missing $package"
}

needs_of() {
  case $1 in
    build)
      need default-jdk-headless has_jdk
      need maven has mvn
      need gcc has gcc
      need libc6-dev has_header pthread.h
      need binutils has objcopy
      ;;
    test)
      needs_of build
      need strace has strace
      need acl has setfacl
      need attr has getfattr
      need dosfstools has mkfs.vfat
      need libcap2-bin has setcap
      need e2fsprogs has filefrag
      need btrfs-progs has mkfs.btrfs
      need perl has perl
      need libio-aio-perl has_perl_module IO::AIO
      need python3-minimal has python3
      need procps has ps
      need util-linux-extra has fincore
      need curl has curl
      ;;
    toolkits)
      needs_of test
      need default-jre has_awt
      need xvfb has Xvfb
      need libgtk-3-0 has_library libgtk-3.so.0
      need libxtst6 has_library libXtst.so.6
      ;;
    distributed)
      needs_of test
      need glusterfs-server has glusterd
      need glusterfs-client has glusterfs
      need openssh-server has sshd
      need openssh-client has ssh-keygen
      need sshfs has sshfs
      need iproute2 has ip
      ;;
    jdk21)
      needs_of test
      need debootstrap has debootstrap
      ;;
    power)
      needs_of test
      need xfsprogs has mkfs.xfs
      ;;
    parsers)
      needs_of test
      need clang has clang
      need libclang-rt-dev test -e "$(clang -print-file-name=libclang_rt.fuzzer-x86_64.a 2>/dev/null)"
      ;;
    lint)
      needs_of build
      need cppcheck has cppcheck
      ;;
    platforms)
      [ "$(uname -m)" = x86_64 ] || fail_for_good "The libraries for the other platforms are built on x86_64 only; make install-here takes this machine's."
      needs_of build
      need gcc-aarch64-linux-gnu has aarch64-linux-gnu-gcc
      need libc6-dev-arm64-cross test -e /usr/aarch64-linux-gnu/include/pthread.h
      need musl-tools has musl-gcc
      ;;
    release)
      needs_of platforms
      need gnupg has gpg
      need gradle has gradle
      need qemu-user-static has qemu-aarch64-static
      need debootstrap has debootstrap
      ;;
    deb)
      needs_of build
      need fakeroot has fakeroot
      need dpkg-dev has dpkg-deb
      ;;
    aarch64)
      needs_of platforms
      need qemu-user-static has qemu-aarch64-static
      ;;
    *) echo "setup.sh: $1 is none of build, test, toolkits, distributed, jdk21, power, parsers, lint, platforms, release, deb, aarch64" >&2 && exit 2 ;;
  esac
}

check() {
  missing=
  for purpose in "$@"; do
    needs_of "$purpose"
  done
  missing=${missing# }
}

fail() {
  fail_for_good "jeio needs what is in these Debian packages: $missing. $*"
}

check "$@"
[ -n "$missing" ] || exit 0
case $missing in
  *default-jdk*) [ -z "${JAVA_HOME:-}" ] || fail "JAVA_HOME=$JAVA_HOME is not a JDK 17 or later: point it to one, or unset it." ;;
esac
has apt-get || fail "Install them with this system's package manager."
[ "$(id -u)" = 0 ] || fail "Run: sudo apt-get install $missing"

echo "Installing $missing ..."
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
apt-get -q update >"$log" 2>&1 </dev/null
apt-get -q install -y --no-install-recommends $missing >>"$log" 2>&1 </dev/null || { cat "$log"; fail "apt-get could not install them, see above."; }
check "$@"
[ -z "$missing" ] || fail "They are installed, and still not found: is another one first in PATH?"
