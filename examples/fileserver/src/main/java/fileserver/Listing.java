package fileserver;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import java.util.Comparator;
import java.util.List;

/** A directory as a page. */
final class Listing {

    private Listing() { }

    static String of(RequestPath directory, List<AioDirent> entries) {
        String title = "Index of /" + Names.html(directory.path());
        StringBuilder page = new StringBuilder(256 + 96 * entries.size());
        page.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>").append(title).append("</title></head>\n<body><h1>")
                .append(title).append("</h1>\n<ul>\n");
        if (!directory.path().isEmpty()) {
            page.append("<li><a href=\"../\">../</a></li>\n");
        }
        entries.stream().sorted(Comparator.comparing((AioDirent entry) -> !isDirectory(entry)).thenComparing(AioDirent::name))
                .forEach(entry -> {
                    String end = isDirectory(entry) ? "/" : "";
                    // the dot: a name with a colon in it is not to be taken for a scheme
                    page.append("<li><a href=\"./").append(Names.html(Names.encode(entry.name()))).append(end).append("\">")
                            .append(Names.html(entry.name())).append(end).append("</a></li>\n");
                });
        return page.append("</ul></body></html>\n").toString();
    }

    private static boolean isDirectory(AioDirent entry) {
        return entry.type() == AioConstants.DT_DIR;
    }
}
