package fileserver;

import java.util.Locale;
import java.util.Map;

/** What is in a file, by the end of its name. */
final class ContentTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(
            text("html", "text/html"), text("htm", "text/html"), text("css", "text/css"), text("js", "text/javascript"),
            text("mjs", "text/javascript"), text("txt", "text/plain"), text("md", "text/markdown"), text("csv", "text/csv"),
            text("xml", "application/xml"), text("c", "text/plain"), text("h", "text/plain"), text("java", "text/plain"),
            Map.entry("json", "application/json"), Map.entry("map", "application/json"), Map.entry("wasm", "application/wasm"),
            Map.entry("pdf", "application/pdf"), Map.entry("zip", "application/zip"), Map.entry("gz", "application/gzip"),
            Map.entry("tar", "application/x-tar"), Map.entry("jar", "application/java-archive"),
            Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"), Map.entry("webp", "image/webp"), Map.entry("avif", "image/avif"),
            Map.entry("svg", "image/svg+xml"), Map.entry("ico", "image/x-icon"),
            Map.entry("mp4", "video/mp4"), Map.entry("webm", "video/webm"), Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"), Map.entry("wav", "audio/wav"),
            Map.entry("woff", "font/woff"), Map.entry("woff2", "font/woff2"), Map.entry("ttf", "font/ttf"));

    private ContentTypes() { }

    private static Map.Entry<String, String> text(String end, String type) {
        return Map.entry(end, type + "; charset=utf-8");
    }

    static String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? UNKNOWN : TYPES.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
