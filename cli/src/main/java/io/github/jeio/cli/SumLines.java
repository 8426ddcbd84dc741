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
        Matcher tagged = bsd.matcher(line);
        Listed found = null;
        if (tagged.matches()) {
            found = new Listed(tagged.group(3), unescape(tagged.group(1), tagged.group(2)));
        } else {
            Matcher gnu = GNU.matcher(line);
            if (gnu.matches()) {
                found = gnu(gnu, line);
            }
        }
        return found != null && found.hash.length() == length ? found : null;
    }

    /** Without blanks before it, and the end of a line of DOS or a name. */
    private static String withoutBlanks(String whole) {
        int from = 0;
        while (whole.charAt(from) == ' ' || whole.charAt(from) == '\t') {
            from++;
        }
        int to = whole.endsWith("\r") ? whole.length() - 1 : whole.length();
        int nul = whole.indexOf('\0', from);
        return whole.substring(from, nul < 0 ? to : Math.min(nul, to));
    }

    private Listed gnu(Matcher gnu, String line) {
        boolean one = gnu.group("only") != null;
        if (oneBlank == null) {
            oneBlank = one;
        }
        if (one && !oneBlank) {
            return null;
        }
        String name = oneBlank ? line.substring(gnu.end(2) + 1) : gnu.group(4);
        return new Listed(gnu.group(2), unescape(gnu.group(1), name));
    }

    private static String unescape(String escaped, String name) {
        if (escaped.isEmpty()) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
                c = name.charAt(i) == 'n' ? '\n' : name.charAt(i) == 'r' ? '\r' : name.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
