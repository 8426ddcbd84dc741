#!/bin/sh
# release-check.sh: makes a release as it would be uploaded, below target/release, signed with a key that is made for it and
# thrown away; then tests look at it, and other projects use it. What it has to be: ReleaseTest, and for each platform's library
# and jar the other tests of tests/io/github/jeio/packaging.
set -eu
out=$PWD/target/release
top=$PWD
mvn="mvn -B -ntp ${MAVEN_ARGS:-}"
rm -rf "$out"
mkdir -p "$out/tree/target"
tar -c --exclude=./target --exclude=./.git . | tar -x -C "$out/tree"
cp -a target/arm64 "$out/tree/target"
sed -i '0,/-SNAPSHOT<\/version>/s//<\/version>/' "$out/tree/pom.xml"

GNUPGHOME=$(mktemp -d) # a short path: gpg's agent listens on a socket in it
export GNUPGHOME
trap 'gpgconf --kill gpg-agent; rm -rf "$GNUPGHOME"' EXIT
gpg --batch --quiet --passphrase '' --quick-generate-key 'jeio release check' default default never

commit=$(git describe --always --dirty --abbrev=40 --exclude '*' 2>/dev/null || echo unknown)
cd "$out/tree"
"$top/tools/quietly.sh" "Making a release in target/release/repository" $mvn -Pplatforms,release,sign -DskipTests -Dmaven.test.skip \
  -Djeio.commit="$commit" -DaltDeploymentRepository="check::file://$out/repository" deploy
cd "$top"

# The JDK 21 that ReleaseTest takes beside those of this machine.
[ "$(id -u)" != 0 ] || tools/debian13.sh true || echo "JDK 21 is left out."

$mvn test -Dtest='ReleaseTest,LibraryTest,MuslTest,JarsTest,BundleTest,ConsumerTest,NativeImageTest' -Dexcluded.tests=none \
  -Djeio.release="$out" -Djeio.build.directory="$out/tree/target" -Djeio.build.name="$(basename "$out"/tree/target/jeio-*-linux-aarch64.jar -linux-aarch64.jar)"
