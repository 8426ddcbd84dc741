package io.github.jeio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The arguments as they were given, byte for byte. The JVM decodes them by the locale, and loses what that can't say: a name
 * that is not UTF-8, or any that is not ASCII where the locale is C. The kernel still has them.
 */
final class Arguments {

    private Arguments() { }

    /**
     * The last of the process's arguments, decoded by {@link Names}.
     *
     * @param args what the JVM has made of them
     * @return as many; or args themselves where the kernel does not tell
     */
    static String[] original(String[] args) {
        if (isAscii(args)) {
            return args;
        }
        try {
            String[] all = split(Files.readAllBytes(Path.of("/proc/self/cmdline")));
            if (all.length < args.length) {
                return args;
            }
            String[] last = new String[args.length];
            System.arraycopy(all, all.length - args.length, last, 0, args.length);
            return last;
        } catch (IOException e) {
            return args;
        }
    }

    private static boolean isAscii(String[] args) {
        for (String arg : args) {
            for (int i = 0; i < arg.length(); i++) {
                if (arg.charAt(i) >= 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String[] split(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b == 0 ? 1 : 0;
        }
        String[] all = new String[count];
        for (int i = 0, at = 0; i < count; i++) {
            int end = at;
            while (bytes[end] != 0) {
                end++;
            }
            all[i] = Names.decode(bytes, at, end);
            at = end + 1;
        }
        return all;
    }
}
