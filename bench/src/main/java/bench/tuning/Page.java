package bench.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/tuning.md: words by hand, and between markers, which a reader does not see, what was measured. */
final class Page {

    private final Path file;

    Page(Path file) {
        this.file = file;
    }

    /** Puts Markdown between the markers of that name, in place of what was there. */
    void put(String id, String markdown) throws IOException {
        String begin = "<!-- measured: " + id + " -->";
        Pattern place = Pattern.compile(Pattern.quote(begin) + ".*?<!-- end -->", Pattern.DOTALL);
        Matcher found = place.matcher(Files.readString(file));
        if (!found.find()) {
            throw new IOException(file + " has no marker " + begin);
        }
        Files.writeString(file, found.replaceFirst(Matcher.quoteReplacement(begin + "\n\n" + markdown.strip() + "\n\n<!-- end -->")));
    }
}
