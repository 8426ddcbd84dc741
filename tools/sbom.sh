#!/bin/sh
# sbom.sh <bom>: adds libeio, which is in the library and which Maven does not know, to <bom>.json and <bom>.xml, the lists of
# CycloneDX of what is in jeio; fails where it is not in them then.
set -eu
bom=$1
hash=$(sed -n '1s/^#//p' libeio/.unpacked)
version=$(sed -n "s/ $hash\$//p" libeio/pin)
name=libeio
purl="pkg:generic/$name@$version?checksum=sha256:$hash"
about="Asynchronous I/O by a pool of threads; compiled into jeio's native library, unmodified"
copyright="Copyright (c) 2007-2019 Marc Alexander Lehmann"
licence="BSD-2-Clause OR GPL-2.0-or-later"
site=http://software.schmorp.de/pkg/libeio.html

json="{ \"type\" : \"library\", \"bom-ref\" : \"$purl\", \"name\" : \"$name\", \"version\" : \"$version\", \"description\" : \"$about\",
      \"licenses\" : [ { \"expression\" : \"$licence\" } ], \"copyright\" : \"$copyright\", \"purl\" : \"$purl\",
      \"externalReferences\" : [ { \"type\" : \"website\", \"url\" : \"$site\" } ] }"
xml="<component type=\"library\" bom-ref=\"$purl\"><name>$name</name><version>$version</version><description>$about</description>
      <licenses><expression>$licence</expression></licenses><copyright>$copyright</copyright><purl>$purl</purl>
      <externalReferences><reference type=\"website\"><url>$site</url></reference></externalReferences></component>"
