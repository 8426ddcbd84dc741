package fileserver;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import java.util.Collection;

/** A directory as a page: its head, any number of entries, its end. */
final class Listing {

    static final String END = "</ul></body></html>\n";

    private Listing() { }

    static String head(RequestPath directory) {
        String title = "Index of /" + Names.html(directory.path());
        String up = directory.path().isEmpty() ? "" : "<li><a href=\"../\">../</a></li>\n";
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + title + "</title></head>\n<body><h1>" + title + "</h1>\n<ul>\n" + up;
    }

    static String of(Collection<AioDirent> entries) {
        StringBuilder page = new StringBuilder(96 * entries.size());
        for (AioDirent entry : entries) {
            String end = isDirectory(entry) ? "/" : "";
            // the dot: a name with a colon in it is not to be taken for a scheme
            page.append("<li><a href=\"./").append(Names.html(Names.encode(entry.name()))).append(end).append("\">")
                    .append(Names.html(entry.name())).append(end).append("</a></li>\n");
        }
        return page.toString();
    }

    static boolean isDirectory(AioDirent entry) {
        return entry.type() == AioConstants.DT_DIR;
    }
}
