package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * rm: a single request of jeio's removes a tree, if the user need not be asked and nothing is to be reported. What that
 * request leaves is removed entry by entry.
 */
@CommandLine.Command(name = "rm", description = "Removes files and trees, as coreutils' rm does, many entries at a time.", sortOptions = false)
final class Rm extends Command {

    private static final List<String> WHEN = List.of("never", "no", "none", "once", "always", "yes");

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

    @Option(names = "--preserve-root", description = "refuse to remove /; so it is anyhow")
    private boolean preserveRoot;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "what to remove")
    private List<String> operands = List.of();

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
        if (when != null && List.of("never", "no", "none").contains(when)) {
            asks = Asks.NEVER;
        } else if (when != null && WHEN.contains(when)) {
            ask(true, when.equals("once") ? Asks.ONCE : Asks.ALWAYS);
        }
    }

    private static List<String> quoted(String... words) {
        return Arrays.stream(words).map(Names::quoteLocally).toList();
    }

    @Override
    Map<String, String> optionalValues() {
        return Map.of("--interactive", "always");
    }

    @Override
    void check() {
        if (when != null && !WHEN.contains(when)) {
            throw new UsageException(UsageMessages.invalidArgument(when, "--interactive") + "\nValid arguments are:\n  - "
                    + String.join(", ", quoted("never", "no", "none")) + "\n  - " + String.join(", ", quoted("once")) + "\n  - "
                    + String.join(", ", quoted("always", "yes")));
        }
        if (operands.isEmpty() && !force) {
            throw new UsageException("missing operand");
        }
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
        if (recursive && (name.equals(".") || name.isEmpty() && operand.contains(".."))) {
            session.failed("refusing to remove '.' or '..' directory: skipping " + Names.quote(operand));
            return true;
        }
        if (recursive && !noPreserveRoot && isRoot(operand)) {
            session.failed("it is dangerous to operate recursively on " + (operand.equals("/") ? "'/'" : Names.quote(operand) + " (same as '/')"));
            session.failed("use --no-preserve-root to override this failsafe");
            return true;
        }
        return false;
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
