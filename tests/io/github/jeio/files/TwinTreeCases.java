package io.github.jeio.files;

import static java.nio.file.FileVisitOption.FOLLOW_LINKS;

import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/** Listing, walking, finding. */
final class TwinTreeCases {

    private static final List<String> STARTS = List.of("", "full", "dir", "f", "dlink", "dlink/sub", "closed", "fixed", "missing", "dangling", "loop",
            "full/sub/..", "f/x"); // no fifo: Files opens it and waits
    private static final FileVisitOption[][] OPTIONS = {{}, {FOLLOW_LINKS}};

    private final List<TwinCases.Case> cases = new ArrayList<>();

    private TwinTreeCases() { }

    static List<TwinCases.Case> all() {
        TwinTreeCases all = new TwinTreeCases();
        all.lists();
        all.walks();
        all.nulls();
        return all.cases;
    }

    private void add(String name, TwinCases.Body body) {
        cases.add(new TwinCases.Case(name, body));
    }

    private void lists() {
        for (String name : STARTS) {
            add("list \"" + name + '"', (api, tree) -> api.list(tree.resolve(name)));
        }
    }

    private void walks() {
        for (String name : STARTS) {
            for (FileVisitOption[] options : OPTIONS) {
                String which = '"' + name + "\" " + Arrays.toString(options);
                add("walk " + which, (api, tree) -> api.walk(tree.resolve(name), options));
                for (int depth : new int[] {0, 1, 2}) {
                    add("walk " + which + " to depth " + depth, (api, tree) -> api.walk(tree.resolve(name), depth, options));
                    add("find " + which + " to depth " + depth, (api, tree) -> api.find(tree.resolve(name), depth,
                            (path, is) -> is.isDirectory() || is.size() == 2, options));
                }
            }
        }
        add("walk to depth -1", (api, tree) -> api.walk(tree, -1));
        add("find to depth -1", (api, tree) -> api.find(tree, -1, (path, is) -> true));
    }

    private void nulls() {
        add("list null", (api, tree) -> api.list(null));
        add("walk null", (api, tree) -> api.walk(null));
        add("walk with null", (api, tree) -> api.walk(tree, (FileVisitOption) null));
        add("find null", (api, tree) -> api.find((Path) null, 1, (path, is) -> true));
        add("find nothing", (api, tree) -> api.find(tree.resolve("full"), 1, (BiPredicate<Path, BasicFileAttributes>) null));
    }
}
