package io.github.jeio.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reading and writing whole files. */
final class TwinContentCases {

    private static final List<String> READABLE = List.of("f", "empty", "lines", "latin1", "big", "dir", "closed/in", "unreadable", "link", "dlink",
            "dangling", "loop", "f/x", "missing", "");
    private static final List<String> WRITABLE = List.of("f", "dir", "closed/in", "fixed/new", "readonly", "link", "dangling", "f/x",
            "new", "missing/x");

    private static final OpenOption[][] OPTIONS = {
        {}, {WRITE}, {CREATE}, {CREATE_NEW}, {APPEND}, {CREATE, APPEND}, {CREATE_NEW, APPEND}, {TRUNCATE_EXISTING}, {CREATE, TRUNCATE_EXISTING},
        {WRITE, SYNC}, {WRITE, DSYNC, CREATE}, {CREATE_NEW, SPARSE}, {CREATE, NOFOLLOW_LINKS}, {DELETE_ON_CLOSE}, {CREATE, DELETE_ON_CLOSE},
        {CREATE_NEW, DELETE_ON_CLOSE}, {READ}, {WRITE, READ}, {APPEND, TRUNCATE_EXISTING}, {NOFOLLOW_LINKS}, {TwinCases.Another.OPTION}, {null},
    };

    private final List<TwinCases.Case> cases = new ArrayList<>();

    private TwinContentCases() { }

    static List<TwinCases.Case> all() {
        TwinContentCases all = new TwinContentCases();
        all.reads();
        all.writes();
        all.texts();
        all.nulls();
        return all.cases;
    }

    private void add(String name, TwinCases.Body body) {
        cases.add(new TwinCases.Case(name, body));
    }

    private void reads() {
        read("readAllBytes", TwinApi::readAllBytes);
        read("readString", TwinApi::readString);
        read("readAllLines", TwinApi::readAllLines);
        read("lines", TwinApi::lines);
        for (Charset charset : List.of(ISO_8859_1, US_ASCII)) {
            read("readString as " + charset, (api, path) -> api.readString(path, charset));
            read("readAllLines as " + charset, (api, path) -> api.readAllLines(path, charset));
            read("lines as " + charset, (api, path) -> api.lines(path, charset));
        }
        add("readAllBytes of /proc/version", (api, tree) -> api.readAllBytes(Path.of("/proc/version")));
        add("readAllBytes of what no array can hold", (api, tree) -> {
            Path huge = tree.resolve("huge");
            try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
                sparse.setLength(3L << 30);
                return api.readAllBytes(huge);
            } catch (OutOfMemoryError e) {
                return "too large";
            } finally {
                Files.delete(huge);
            }
        });
        add("readAllBytes where nothing can be read", (api, tree) -> api.readAllBytes(Path.of("/proc/self/mem")));
        add("lines where nothing can be read", (api, tree) -> api.lines(Path.of("/proc/self/mem")));
        add("readString of /proc/self/comm", (api, tree) -> api.readString(Path.of("/proc/self/comm")).toString().length() > 0);
    }

    private void read(String name, TwinCases.Body question) {
        cases.add(TwinCases.question(name, READABLE, question));
    }

    private void writes() {
        for (String name : WRITABLE) {
            for (OpenOption[] options : OPTIONS) {
                add("write to " + name + ' ' + Arrays.toString(options),
                        (api, tree) -> api.write(tree.resolve(name), "new".getBytes(US_ASCII), options));
            }
        }
    }

    private void texts() {
        for (String name : List.of("f", "new", "link", "dir", "closed/in")) {
            add("writeString to " + name, (api, tree) -> api.writeString(tree.resolve(name), "gr\u00fc\u00df Gott \ud83d\ude00\n"));
            add("writeString to " + name + ", append", (api, tree) -> api.writeString(tree.resolve(name), "more", CREATE, APPEND));
            add("writeString to " + name + " as UTF-16", (api, tree) -> api.writeString(tree.resolve(name), "h\u00e4", UTF_16));
            add("writeString to " + name + " as ASCII", (api, tree) -> api.writeString(tree.resolve(name), "h\u00e4", US_ASCII));
            add("writeString to " + name + ", half a character", (api, tree) -> api.writeString(tree.resolve(name), "h\ud83d"));
            add("write lines to " + name, (api, tree) -> api.write(tree.resolve(name), List.of("one", "", "\u00e4")));
            add("write no lines to " + name, (api, tree) -> api.write(tree.resolve(name), List.of(), CREATE));
            add("write lines to " + name + " as Latin 1", (api, tree) -> api.write(tree.resolve(name), List.of("\u00e4"), ISO_8859_1, APPEND));
        }
        // Files has written the first line by then
        add("write lines to new, half a character", (api, tree) -> api.write(tree.resolve("f"), List.of("h\ud83d"), CREATE, APPEND));
    }

    private void nulls() {
        add("readAllBytes of null", (api, tree) -> api.readAllBytes(null));
        add("readString as null", (api, tree) -> api.readString(tree.resolve("f"), null));
        add("readAllLines of null", (api, tree) -> api.readAllLines(null));
        add("readAllLines as null", (api, tree) -> api.readAllLines(tree.resolve("f"), null));
        add("lines as null", (api, tree) -> api.lines(tree.resolve("f"), null));
        add("write null", (api, tree) -> api.write(tree.resolve("f"), (byte[]) null));
        add("write to null", (api, tree) -> api.write(null, new byte[1]));
        add("write null lines", (api, tree) -> api.write(tree.resolve("f"), (Iterable<String>) null));
        add("write lines as null", (api, tree) -> api.write(tree.resolve("f"), List.of("x"), (Charset) null));
        add("write with null options", (api, tree) -> api.write(tree.resolve("f"), new byte[1], (OpenOption[]) null));
        add("writeString null", (api, tree) -> api.writeString(tree.resolve("f"), null));
        add("writeString as null", (api, tree) -> api.writeString(tree.resolve("f"), "x", (Charset) null));
    }
}
