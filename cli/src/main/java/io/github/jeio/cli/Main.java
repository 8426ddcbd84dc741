package io.github.jeio.cli;

import java.util.Arrays;

/** {@code jeio COMMAND ...}: makes the one command that is asked for, and no other, so that it starts soon. */
public final class Main implements Runnable {

    /** Bytes: for each directory that one is in there are some calls; none of it is memory until it is used. */
    private static final long STACK = 1L << 29;

    private final String[] args;

    private Main(String[] args) {
        this.args = args;
    }

    /**
     * Runs a command, and exits with its status.
     *
     * @param args the command's name, its options and operands
     */
    public static void main(String[] args) {
        new Thread(null, new Main(Arguments.original(args)), "jeio", STACK).start();
    }

    /** No lambda, whose first use takes longer than all else that {@code jeio --version} does. */
    @Override
    public void run() {
        System.exit(run(args, Streams.ofProcess()));
    }

    /**
     * Runs a command.
     *
     * @param args names as {@link Names} decodes them
     * @param streams what it reads and writes
     * @return its status: one of {@link Exit}
     */
    static int run(String[] args, Streams streams) {
        try {
            return dispatch(args, streams);
        } catch (Output.BrokenPipe e) {
            return Exit.BROKEN_PIPE;
        } catch (Output.WriteError e) {
            streams.complain("jeio: write error: " + e.getMessage());
            return Exit.FAILED;
        }
    }

    private static int dispatch(String[] args, Streams streams) {
        String first = args.length == 0 ? "--help" : args[0];
        if (first.equals("--version") || first.equals("-V")) {
            return print(streams, "jeio " + Version.TEXT + "\n", Exit.OK);
        }
        if (first.equals("--help") || first.equals("-h") || first.equals("help") && args.length == 1) {
            return print(streams, Help.overview(), args.length == 0 ? Exit.USAGE : Exit.OK);
        }
        if (first.equals("help")) {
            return dispatch(new String[] {args[1], "--help"}, streams);
        }
        if (!Commands.NAMES.contains(first)) {
            streams.complain("jeio: there is no command " + Names.quote(first));
            String meant = Commands.nearest(first);
            if (meant != null) {
                streams.complain("Did you mean " + Names.quote(meant) + "?");
            }
            streams.complain("Try 'jeio --help' for more information.");
            return Exit.USAGE;
        }
        Loading.begin();
        return Parser.run(Commands.make(first), Arrays.copyOfRange(args, 1, args.length), streams);
    }

    private static int print(Streams streams, String text, int status) {
        Output out = new Output(streams, "jeio", false, '\n');
        out.print(text);
        out.flush();
        return status;
    }
}
