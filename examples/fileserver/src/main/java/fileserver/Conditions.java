package fileserver;

import io.github.jeio.AioStat;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** What a file is recognized by, and what a request asks of that: the conditional requests of RFC 9110. */
final class Conditions {

    /** The parser throws where a text is longer. */
    private static final int LONGEST_DATE = 64;

    final String etag;
    final Date modified;

    Conditions(AioStat st) {
        etag = "\"" + Long.toHexString(st.ino()) + "-" + Long.toHexString(st.size()) + "-"
                + Long.toHexString(st.mtime().to(TimeUnit.NANOSECONDS)) + "\"";
        modified = new Date(st.mtime().toMillis() / 1000 * 1000);
    }

    /** NOT_MODIFIED, PRECONDITION_FAILED, or null where the file is to be sent. */
    HttpResponseStatus check(HttpHeaders request) {
        String match = all(request, HttpHeaderNames.IF_MATCH);
        if (match != null ? !contains(match, false) : isAfter(request.get(HttpHeaderNames.IF_UNMODIFIED_SINCE))) {
            return HttpResponseStatus.PRECONDITION_FAILED;
        }
        String noneMatch = all(request, HttpHeaderNames.IF_NONE_MATCH);
        if (noneMatch != null) {
            return contains(noneMatch, true) ? HttpResponseStatus.NOT_MODIFIED : null;
        }
        Date since = date(request.get(HttpHeaderNames.IF_MODIFIED_SINCE));
        return since != null && !modified.after(since) ? HttpResponseStatus.NOT_MODIFIED : null;
    }

    /** Whether the file is still what the part of it that the client has is from. */
    boolean rangeHolds(HttpHeaders request) {
        String condition = request.get(HttpHeaderNames.IF_RANGE);
        return condition == null || condition.equals(etag) || modified.equals(date(condition));
    }

    private static String all(HttpHeaders request, CharSequence name) {
        return request.contains(name) ? String.join(",", request.getAll(name)) : null;
    }

    private boolean contains(String tags, boolean weakly) {
        if (tags.strip().equals("*")) {
            return true;
        }
        for (String tag : tags.split(",")) {
            String text = tag.strip();
            if (text.equals(etag) || weakly && text.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAfter(String since) {
        Date date = date(since);
        return date != null && modified.after(date);
    }

    /** Null where there is none, or what is there is no date. */
    private static Date date(String text) {
        return text == null || text.length() > LONGEST_DATE ? null : DateFormatter.parseHttpDate(text);
    }
}
