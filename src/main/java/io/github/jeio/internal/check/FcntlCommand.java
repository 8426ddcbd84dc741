package io.github.jeio.internal.check;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What the commands of fcntl(2) take: a number, or the address of bytes that the kernel reads or writes. The numbers are
 * those that x86_64 and aarch64 share.
 */
public final class FcntlCommand {

    /** The bytes that the kernel gets room for: as many as Perl gives it, and more than any command needs. */
    public static final int ROOM = 256;

    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_GETLK = 5;
    private static final int F_SETLK = 6;
    private static final int F_SETLKW = 7;
    private static final int F_SETOWN = 8;
    private static final int F_GETOWN = 9;
    private static final int F_SETSIG = 10;
    private static final int F_GETSIG = 11;
    private static final int F_SETOWN_EX = 15;
    private static final int F_GETOWN_EX = 16;
    private static final int F_GETOWNER_UIDS = 17;
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final int F_SETLEASE = 1024;
    private static final int F_GETLEASE = 1025;
    private static final int F_NOTIFY = 1026;
    private static final int F_DUPFD_QUERY = 1027;
    private static final int F_CREATED_QUERY = 1028;
    private static final int F_CANCELLK = 1029;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int F_GET_RW_HINT = 1035;
    private static final int F_SET_RW_HINT = 1036;
    private static final int F_GET_FILE_RW_HINT = 1037;
    private static final int F_SET_FILE_RW_HINT = 1038;
    private static final int F_GETDELEG = 1039;
    private static final int F_SETDELEG = 1040;

    private enum Takes { NUMBER, BYTES, ROOM_FOR_BYTES, UNKNOWN }

    private FcntlCommand() { }

    private static Takes takes(int cmd) {
        return switch (cmd) {
            case F_DUPFD, F_DUPFD_CLOEXEC, F_DUPFD_QUERY, F_CREATED_QUERY, F_GETFD, F_SETFD, F_GETFL, F_SETFL,
                    F_SETOWN, F_GETOWN, F_SETSIG, F_GETSIG, F_SETLEASE, F_GETLEASE, F_NOTIFY, F_CANCELLK,
                    F_SETPIPE_SZ, F_GETPIPE_SZ, F_ADD_SEALS, F_GET_SEALS -> Takes.NUMBER;
            case F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETOWN_EX, F_SET_RW_HINT, F_SET_FILE_RW_HINT,
                    F_SETDELEG -> Takes.BYTES;
            case F_GETLK, F_OFD_GETLK, F_GETOWN_EX, F_GETOWNER_UIDS, F_GET_RW_HINT, F_GET_FILE_RW_HINT,
                    F_GETDELEG -> Takes.ROOM_FOR_BYTES;
            default -> Takes.UNKNOWN;
        };
    }

    /** Checks that a number is not passed where the kernel takes an address. */
    public static void checkNumber(int cmd, long arg) {
        switch (takes(cmd)) {
            case NUMBER -> { }
            case BYTES, ROOM_FOR_BYTES -> throw new IllegalArgumentException(
                    "cmd " + cmd + " takes an address and arg is the number " + arg + "; pass a ByteBuffer");
            case UNKNOWN -> Arguments.notAddress("arg", arg);
        }
    }

    /** Checks that an address is not passed where the kernel takes a number. */
    public static void checkBuffer(int cmd, ByteBuffer arg) {
        Objects.requireNonNull(arg, "arg");
        switch (takes(cmd)) {
            case NUMBER -> throw new IllegalArgumentException(
                    "cmd " + cmd + " takes a number and arg is a buffer; pass a long");
            case BYTES -> { }
            case ROOM_FOR_BYTES, UNKNOWN -> {
                if (arg.isReadOnly()) {
                    throw new IllegalArgumentException(
                            "arg is a read-only buffer, which what cmd " + cmd + " gives can't go to");
                }
            }
        }
    }

    /** Whether the command gives a new descriptor, which has to be closed if nobody gets it. */
    public static boolean duplicates(int cmd) {
        return cmd == F_DUPFD || cmd == F_DUPFD_CLOEXEC;
    }
}
