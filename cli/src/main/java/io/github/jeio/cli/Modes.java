package io.github.jeio.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Modes as ls writes them, and the process's umask. */
final class Modes {

    private Modes() { }

    /** Nine letters. */
    static String letters(int mode) {
        StringBuilder letters = new StringBuilder(9);
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = mode >> shift;
            boolean special = (mode & 01000 << shift / 3) != 0;
            letters.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
            char set = shift == 0 ? 't' : 's';
            letters.append((bits & 1) != 0 ? special ? set : 'x' : special ? Character.toUpperCase(set) : '-');
        }
        return letters.toString();
    }

    /** The process's umask. */
    static int umask() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Umask:")) {
                    return Integer.parseInt(line.substring(6).strip(), 8);
                }
            }
        } catch (IOException e) {
            return 077;
        }
        return 077;
    }
}
