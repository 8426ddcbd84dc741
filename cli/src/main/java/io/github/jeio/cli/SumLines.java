package io.github.jeio.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a list of checksums: coreutils' format, of which some have one blank, BSD's and OpenSSL's. */
final class SumLines {

    private static final Pattern GNU = Pattern.compile("(\\\\?)([0-9a-fA-F]+)(?:[ \t][ *]|(?<only>[ \t]))(.+)", Pattern.DOTALL);

    /** A name and the hash that its file is to have. */
    record Listed(String hash, String name) { }

    private final Pattern bsd;
    private final int length;
    /** Whether the first line had one blank only: then the name begins behind it in all lines. */
    private Boolean oneBlank;

    /**
     * @param algorithm as BSD's lines name it
     * @param length of a hash, in digits
     */
    SumLines(String algorithm, int length) {
        bsd = Pattern.compile("(\\\\?)" + algorithm + " ?\\((.+)\\) ?= ?([0-9a-fA-F]+)", Pattern.DOTALL);
        this.length = length;
    }

    /** What a line says, or null. */
    Listed parse(String whole) {
        if (whole.startsWith("#")) {
            return null;
        }
        String line = whole.strip().isEmpty() ? "" : withoutBlanks(whole);
        Matcher tagged = bsd.matcher(untilNul(line));
        Listed found = null;
        if (tagged.matches()) {
            found = listed(tagged.group(3), tagged.group(1), tagged.group(2));
        } else {
            Matcher gnu = GNU.matcher(line);
            if (gnu.matches()) {
                found = gnu(gnu, line);
            }
        }
        return found;
    }

    /** Null where the hash is too long or short, or the name can't be. */
    private Listed listed(String hash, String escaped, String written) {
        String name = escaped.isEmpty() ? untilNul(written) : unescape(written);
        return hash.length() == length && name != null ? new Listed(hash, name) : null;
    }

    private static String untilNul(String name) {
        int nul = name.indexOf('\0');
        return nul < 0 ? name : name.substring(0, nul);
    }

    /** Without blanks before it, and the end of a line of DOS. */
    private static String withoutBlanks(String whole) {
        int from = 0;
        while (whole.charAt(from) == ' ' || whole.charAt(from) == '\t') {
            from++;
        }
        int to = whole.endsWith("\r") ? whole.length() - 1 : whole.length();
        return whole.substring(from, to);
    }

    private Listed gnu(Matcher gnu, String line) {
        if (gnu.group(2).length() != length) {
            return null;
        }
        boolean one = gnu.group("only") != null;
        if (oneBlank == null) {
            oneBlank = one;
        }
        if (one && !oneBlank) {
            return null;
        }
        String name = oneBlank ? line.substring(gnu.end(2) + 1) : gnu.group(4);
        return listed(gnu.group(2), gnu.group(1), name);
    }

    /** Null where it is none of the escapes that there are. */
    private static String unescape(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int escape = c != '\\' ? -1 : i + 1 == name.length() ? 0 : "?nr\\".indexOf(name.charAt(++i));
            if (escape == 0 || c == '\0' || c == '\\' && escape < 0) {
                return null;
            }
            plain.append(escape < 0 ? c : "?\n\r\\".charAt(escape));
        }
        return plain.toString();
    }
}
