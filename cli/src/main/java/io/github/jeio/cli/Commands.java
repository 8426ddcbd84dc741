package io.github.jeio.cli;

import java.util.List;

/** All commands by name. */
final class Commands {

    static final List<String> NAMES = List.of("treescan", "cp", "mv", "rm", "du", "find", "sum", "load", "sync", "bench");

    private Commands() { }

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
