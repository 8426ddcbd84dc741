package fileserver;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request names: a path below the root.
 *
 * @param path relative, without empty, {@code .} and {@code ..} components; empty for the root itself
 * @param directory whether it ends in a slash, and so can only be a directory
 */
record RequestPath(String path, boolean directory) {

    /** What a proxy is asked for, and so is any server now and then. */
    private static final Pattern ABSOLUTE = Pattern.compile("(?is)https?://[^/]+(?<path>.*)");

    /** Null where the target is malformed, or leads out of the root. */
    static RequestPath of(String target) {
        String text = withoutQuery(target);
        Matcher absolute = ABSOLUTE.matcher(text);
        if (absolute.matches()) {
            text = absolute.group("path").isEmpty() ? "/" : absolute.group("path");
        }
        if (!text.startsWith("/")) {
            return null;
        }
        List<String> names = new ArrayList<>();
        boolean directory = false;
        for (String part : text.substring(1).split("/", -1)) {
            String name = Names.decode(part);
            if (name == null || name.indexOf('\0') >= 0 || name.indexOf('/') >= 0) {
                return null; // no file has such a name
            }
            directory = name.isEmpty() || name.equals(".") || name.equals("..");
            if (name.equals("..")) {
                if (names.isEmpty()) {
                    return null;
                }
                names.remove(names.size() - 1);
            } else if (!directory) {
                names.add(name);
            }
        }
        return new RequestPath(String.join("/", names), directory);
    }

    private static String withoutQuery(String target) {
        int end = 0;
        while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
            end++;
        }
        return target.substring(0, end);
    }

    /** As the location of this directory: one slash at the beginning, so that it is never another host. */
    String location() {
        return path.isEmpty() ? "/" : "/" + Names.encode(path) + "/";
    }
}
