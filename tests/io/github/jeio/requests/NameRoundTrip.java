package io.github.jeio.requests;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.IoAio;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sends file names of any bytes through every request that takes or gives one. Also a program of its own, so that it can
 * be run with another locale: it prints the names that there are in the end, in hexadecimal, two digits a byte.
 */
final class NameRoundTrip {

    /** Sequences that a decoder gets wrong easily; hexadecimal. */
    static final List<String> TRICKY = List.of(
            "c3a9", "e282ac", "f09d849e", "f48fbfbf", "efbfbd", "efbfbf", "eda080", "edb080", "eda080edb080", "edbfbf",
            "c0af", "c1bf", "e08080", "e0809f", "f08080af", "f0808080", "f4908080", "f5808080", "f8888080", "fe", "ff", "fffe",
            "80", "bf", "8080", "c3", "c328", "e2", "e282", "e228a1", "e28228", "f0", "f09d", "f09d84", "f0288cbc", "f09f92",
            "c3a980", "80c3a9", "e282ace282", "f09d849ef09d84", "61ff62c3a9ff", "edb2ba", "ed9fbf", "ee8080", "0a", "5c7830", "22");

    private NameRoundTrip() { }

    public static void main(String[] args) throws Exception {
        IoAio io = IoAio.shared();
        check(io, args[0]);
        List<String> names = new ArrayList<>();
        for (String name : io.aioReaddir(args[0]).await()) {
            names.add(hex(name));
        }
        Collections.sort(names);
        names.forEach(System.out::println);
    }

    /** The names that a directory has after {@link #check}; hexadecimal, sorted. */
    static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int b = 1; b <= 255; b++) {
            if (b != '/') {
                expected.add("78" + String.format("%02x", b)); // x and the byte
            }
        }
        TRICKY.forEach(name -> expected.add(name + "2e"));
        Collections.sort(expected);
        return expected;
    }

    /** Makes these names in the directory, each by way of all requests. */
    static void check(IoAio io, String dir) throws Exception {
        for (String hex : expected()) {
            String name = name(hex);
            String path = dir + "/" + name;
            io.aioClose(io.aioOpen(path, AioConstants.O_WRONLY | AioConstants.O_CREAT, 0600).await()).await();
            io.aioRename(path, dir + "/renamed").await();
            io.aioRename2(dir + "/renamed", path, AioConstants.RENAME_NOREPLACE).await();
            io.aioUnlink(path).await();
            io.aioSymlink(name, path).await();
            same(name, io.aioReadlink(path).await());
            io.aioUnlink(path).await();
            io.aioMkdir(path, 0700).await();
            same(path, io.aioRealpath(path + "/.").await());
            io.aioRmdir(path).await();
            io.aioMknod(path, AioConstants.S_IFIFO | 0600, 0).await();
            io.aioLink(path, path + ".link").await();
            io.aioUnlink(path + ".link").await();
            io.aioStat(path).await();
            io.aioLstat(path).await();
            io.aioChmod(path, 0640).await();
        }
        List<String> names = new ArrayList<>();
        for (AioDirent entry : io.aioReaddirx(dir, AioConstants.READDIR_DENTS).await().entries()) {
            names.add(hex(entry.name()));
        }
        Collections.sort(names);
        same(expected().toString(), names.toString());
    }

    private static void same(String expected, String seen) {
        if (!expected.equals(seen)) {
            throw new AssertionError("expected " + hex(expected) + " but was " + hex(seen));
        }
    }

    /** The String that stands for these bytes: valid UTF-8 is what it says, any other byte U+DC80 to U+DCFF. */
    static String name(String hex) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < hex.length(); ) {
            int length = validLength(hex, i);
            if (length == 0) {
                name.append((char) (0xDC00 | octet(hex, i)));
                i += 2;
            } else {
                int point = length == 1 ? octet(hex, i) : octet(hex, i) & 0x7F >> length;
                for (int j = 1; j < length; j++) {
                    point = point << 6 | octet(hex, i + 2 * j) & 0x3F;
                }
                name.appendCodePoint(point);
                i += 2 * length;
            }
        }
        return name.toString();
    }

    /** The table of well-formed UTF-8, as the standard has it, as a pattern. */
    private static int validLength(String hex, int at) {
        String octets = hex.substring(at, Math.min(hex.length(), at + 8));
        if (octets.matches("[0-7].*")) {
            return 1;
        }
        String more = "[89ab].";
        if (octets.matches("(c[2-9a-f]|d.)" + more + ".*")) {
            return 2;
        }
        if (octets.matches("(e0[ab].|e[1-9abcef]" + more + "|ed[89].)" + more + ".*")) {
            return 3;
        }
        return octets.matches("(f0[9ab].|f[1-3]" + more + "|f48.)" + more + more) ? 4 : 0;
    }

    private static int octet(String hex, int at) {
        return Integer.parseInt(hex, at, at + 2, 16);
    }

    /** The bytes that a String stands for. */
    static String hex(String name) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            if (point >= 0xDC80 && point <= 0xDCFF) {
                hex.append(String.format("%02x", point & 0xFF));
            } else {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    hex.append(String.format("%02x", b));
                }
            }
            i += Character.charCount(point);
        }
        return hex.toString();
    }
}
