package fileserver;

import java.util.ArrayList;
import java.util.List;

/** The Range header of RFC 9110. */
final class Ranges {

    /** With more, or with more bytes than the file has, the whole file is less work for everybody. */
    private static final int MAX = 16;

    /** A part of a file: {@code length} bytes from {@code offset} on. */
    record Range(long offset, long length) {

        /** For Content-Range. */
        String of(long size) {
            return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
        }
    }

    private Ranges() { }

    /** Null where the header is to be ignored; empty where no range is within the file. */
    static List<Range> parse(String header, long size) {
        if (header == null || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        long bytes = 0;
        int specs = 0;
        for (String spec : header.substring(6).split(",", -1)) {
            String text = spec.strip();
            if (text.isEmpty()) {
                continue;
            }
            int dash = text.indexOf('-');
            if (dash < 0 || ++specs > MAX) {
                return null;
            }
            Long first = number(text.substring(0, dash).strip());
            Long last = number(text.substring(dash + 1).strip());
            if (first == null || last == null || first < 0 && last < 0 || first >= 0 && last >= 0 && last < first) {
                return null;
            }
            Range range = within(first, last, size);
            if (range != null) {
                ranges.add(range);
                bytes += range.length;
            }
        }
        return specs == 0 || ranges.size() > 1 && bytes > size ? null : ranges;
    }

    /** -1 where there is none; null where it is none. */
    private static Long number(String text) {
        if (text.isEmpty()) {
            return -1L;
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return text.length() > 18 ? Long.MAX_VALUE : Long.valueOf(text);
    }

    private static Range within(long first, long last, long size) {
        if (first < 0) {
            long length = Math.min(last, size);
            return length == 0 ? null : new Range(size - length, length);
        }
        if (first >= size) {
            return null;
        }
        return new Range(first, (last < 0 ? size - 1 : Math.min(last, size - 1)) - first + 1);
    }
}
