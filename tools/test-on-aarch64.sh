#!/bin/sh
# test-on-aarch64.sh: runs the suite on aarch64's library, in Debian's Java for arm64 under qemu; but for the tests of answers without
# a thread, which take system calls that qemu has not.
set -eu
root=$PWD/target/arm64/jre
bin=$root/usr/lib/jvm/java-17-openjdk-arm64/bin

# emulate <program> <options>: tests start the program by its path, and the kernel starts none of another machine: so the path
# becomes the emulator's.
emulate() {
  program=$bin/$1
  shift
  [ -e "$program.aarch64" ] || mv "$program" "$program.aarch64"
  cat >"$program" <<END
#!/bin/sh
exec qemu-aarch64-static -L $root $program.aarch64 $* "\$@"
END
  chmod +x "$program"
}

emulate java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djdk.lang.Process.launchMechanism=VFORK
emulate keytool
export CC=aarch64-linux-gnu-gcc EMULATOR="qemu-aarch64-static -L $root"
JOBS=${JOBS:-$(nproc)} WITHOUT='\.(inline|packaging)\.' PLATFORM=linux-aarch64 exec tools/test-by-class.sh aarch64 "$bin/java"
