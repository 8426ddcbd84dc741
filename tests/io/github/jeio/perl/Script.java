package io.github.jeio.perl;

import io.github.jeio.internal.wire.FileNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little language in which requests are written once, for Perl and for Java. A line is an operation and its
 * arguments, separated by single blanks:
 *
 * <ul>
 *   <li>a path below the driver's root; an absolute path begins with {@code /}; {@code ''} is the empty one; {@code
 *       @w:path} is relative to the working directory {@code w} that a {@code wd} operation has opened;
 *   <li>a descriptor by the name that an {@code open} gave it, with a {@code $} before it where a path may stand, too;
 *   <li>numbers, 0-octals and constants, joined by {@code |};
 *   <li>{@code %xx} is a byte.
 * </ul>
 *
 * <p>A line may begin with {@code differs <what Java answers>; <the reason>;}: there the answers must be two different
 * ones.
 *
 * <p>Before the drivers get it, {@code {a,b}} makes a line into several, as in a shell, {@code {NAME}} stands for what
 * {@code let NAME a,b} said, and {@code ~256} for so many letters; empty lines and {@code #} lines go away.
 */
final class Script {

    /** A line: what both are asked, and what Java answers where that is not Perl's answer. */
    record Line(String request, String differs) { }

    private static final Pattern DIFFERS = Pattern.compile("differs ([^;]*); [^;]*; (.*)");
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern LETTERS = Pattern.compile("~(\\d+)");

    private Script() { }

    static List<Line> expand(List<String> source) {
        Map<String, String> names = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        for (String line : source) {
            if (line.startsWith("let ")) {
                String[] let = line.split(" ", 3);
                names.put(let[1], let[2]);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Matcher differs = DIFFERS.matcher(line);
                boolean does = differs.matches();
                expand(does ? differs.group(2) : line, does ? differs.group(1) : null, names, lines);
            }
        }
        return lines;
    }

    private static void expand(String line, String differs, Map<String, String> names, List<Line> into) {
        Matcher braces = BRACES.matcher(line);
        if (!braces.find()) {
            String request = LETTERS.matcher(line).replaceAll(letters -> "n".repeat(Integer.parseInt(letters.group(1))));
            into.add(new Line(request, differs));
            return;
        }
        for (String choice : names.getOrDefault(braces.group(1), braces.group(1)).split(",", -1)) {
            expand(line.substring(0, braces.start()) + choice + line.substring(braces.end()), differs, names, into);
        }
    }

    /** The bytes that a token means. */
    static byte[] bytes(String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!token.equals("''")) {
            for (int i = 0; i < token.length(); i++) {
                if (token.charAt(i) == '%') {
                    bytes.write(Integer.parseInt(token.substring(i + 1, i + 3), 16));
                    i += 2;
                } else {
                    bytes.write(token.charAt(i));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** The string that a token means. */
    static String text(String token) {
        byte[] bytes = bytes(token);
        return FileNames.decode(bytes, 0, bytes.length);
    }

    /** What both drivers print for data. */
    static String encode(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (byte b : data) {
            if ("._/-".indexOf(b) >= 0 || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z') {
                text.append((char) b);
            } else {
                text.append(String.format("%%%02x", b & 0xff));
            }
        }
        return text.isEmpty() ? "''" : text.toString();
    }

    /** What both drivers print for a path. */
    static String encode(String path, String root) {
        String shown = path.equals(root) || path.startsWith(root + "/") ? "ROOT" + path.substring(root.length()) : path;
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < shown.length(); ) {
            int point = shown.codePointAt(i);
            i += Character.charCount(point);
            bytes.append(point >= 0xDC80 && point <= 0xDCFF
                    ? encode(new byte[] {(byte) point})
                    : encode(Character.toString(point).getBytes(StandardCharsets.UTF_8)));
        }
        return bytes.isEmpty() ? "''" : bytes.toString();
    }
}
