#!/bin/sh
# fuzz-c.sh <seed> <seconds>: builds the C side with clang's libFuzzer and sanitizers, and tests/io/github/jeio/reliability/parsers.c, and has
# it look for bytes that what parses can't take; what it has found in earlier runs is where it begins. target/native/include must be there.
set -eu
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(realpath "$(command -v javac)")")")}
out=target/parsers/c
mkdir -p "$out/found"
clang -std=c11 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer -pthread -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
  -fno-sanitize=function,alignment -w \
  -Wl,--wrap=syscall,--wrap=readdir,--wrap=unlinkat,--wrap=fstatat,--wrap=ioctl \
  -Itarget/native/include -I"$java_home/include" -I"$java_home/include/linux" $(printf -- "-I%s " src/main/c/*) -isystem libeio \
  -o "$out/parsers" tests/io/github/jeio/reliability/parsers.c $(ls src/main/c/*/*.c | grep -v pool/embed.c)
# Without the JVM there is nobody to handle a SIGSEGV but the sanitizer.
ASAN_OPTIONS=detect_leaks=1 "$out/parsers" -seed="$1" -max_total_time="$2" -max_len=20000 -artifact_prefix="$out/" -print_final_stats=1 \
  "$out/found" 2>&1 | grep -vE '^#[0-9]+.*(REDUCE|NEW)|^\s+NEW_FUNC'
