package io.github.jeio.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Objects;

/**
 * Converts between the JDK's users and groups and the kernel's numbers. The JDK does not tell a principal's number; but it
 * accepts a number for a name that does not exist, and principals of the same number are equal. Any of this may ask a
 * server, and block.
 */
final class Principals {

    private static final UserPrincipalLookupService LOOKUP = FileSystems.getDefault().getUserPrincipalLookupService();

    private static final class Known {
        static final Class<?> USER;

        static {
            try {
                USER = LOOKUP.lookupPrincipalByName("root").getClass();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Principals() { }

    static UserPrincipal user(int uid) throws IOException {
        return LOOKUP.lookupPrincipalByName(name("/etc/passwd", uid));
    }

    static GroupPrincipal group(int gid) throws IOException {
        return LOOKUP.lookupPrincipalByGroupName(name("/etc/group", gid));
    }

    static void checkUser(UserPrincipal owner) throws IOException {
        if (Objects.requireNonNull(owner, "owner") instanceof GroupPrincipal) {
            throw new IOException("'owner' parameter can't be a group");
        } else if (owner.getClass() != Known.USER) {
            throw new ProviderMismatchException("owner " + owner + " is not of the default file system");
        }
    }

    static int uid(UserPrincipal user) throws IOException {
        int guess = user.hashCode(); // the number, in all JDKs so far; the next line checks it
        return LOOKUP.lookupPrincipalByName(Integer.toString(guess)).equals(user) ? guess : number("/etc/passwd", user.getName());
    }

    /** The first name of the number in a table of lines {@code name:password:number:…}; the number itself if it has none. */
    private static String name(String table, int id) throws IOException {
        String number = Integer.toUnsignedString(id);
        return rows(table).stream().filter(row -> row[2].equals(number)).map(row -> row[0]).findFirst().orElse(Integer.toString(id));
    }

    private static int number(String table, String name) throws IOException {
        String number = rows(table).stream().filter(row -> row[0].equals(name)).map(row -> row[2]).findFirst().orElse(name);
        try {
            return Integer.parseUnsignedInt(number);
        } catch (NumberFormatException e) {
            throw new IOException("user " + name + " has no number", e);
        }
    }

    private static List<String[]> rows(String table) throws IOException {
        Path path = Path.of(table);
        return Files.notExists(path) ? List.of()
                : Files.readString(path, StandardCharsets.ISO_8859_1).lines()
                        .map(line -> line.split(":")).filter(row -> row.length > 2).toList();
    }
}
