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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the checksums that a file lists, in either format. */
final class SumCheck {

    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-fA-F]+) [ *](.+)", Pattern.DOTALL);
    private static final Pattern BSD = Pattern.compile("(\\\\?)[A-Z0-9-]+ \\((.+)\\) = ([0-9a-fA-F]+)", Pattern.DOTALL);

    private final Session session;
    private final Sum sum;
    private final boolean ignoreMissing;
    private final boolean quiet;
    private final boolean statusOnly;
    private final boolean strict;
    private final boolean warn;

    SumCheck(Session session, Sum sum, boolean ignoreMissing, boolean quiet, boolean statusOnly, boolean strict, boolean warn) {
        this.session = session;
        this.sum = sum;
        this.ignoreMissing = ignoreMissing;
        this.quiet = quiet;
        this.statusOnly = statusOnly;
        this.strict = strict;
        this.warn = warn;
    }

    private record Listed(String hash, String name) { }

    void check(String list, ExecutorService threads, SumFile files) throws InterruptedException, ExecutionException {
        byte[] text;
        try {
            text = list.equals("-") ? sum.streams.in().readAllBytes() : bytes(session.io.aioLoad(list).await());
        } catch (AioException e) {
            session.failed(Names.quoteIfNeeded(list), e.errno());
            return;
        } catch (IOException e) {
            session.failed(Names.quoteIfNeeded(list), Errno.EIO);
            return;
        }
        List<Listed> listed = new ArrayList<>();
        int improper = parse(list, Names.decode(text, 0, text.length), listed);
        if (listed.isEmpty()) {
            session.failed(Names.quoteIfNeeded(list) + ": no properly formatted checksum lines found");
            return;
        }
        List<Future<SumFile.Outcome>> outcomes = new ArrayList<>();
        for (Listed each : listed) {
            outcomes.add(threads.submit(() -> files.read(each.name, sum.newDigest())));
        }
        compare(list, listed, outcomes, improper);
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private int parse(String list, String text, List<Listed> listed) {
        int length = 2 * sum.newDigest().getDigestLength();
        int improper = 0;
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            Matcher gnu = LINE.matcher(line);
            Matcher bsd = BSD.matcher(line);
            Listed found = gnu.matches() ? new Listed(gnu.group(2), unescape(gnu.group(1), gnu.group(3)))
                    : bsd.matches() ? new Listed(bsd.group(3), unescape(bsd.group(1), bsd.group(2))) : null;
            if (found != null && found.hash.length() == length) {
                listed.add(found);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                improper++;
                if (warn) {
                    session.out.complain(list + ": " + number + ": improperly formatted " + sum.algorithmName() + " checksum line");
                }
            }
        }
        return improper;
    }

    private static String unescape(String escaped, String name) {
        if (escaped.isEmpty()) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
                c = name.charAt(i) == 'n' ? '\n' : name.charAt(i) == 'r' ? '\r' : name.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private void compare(String list, List<Listed> listed, List<Future<SumFile.Outcome>> outcomes, int improper)
            throws InterruptedException, ExecutionException {
        int different = 0;
        int unread = 0;
        int verified = 0;
        for (int i = 0; i < listed.size() && !session.stop.requested(); i++) {
            Listed each = listed.get(i);
            SumFile.Outcome outcome = outcomes.get(i).get();
            if (outcome.errno() == Errno.ENOENT && ignoreMissing) {
                continue;
            }
            if (outcome.errno() != 0) {
                unread++;
                session.failed(Names.quoteIfNeeded(each.name), outcome.errno());
                tell(each.name, "FAILED open or read", true);
            } else if (outcome.hash() != null) {
                boolean same = HexFormat.of().formatHex(outcome.hash()).equals(each.hash.toLowerCase(Locale.ROOT));
                different += same ? 0 : 1;
                verified += same ? 1 : 0;
                tell(each.name, same ? "OK" : "FAILED", !same);
            }
        }
        if (different + unread > 0 || strict && improper > 0) {
            session.fail();
        }
        if (!statusOnly) {
            warn(improper, "line is improperly formatted", "lines are improperly formatted");
            warn(unread, "listed file could not be read", "listed files could not be read");
            warn(different, "computed checksum did NOT match", "computed checksums did NOT match");
        }
        if (ignoreMissing && verified == 0 && !session.stop.requested()) {
            session.failed(list + ": no file was verified");
        }
    }

    private void tell(String name, String outcome, boolean failed) {
        if (session.out.json()) {
            session.out.line(new Json().put("path", name).put("outcome", outcome));
        } else if (!statusOnly && (failed || !quiet)) {
            boolean escape = name.indexOf('\n') >= 0;
            session.out.line((escape ? "\\" + name.replace("\\", "\\\\").replace("\n", "\\n") : name) + ": " + outcome);
        }
    }

    private void warn(int count, String one, String many) {
        if (count > 0) {
            session.out.complain("WARNING: " + count + " " + (count == 1 ? one : many));
        }
    }
}
