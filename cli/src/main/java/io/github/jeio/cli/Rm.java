package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * rm: a single request of jeio's removes a tree, if the user need not be asked and nothing is to be reported. What that
 * request leaves is removed entry by entry.
 */
@CommandLine.Command(name = "rm", description = "Removes files and trees, as coreutils' rm does, many entries at a time.", sortOptions = false)
final class Rm extends Command {

    private static final Choices WHEN = new Choices("never,no,none", "once", "always,yes");

    @Option(names = {"-r", "-R", "--recursive"}, description = "remove directories with all that is in them")
    private boolean recursive;

    @Option(names = {"-d", "--dir"}, description = "remove empty directories")
    private boolean dir;

    @Option(names = {"-v", "--verbose"}, description = "tell what is removed")
    private boolean verbose;

    @Option(names = "--one-file-system", description = "leave directories of other file systems")
    private boolean oneFileSystem;

    @Option(names = "--no-preserve-root", description = "do not refuse to remove /")
    private boolean noPreserveRoot;

    @Option(names = "--preserve-root", paramLabel = "all", description = "refuse to remove /, as it is anyhow; with =all, also what is on"
            + " another file system than its parent")
    private String preserveRoot;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "what to remove")
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

    @Option(names = {"-f", "--force"}, description = "ignore what does not exist, and never ask; of -f, -i and -I the last one counts")
    private void force(boolean on) {
        force |= on;
        asks = on ? Asks.NEVER : asks;
    }

    @Option(names = "-i", description = "ask before each removal; one is removed after the other then")
    private void always(boolean on) {
        ask(on, Asks.ALWAYS);
    }

    @Option(names = "-I", description = "ask once where there are more than three operands, or directories")
    private void once(boolean on) {
        ask(on, Asks.ONCE);
    }

    private void ask(boolean on, Asks when) {
        asks = on ? when : asks;
        force &= !on;
    }

    @Option(names = "--interactive", paramLabel = "WHEN", description = "ask never, once (-I) or always (-i); without =WHEN always")
    private void interactive(String when) {
        this.when = when;
        String found = when == null ? null : WHEN.find(when);
        if ("never".equals(found)) {
            asks = Asks.NEVER;
        } else if (found != null) {
            ask(true, found.equals("once") ? Asks.ONCE : Asks.ALWAYS);
        }
    }

    @Override
    Map<String, String> optionalValues() {
        return Map.of("--interactive", "always", "--preserve-root", YES);
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
