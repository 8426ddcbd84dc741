#!/bin/sh
# test-on-aarch64.sh: runs the suite on aarch64's library, in Debian's Java for arm64 under qemu; but for the tests of answers without
# a thread, which take system calls that qemu has not.
set -eu
java=$PWD/target/arm64/jre/usr/lib/jvm/java-17-openjdk-arm64/bin/java

# Tests start this Java by its path, and the kernel starts no program of another machine: so the path becomes the emulator's.
if [ ! -e "$java.aarch64" ]; then
  mv "$java" "$java.aarch64"
  cat >"$java" <<END
#!/bin/sh
exec qemu-aarch64-static -L $PWD/target/arm64/jre $java.aarch64 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
  -Djdk.lang.Process.launchMechanism=VFORK "\$@"
END
  chmod +x "$java"
fi
JOBS=${JOBS:-$(nproc)} WITHOUT='\.(inline|packaging)\.' PLATFORM=linux-aarch64 exec tools/test-by-class.sh aarch64 "$java"
