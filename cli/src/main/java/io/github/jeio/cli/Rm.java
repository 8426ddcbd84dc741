package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParameterException;

/**
 * rm: a single request of jeio's removes a tree, if the user need not be asked and nothing is to be reported. What that
 * request leaves is removed entry by entry.
 */
final class Rm extends Command {

    private static final Choices WHEN = new Choices("never,no,none", "once", "always,yes");

    private boolean recursive;
    private boolean dir;
    private boolean verbose;
    private boolean oneFileSystem;
    private boolean noPreserveRoot;
    private String preserveRoot;

    private List<String> operands = List.of();

    /** The value of --preserve-root that has none. */
    private static final String YES = "";

    /** Before what the user is asked; as the last of the options says. */
    private enum Asks { NEVER, IF_READ_ONLY, ONCE, ALWAYS }

    private Asks asks = Asks.IF_READ_ONLY;
    private boolean force;
    private String when;
    private Session session;
    private IoAio io;
    private RemoveTree careful;

    @Override
    void define(Options o) {
        o.command("rm", "Removes files and trees, as coreutils' rm does, many entries at a time.");
        recursive |= o.flag("-r -R --recursive", "remove directories with all that is in them");
        dir |= o.flag("-d --dir", "remove empty directories");
        verbose |= o.flag("-v --verbose", "tell what is removed");
        oneFileSystem |= o.flag("--one-file-system", "leave directories of other file systems");
        noPreserveRoot |= o.flag("--no-preserve-root", "do not refuse to remove /");
        preserveRoot = o.valueOr(YES, "--preserve-root", "all", "refuse to remove /, as it is anyhow; with =all, also what is on another file"
                + " system than its parent", preserveRoot);
        if (o.flag("-f --force", "ignore what does not exist, and never ask; of -f, -i and -I the last one counts")) {
            force = true;
            asks = Asks.NEVER;
        }
        if (o.flag("-i", "ask before each removal; one is removed after the other then")) {
            ask(Asks.ALWAYS);
        }
        if (o.flag("-I", "ask once where there are more than three operands, or directories")) {
            ask(Asks.ONCE);
        }
        String word = o.valueOr("always", "--interactive", "WHEN", "ask never, once (-I) or always (-i); without =WHEN always", null);
        if (word != null) {
            interactive(word);
        }
        operands = o.operands("FILE", 0, Options.MANY, "what to remove", operands);
    }

    private void ask(Asks when) {
        asks = when;
        force = false;
    }

    private void interactive(String word) {
        when = word;
        String found = WHEN.find(word);
        if ("never".equals(found)) {
            asks = Asks.NEVER;
        } else if (found != null) {
            ask(found.equals("once") ? Asks.ONCE : Asks.ALWAYS);
        }
    }

    @Override
    boolean mayBeShortened(String option) {
        return !option.equals("--no-preserve-root");
    }

    @Override
    void check() {
        if (when != null) {
            WHEN.choose(when, "--interactive");
        }
        if (preserveRoot != null && !preserveRoot.equals(YES) && !preserveRoot.equals("all")) {
            throw new UsageException("unrecognized --preserve-root argument: " + Names.quote(preserveRoot));
        }
        if (operands.isEmpty() && !force) {
            throw new UsageException("missing operand");
        }
    }

    /** Tells how to remove a file whose name was taken for an option. */
    @Override
    String usageMessage(ParameterException e, String[] args) {
        StringBuilder message = new StringBuilder(super.usageMessage(e, args));
        for (String arg : args) {
            if (arg.matches("-[ -~]+") && Files.exists(Path.of(arg), LinkOption.NOFOLLOW_LINKS)) {
                message.append("\nTry 'jeio rm ./").append(arg).append("' to remove the file ").append(Names.quoteLocally(arg)).append('.');
            }
        }
        return message.toString();
    }

    @Override
    void run(Session session) {
        this.session = session;
        io = session.io;
        Prompt prompt = new Prompt(session, streams, "jeio rm");
        if (asks == Asks.ONCE && !confirmed(prompt)) {
            return;
        }
        if (!operands.isEmpty()) {
            session.tuneFor(operands.get(0));
        }
        boolean interactive = asks == Asks.ALWAYS;
        boolean ask = interactive || asks != Asks.NEVER && streams.inIsTerminal();
        boolean nested = recursive && Targets.areNested(operands);
        careful = new RemoveTree(session, prompt, interactive, ask, force, recursive, dir, verbose, oneFileSystem);
        boolean quick = recursive && !ask && !verbose && !oneFileSystem;
        session.progress.unit("", 1);
        for (String each : operands) {
            String operand = Targets.withOneSlash(each);
            if (!refuse(operand)) {
                if (quick) {
                    removeQuickly(operand);
                } else {
                    careful.add(operand);
                }
            }
            if (nested) { // one after the other: what is in another operand must not be removed twice at a time
                careful.run();
                session.flush();
            }
        }
        careful.run();
        session.flush();
    }

    private boolean confirmed(Prompt prompt) {
        int count = operands.size();
        if (count <= 3 && !recursive) {
            return true;
        }
        String arguments = count == 1 ? "1 argument" : count + " arguments";
        return prompt.yes("remove " + arguments + (recursive ? " recursively" : ""));
    }

    private boolean refuse(String operand) {
        String name = Targets.lastName(operand);
        if (recursive && (name.equals(".") || name.equals(".."))) {
            session.failed("refusing to remove '.' or '..' directory: skipping " + Names.quote(operand));
            return true;
        }
        if (recursive && !noPreserveRoot && isRoot(operand)) {
            session.failed("it is dangerous to operate recursively on " + (operand.equals("/") ? "'/'" : Names.quote(operand) + " (same as '/')"));
            session.failed("use --no-preserve-root to override this failsafe");
            return true;
        }
        if (recursive && "all".equals(preserveRoot) && isMounted(operand)) {
            session.failed("skipping " + Names.quote(operand) + ", since it's on a different device");
            session.failed("and --preserve-root=all is in effect");
            return true;
        }
        return false;
    }

    private boolean isMounted(String operand) {
        AioStat st = session.orNull(io.aioLstat(operand));
        AioStat parent = session.orNull(io.aioLstat(operand + "/.."));
        return st != null && parent != null && st.isDirectory() && st.dev() != parent.dev();
    }

    private boolean isRoot(String operand) {
        AioStat st = session.orNull(io.aioLstat(operand));
        AioStat root = session.orNull(io.aioLstat("/"));
        return st != null && root != null && st.isDirectory() && st.dev() == root.dev() && st.ino() == root.ino();
    }

    /**
     * Removes a tree by one request. If that fails, it is removed entry by entry, so that errors can be reported by name.
     */
    private void removeQuickly(String operand) {
        io.aioLstat(operand, st -> {
            if (st == null || !st.isDirectory() || operand.endsWith("/") && st.isSymbolicLink()) {
                careful.add(operand);
                careful.run();
            } else {
                session.cancelOnStop(io.aioRmtree(operand, status -> {
                    if (status < 0) {
                        careful.add(operand);
                        careful.run();
                    }
                }));
            }
        });
    }
}
