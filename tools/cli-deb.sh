#!/bin/sh
# cli-deb.sh: makes cli/target/jeio_VERSION_ARCH.deb of cli/target/jeio-cli.jar: what jpackage makes of it, a program with a Java runtime,
# manual pages, bash's completion, and the command jeio in /usr/bin. The archive of classes that makes it start soon is made when the package
# is installed, as it holds the path of the jar.
set -eu
cd "$(dirname "$0")/../cli/target"
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
out=$PWD/deb
rm -rf "$out" ./*.deb
mkdir -p "$out/input" "$out/pages"
cp jeio-cli.jar "$out/input/"
# the library as a file of its own, which needs no unpacking into a temporary directory
(cd "$out" && "${bin}jar" xf ../jeio-cli.jar META-INF/native && mv META-INF/native/linux-*/libjeio.so input/ && rm -r META-INF)
version=$("${bin}java" --enable-native-access=ALL-UNNAMED -jar jeio-cli.jar --version | sed 's/^jeio //; s/-SNAPSHOT$//')
"${bin}java" -cp jeio-cli.jar io.github.jeio.cli.Pages "$out/pages"

"${bin}jlink" --add-modules java.base,java.desktop,java.logging,jdk.unsupported --strip-debug --no-header-files --no-man-pages --output "$out/runtime"
# the archive of the JDK's own classes, which that of ours builds upon
"$out/runtime/bin/java" -Xshare:dump >/dev/null

"${bin}jpackage" --type app-image --name jeio --app-version "$version" --input "$out/input" --main-jar jeio-cli.jar --runtime-image "$out/runtime" \
  --dest "$out/made"

root=$out/root
mkdir -p "$root/opt" "$root/DEBIAN"
mv "$out/made/jeio" "$root/opt/jeio"
cat >"$root/DEBIAN/control" <<EOF
Package: jeio
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: jeio <https://github.com/jeio/jeio>
Section: utils
Priority: optional
Depends: libc6 (>= 2.28)
Installed-Size: $(du -sk "$root/opt" | cut -f1)
Description: works on files with many system calls at a time
 treescan, cp, mv, rm, du, find, sum, load, sync and bench on libeio's thread pool.
EOF
mkdir -p "$root/usr/bin" "$root/usr/share/man/man1" "$root/usr/share/bash-completion/completions"
# not jpackage's own launcher, which asks dpkg where it is, each time: that takes longer than the JVM's start
cat >"$root/usr/bin/jeio" <<'EOF'
#!/bin/sh
# a young generation that fits the cache is filled again and again, not 100 MB once, each page of which the kernel has to clear.
# Most commands are over before the second compiler pays; but only that one has instructions for SHA, and its code is what bench measures
case ${1:-} in
  sum | bench) compilers= ;;
  *) compilers=-XX:TieredStopAtLevel=1 ;;
esac
exec /opt/jeio/lib/runtime/bin/java -XX:SharedArchiveFile=/opt/jeio/lib/app/jeio.jsa -Xshare:auto -XX:+UseSerialGC -Xmn8m $compilers \
  -Djeio.native.path=/opt/jeio/lib/app/libjeio.so --enable-native-access=ALL-UNNAMED -cp /opt/jeio/lib/app/jeio-cli.jar \
  io.github.jeio.cli.Main "$@"
EOF
chmod 755 "$root/usr/bin/jeio"
cp "$out"/pages/man1/* "$root/usr/share/man/man1/"
gzip -9n "$root"/usr/share/man/man1/*
cp "$out/pages/completion/jeio" "$root/usr/share/bash-completion/completions/jeio"
# the same options as the launcher's: an archive that was made with others is not used
cat >"$root/DEBIAN/postinst" <<'EOF'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
  # without the archive everything works, and begins later
  /opt/jeio/lib/runtime/bin/java -XX:ArchiveClassesAtExit=/opt/jeio/lib/app/jeio.jsa -XX:+UseSerialGC -Xmn8m -XX:TieredStopAtLevel=1 \
    -Djeio.native.path=/opt/jeio/lib/app/libjeio.so --enable-native-access=ALL-UNNAMED -cp /opt/jeio/lib/app/jeio-cli.jar \
    io.github.jeio.cli.Rehearsal >/dev/null 2>&1 || :
fi
EOF
cat >"$root/DEBIAN/prerm" <<'EOF'
#!/bin/sh
set -e
rm -f /opt/jeio/lib/app/jeio.jsa
EOF
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm"
dpkg-deb --root-owner-group -Zgzip -b "$root" . >/dev/null
rm -rf "$out"
ls "$PWD"/*.deb
