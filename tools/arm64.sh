#!/bin/sh
# arm64.sh musl|jre: unpacks what is needed of Debian's packages for arm64 below target/arm64, once: musl's headers and
# library to build against, a Java runtime to run under qemu. Nothing is installed: apt runs on a state of its own.
set -eu
cd "$(dirname "$0")/.."
name=$1
root=target/arm64/$name
case $name in
  musl) packages="musl musl-dev musl-tools" ;;
  jre) packages="libc6 libgcc-s1 libstdc++6 zlib1g openjdk-17-jre-headless" ;;
  *) echo "arm64.sh: $name is none of musl, jre" >&2 && exit 2 ;;
esac
[ ! -e "$root" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/debs" target/arm64
: >"$work/status"
cat >"$work/apt.conf" <<CONF
#clear APT::Update;
APT::Architecture "arm64";
#clear APT::Architectures;
APT::Architectures { "arm64"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Dir::State "$work/state";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
CONF
echo "Fetching Debian's packages for arm64 ($name) ..."
(
  apt-get -c "$work/apt.conf" -qq update
  cd "$work/debs" && apt-get -c "$work/apt.conf" -qq download $packages
) >"$work/log" 2>&1 </dev/null || { cat "$work/log"; echo "apt could not download $packages for arm64." >&2; exit 1; }
for package in "$work"/debs/*.deb; do
  dpkg-deb --extract "$package" "$work/root"
done
# As Debian's base-files has it: /lib is /usr/lib.
mkdir -p "$work/root/usr/lib"
cp -a "$work/root/lib/." "$work/root/usr/lib"
rm -r "$work/root/lib"
ln -s usr/lib "$work/root/lib"
mv "$work/root" "$root"
