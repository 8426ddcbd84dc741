package io.github.jeio.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** A shell's pattern, as fnmatch(3) has it without flags: * and ? also match a slash and a dot at the beginning. */
final class Glob {

    private static final List<String> CLASSES = List.of("alpha", "digit", "alnum", "upper", "lower", "space", "blank", "cntrl", "xdigit",
            "print", "graph", "punct");

    /** What a character of the name has to be, one after the other; null: any number of characters. */
    private final List<IntPredicate> parts = new ArrayList<>();
    private final int[] glob;
    private final boolean anyCase;
    private int at;
    private boolean matchesNothing;

    private Glob(String text, boolean anyCase) {
        glob = text.codePoints().toArray();
        this.anyCase = anyCase;
        while (at < glob.length) {
            parts.add(part(glob[at++]));
        }
    }

    static Predicate<String> test(String glob, boolean anyCase) {
        Glob pattern = new Glob(glob, anyCase);
        return name -> !pattern.matchesNothing && pattern.matches(name.codePoints().toArray());
    }

    /** Where a part does not match, the last star takes one character more. */
    private boolean matches(int[] name) {
        int part = 0;
        int star = -1;
        int taken = 0;
        for (int i = 0; i < name.length || part < parts.size(); ) {
            if (part < parts.size() && parts.get(part) == null) {
                star = part++;
                taken = i;
            } else if (part < parts.size() && i < name.length && parts.get(part).test(name[i])) {
                part++;
                i++;
            } else if (star >= 0 && taken < name.length) {
                part = star + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        return true;
    }

    private IntPredicate part(int c) {
        if (c == '*') {
            return null;
        } else if (c == '?') {
            return any -> true;
        } else if (c == '[') {
            int start = at;
            IntPredicate set = set();
            if (set != null) {
                return set;
            }
            at = start; // nothing closes the bracket
        } else if (c == '\\') {
            return at == glob.length ? nothing -> false : one(glob[at++]);
        }
        return one(c);
    }

    private int fold(int c) {
        return anyCase ? Character.toLowerCase(c) : c;
    }

    private IntPredicate one(int c) {
        int folded = fold(c);
        return other -> fold(other) == folded;
    }

    /** What is between brackets; null if they are not closed. */
    private IntPredicate set() {
        boolean not = at < glob.length && (glob[at] == '!' || glob[at] == '^');
        at += not ? 1 : 0;
        List<IntPredicate> members = new ArrayList<>();
        while (at < glob.length && (glob[at] != ']' || members.isEmpty())) {
            IntPredicate member = named();
            members.add(member != null ? member : range());
        }
        if (at >= glob.length || members.contains(null)) {
            return null;
        }
        at++;
        return c -> members.stream().anyMatch(member -> member.test(c)) != not;
    }

    /** A class of characters by its name, or null. With one that does not exist, the pattern matches nothing. */
    private IntPredicate named() {
        if (glob[at] != '[' || at + 1 >= glob.length || glob[at + 1] != ':') {
            return null;
        }
        StringBuilder name = new StringBuilder();
        for (int i = at + 2; i + 1 < glob.length; i++) {
            if (glob[i] == ':' && glob[i + 1] == ']') {
                at = i + 2;
                String found = name.toString();
                matchesNothing |= !CLASSES.contains(found);
                return c -> is(found, c);
            }
            name.appendCodePoint(glob[i]);
        }
        return null;
    }

    /** One character, or all from one to another; null where the pattern ends. */
    private IntPredicate range() {
        int from = member();
        if (at + 1 >= glob.length || glob[at] != '-' || glob[at + 1] == ']') {
            return from < 0 ? null : one(from);
        }
        at++;
        int to = member();
        return from < 0 || to < 0 ? null : c -> c >= from && c <= to
                || anyCase && (within(from, to, Character.toLowerCase(c)) || within(from, to, Character.toUpperCase(c)));
    }

    private static boolean within(int from, int to, int c) {
        return c >= from && c <= to;
    }

    /** A character, which may be escaped or written as {@code [=c=]} or {@code [.c.]}; -1 where the pattern ends. */
    private int member() {
        int c = glob[at++];
        if (c == '\\') {
            return at < glob.length ? glob[at++] : -1;
        }
        boolean written = c == '[' && at + 3 < glob.length && (glob[at] == '=' || glob[at] == '.') && glob[at + 2] == glob[at] && glob[at + 3] == ']';
        if (written) {
            c = glob[at + 1];
            at += 4;
        }
        return c;
    }

    /** As iswctype(3) has it. */
    private static boolean is(String kind, int c) {
        boolean ascii = c < 0x80;
        return switch (kind) {
            case "alpha" -> Character.isAlphabetic(c) || !ascii && Character.isDigit(c);
            case "digit" -> c >= '0' && c <= '9';
            case "alnum" -> Character.isAlphabetic(c) || Character.isDigit(c);
            case "upper" -> Character.isUpperCase(c);
            case "lower" -> Character.isLowerCase(c);
            case "space" -> ascii ? c == ' ' || c >= '\t' && c <= '\r' : Character.isWhitespace(c);
            case "blank" -> c == '\t' || c == ' ' || !ascii && Character.getType(c) == Character.SPACE_SEPARATOR && Character.isWhitespace(c);
            case "cntrl" -> Character.isISOControl(c);
            case "xdigit" -> ascii && Character.digit(c, 16) >= 0;
            case "print" -> Names.isPrintable(c, true);
            case "graph" -> Names.isPrintable(c, true) && !Character.isWhitespace(c);
            case "punct" -> Names.isPrintable(c, true) && !Character.isWhitespace(c) && !Character.isAlphabetic(c) && !Character.isDigit(c);
            default -> false;
        };
    }
}
