#!/bin/sh
# sbom.sh <bom>: adds libeio, which is in the native library and which Maven does not know, to <bom>.json and <bom>.xml, CycloneDX's
# lists of what is in jeio. Fails where they are not laid out as it takes them to be.
set -eu
bom=$1
hash=$(sed -n '1s/^#//p' libeio/.unpacked)
version=$(sed -n "s/ $hash\$//p" libeio/pin)
libeio="pkg:generic/libeio@$version?checksum=sha256:$hash"
about="Asynchronous I/O by a pool of threads; compiled into jeio's native library, unmodified"
licence="BSD-2-Clause OR GPL-2.0-or-later"
copyright="Copyright (c) 2007-2019 Marc Alexander Lehmann"
site=http://software.schmorp.de/pkg/libeio.html

[ -s "$bom.json" ] || { echo "sbom.sh: there is no $bom.json; its plugin makes none where Maven is offline" >&2; exit 1; }

# edit <file> <sed's commands> <how many lines name libeio then>
edit() {
  sed "$2" "$1" >"$1.new"
  [ "$(grep -c "$libeio" "$1.new")" = "$3" ] || { echo "sbom.sh: $1 has another layout than it had" >&2; exit 1; }
  mv "$1.new" "$1"
}

edit "$bom.json" "
s|^  \"dependencies\" : \[\$|  \"components\" : [\\
    {\\
      \"type\" : \"library\",\\
      \"bom-ref\" : \"$libeio\",\\
      \"name\" : \"libeio\",\\
      \"version\" : \"$version\",\\
      \"description\" : \"$about\",\\
      \"licenses\" : [ { \"expression\" : \"$licence\" } ],\\
      \"copyright\" : \"$copyright\",\\
      \"purl\" : \"$libeio\",\\
      \"externalReferences\" : [ { \"type\" : \"website\", \"url\" : \"$site\" } ]\\
    }\\
  ],\\
  \"dependencies\" : [\\
    { \"ref\" : \"$libeio\", \"dependsOn\" : [ ] },|
s|\"dependsOn\" : \[ \]\$|\"dependsOn\" : [ \"$libeio\" ]|
" 4

edit "$bom.xml" "
s|^  <dependencies>\$|  <components>\\
    <component type=\"library\" bom-ref=\"$libeio\">\\
      <name>libeio</name>\\
      <version>$version</version>\\
      <description>$about</description>\\
      <licenses><expression>$licence</expression></licenses>\\
      <copyright>$copyright</copyright>\\
      <purl>$libeio</purl>\\
      <externalReferences><reference type=\"website\"><url>$site</url></reference></externalReferences>\\
    </component>\\
  </components>\\
  <dependencies>\\
    <dependency ref=\"$libeio\"/>|
s|^    <dependency ref=\"\(pkg:maven/[^\"]*\)\"/>\$|    <dependency ref=\"\1\"><dependency ref=\"$libeio\"/></dependency>|
" 4
