#!/bin/sh
# strip.sh <library> <folder> <debug folder>: puts the library into the folder without its debug information, and that into
# the debug folder, where a debugger finds it: gdb -ex 'set debug-file-directory <debug folder>'.
set -eu
library=$1 folder=$2 debug=$3
case $(readelf --file-header "$library") in
  *AArch64*) [ "$(uname -m)" = aarch64 ] && prefix= || prefix=aarch64-linux-gnu- ;;
  *) prefix= ;;
esac
id=$(readelf --notes "$library" | sed -n 's/^ *Build ID: //p')
rest=${id#??}
file=$debug/.build-id/${id%"$rest"}/$rest.debug
mkdir -p "$folder" "$(dirname "$file")"
"$prefix"objcopy --only-keep-debug "$library" "$file"
chmod 644 "$file"
"$prefix"strip --strip-unneeded -o "$folder/libjeio.so" "$library"
hash=$(sha256sum <"$folder/libjeio.so")
echo "${hash%% *}" >"$folder/libjeio.so.sha256"
