package io.github.jeio.cli;

import java.util.List;

/** All commands by name. */
final class Commands {

    static final List<String> NAMES = List.of("treescan", "cp", "mv", "rm", "du", "find", "sum", "load", "sync", "bench");

    private Commands() { }

    /** The command whose name is like that but for one letter, or two in longer names; null if there is none. */
    static String nearest(String word) {
        String nearest = null;
        int least = word.length() < 4 ? 2 : 3;
        for (String name : NAMES) {
            int distance = distance(word, name);
            if (distance < least) {
                nearest = name;
                least = distance;
            }
        }
        return nearest;
    }

    /** Letters to be inserted, left out, or replaced. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    static Command make(String name) {
        return switch (name) {
            case "treescan" -> new Treescan();
            case "cp" -> new Cp();
            case "mv" -> new Mv();
            case "rm" -> new Rm();
            case "du" -> new Du();
            case "find" -> new Find();
            case "sum" -> new Sum();
            case "sync" -> new Sync();
            case "load" -> new Load();
            case "bench" -> new Bench();
            default -> throw new AssertionError(name);
        };
    }
}
