package io.github.jeio.cli;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Checks the checksums that a file lists, in either format. */
final class SumCheck {

    private final Session session;
    private final Sum sum;
    private final boolean ignoreMissing;
    private final boolean strict;
    private final Sum.Tells tells;
    private final SumLines lines;

    SumCheck(Session session, Sum sum, boolean ignoreMissing, boolean strict, Sum.Tells tells) {
        this.session = session;
        this.sum = sum;
        this.ignoreMissing = ignoreMissing;
        this.strict = strict;
        this.tells = tells;
        lines = new SumLines(sum.algorithmName(), 2 * sum.newDigest().getDigestLength());
    }

    void check(String list, ExecutorService threads, SumFile files) throws InterruptedException, ExecutionException {
        byte[] text;
        try {
            text = list.equals("-") ? sum.streams.in().readAllBytes() : bytes(session.io.aioLoad(list).await());
        } catch (AioException e) {
            session.failed(Names.quoteIfNeeded(list) + ": " + (e.errno() == Errno.EISDIR ? "read error" : Errno.message(e.errno())));
            return;
        } catch (IOException e) {
            session.failed(Names.quoteIfNeeded(list), Errno.EIO);
            return;
        }
        List<SumLines.Listed> listed = new ArrayList<>();
        int improper = parse(list, Names.decode(text, 0, text.length), listed);
        if (listed.isEmpty()) {
            session.failed(name(list) + ": no properly formatted checksum lines found");
            return;
        }
        List<Future<SumFile.Outcome>> outcomes = new ArrayList<>();
        for (SumLines.Listed each : listed) {
            outcomes.add(files.submit(threads, each.name(), sum::newDigest));
        }
        compare(list, listed, outcomes, improper);
    }

    private static String name(String list) {
        return list.equals("-") ? "'standard input'" : Names.quoteIfNeeded(list);
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    /** The number of lines that are no checksums; the others go into {@code listed}. */
    private int parse(String list, String text, List<SumLines.Listed> listed) {
        int improper = 0;
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            SumLines.Listed found = lines.parse(line);
            if (found != null && !(list.equals("-") && found.name().equals("-"))) {
                listed.add(found);
            } else if (!line.isEmpty() && !line.equals("\r") && !line.startsWith("#")) {
                improper++;
                if (tells == Sum.Tells.WARNINGS) {
                    session.out.complain(name(list) + ": " + number + ": improperly formatted " + sum.algorithmName() + " checksum line");
                }
            }
        }
        return improper;
    }

    private void compare(String list, List<SumLines.Listed> listed, List<Future<SumFile.Outcome>> outcomes, int improper)
            throws InterruptedException, ExecutionException {
        int different = 0;
        int unread = 0;
        int verified = 0;
        for (int i = 0; i < listed.size() && !session.stop.requested(); i++) {
            SumLines.Listed each = listed.get(i);
            SumFile.Outcome outcome = outcomes.get(i).get();
            if (outcome.errno() == Errno.ENOENT && ignoreMissing) {
                continue;
            }
            if (outcome.errno() != 0) {
                unread++;
                session.failed(Names.quoteIfNeeded(each.name()), outcome.errno());
                tell(each.name(), "FAILED open or read", true);
            } else if (outcome.hash() != null) {
                boolean same = HexFormat.of().formatHex(outcome.hash()).equals(each.hash().toLowerCase(Locale.ROOT));
                different += same ? 0 : 1;
                verified += same ? 1 : 0;
                tell(each.name(), same ? "OK" : "FAILED", !same);
            }
        }
        if (different + unread > 0 || strict && improper > 0) {
            session.fail();
        }
        if (tells != Sum.Tells.NOTHING) {
            warn(improper, "line is improperly formatted", "lines are improperly formatted");
            warn(unread, "listed file could not be read", "listed files could not be read");
            warn(different, "computed checksum did NOT match", "computed checksums did NOT match");
        }
        if (ignoreMissing && verified == 0 && !session.stop.requested()) {
            if (tells == Sum.Tells.NOTHING) {
                session.fail();
            } else {
                session.failed(name(list) + ": no file was verified");
            }
        }
    }

    private void tell(String name, String outcome, boolean failed) {
        if (session.out.json()) {
            session.out.line(new Json().put("path", name).put("outcome", outcome));
        } else if (tells != Sum.Tells.NOTHING && (failed || tells != Sum.Tells.FAILURES)) {
            boolean escape = name.indexOf('\n') >= 0;
            session.out.line((escape ? "\\" + name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") : name) + ": " + outcome);
        }
    }

    private void warn(int count, String one, String many) {
        if (count > 0) {
            session.out.complain("WARNING: " + count + " " + (count == 1 ? one : many));
        }
    }
}
