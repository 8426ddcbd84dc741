package io.github.jeio.cli;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A shell's pattern, as fnmatch(3) has it without flags: * and ? also match a slash and a dot at the beginning. */
final class Glob {

    private Glob() { }

    static Predicate<String> test(String glob, boolean anyCase) {
        try {
            Pattern pattern = Pattern.compile(toExpression(glob),
                    Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
            return name -> pattern.matcher(name).matches();
        } catch (PatternSyntaxException e) {
            return glob::equals;
        }
    }

    private static String toExpression(String glob) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = c == '[' ? endOfSet(glob, i) : -1;
            if (c == '*') {
                expression.append(".*");
            } else if (c == '?') {
                expression.append('.');
            } else if (end > 0) {
                expression.append(set(glob.substring(i + 1, end)));
                i = end;
            } else if (c == '\\' && i + 1 < glob.length()) {
                i++;
                expression.append(Pattern.quote(glob.substring(i, i + 1)));
            } else {
                int point = glob.codePointAt(i);
                expression.append(Pattern.quote(Character.toString(point)));
                i += Character.charCount(point) - 1;
            }
        }
        return expression.toString();
    }

    /** Where the bracket closes, or -1: then the first is a bracket like any character. */
    private static int endOfSet(String glob, int start) {
        int from = start + 1;
        if (from < glob.length() && (glob.charAt(from) == '!' || glob.charAt(from) == '^')) {
            from++;
        }
        for (int i = from; i < glob.length(); i++) {
            if (glob.startsWith("[:", i) && glob.indexOf(":]", i) > 0) {
                i = glob.indexOf(":]", i) + 1;
            } else if (glob.charAt(i) == ']' && i > from) {
                return i;
            }
        }
        return -1;
    }

    private static String set(String inside) {
        boolean not = inside.startsWith("!") || inside.startsWith("^");
        StringBuilder set = new StringBuilder(not ? "[^" : "[");
        for (int i = not ? 1 : 0; i < inside.length(); i++) {
            int close = inside.startsWith("[:", i) ? inside.indexOf(":]", i) : -1;
            if (close > 0) {
                set.append("\\p{").append(posixClass(inside.substring(i + 2, close))).append('}');
                i = close + 1;
            } else {
                char c = inside.charAt(i);
                set.append("[]\\&^".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
            }
        }
        return set.append(']').toString();
    }

    private static String posixClass(String name) {
        return name.equals("xdigit") ? "XDigit" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
