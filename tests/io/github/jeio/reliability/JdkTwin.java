package io.github.jeio.reliability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A directory in which java.nio.file does what is asked, and says of a failure what the kernel said, in the kernel's words. */
final class JdkTwin {

    private final Path dir;

    JdkTwin(Path dir) {
        this.dir = dir;
    }

    /** What the call gives; or an errno's name, or its text where the JDK has no exception of its own for it. */
    Object outcome(Callable<Object> call) throws Exception {
        try {
            return call.call();
        } catch (NoSuchFileException e) {
            return "ENOENT";
        } catch (FileAlreadyExistsException e) {
            return "EEXIST";
        } catch (DirectoryNotEmptyException e) {
            return "ENOTEMPTY";
        } catch (NotDirectoryException e) {
            return "ENOTDIR";
        } catch (NotLinkException e) {
            return "EINVAL";
        } catch (FileSystemException e) {
            return words(e.getReason());
        } catch (IOException e) {
            return words(e.getMessage());
        }
    }

    private static String words(String said) {
        return String.valueOf(said).replaceAll(" or unable to access attributes of symbolic link| \\(NOFOLLOW_LINKS specified\\)", "");
    }

    private Path path(String name) {
        return dir.resolve(name);
    }

    Object mkdir(String name) throws IOException {
        Files.createDirectory(path(name));
        return 0L;
    }

    Object symlink(String target, String name) throws IOException {
        Files.createSymbolicLink(path(name), Path.of(target));
        return 0L;
    }

    Object link(String src, String dst) throws IOException {
        Files.createLink(path(dst), path(src));
        return 0L;
    }

    Object rename(String src, String dst) throws IOException {
        Files.move(path(src), path(dst), StandardCopyOption.ATOMIC_MOVE);
        return 0L;
    }

    /** Files.delete looks first what it is. */
    Object unlink(String name) throws IOException {
        if (Files.isDirectory(path(name), LinkOption.NOFOLLOW_LINKS)) {
            return "EISDIR";
        }
        Files.delete(path(name));
        return 0L;
    }

    Object rmdir(String name) throws IOException {
        if (Files.exists(path(name), LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path(name), LinkOption.NOFOLLOW_LINKS)) {
            return "ENOTDIR";
        }
        Files.delete(path(name));
        return 0L;
    }

    Object readlink(String name) throws IOException {
        return Files.readSymbolicLink(path(name)).toString();
    }

    Object readdir(String name) throws IOException {
        try (Stream<Path> files = Files.list(path(name))) {
            List<String> names = new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
            names.sort(null);
            return names;
        }
    }

    Object shape(String name) throws IOException {
        var attributes = Files.readAttributes(path(name), "unix:isDirectory,isSymbolicLink,size,nlink", LinkOption.NOFOLLOW_LINKS);
        return attributes.get("isDirectory").equals(true) ? "directory" : attributes.get("isSymbolicLink").equals(true) ? "link"
                : "file of " + attributes.get("size") + " with " + attributes.get("nlink");
    }

    Object hash(String name) throws IOException {
        return ModelClient.hash(Files.readAllBytes(path(name)));
    }

    Object truncate(String name, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE)) {
            if (channel.size() > length) {
                channel.truncate(length);
            } else if (channel.size() < length) {
                channel.write(ByteBuffer.allocate(1), length - 1);
            }
        }
        return 0L;
    }

    /** In a new file. */
    Object writeFile(String name, byte[] data) throws IOException {
        if (Files.isSymbolicLink(path(name))) {
            return 0L;
        }
        if (Files.isDirectory(path(name))) {
            return "EISDIR";
        }
        Path parent = path(name).getParent();
        Files.deleteIfExists(path(name));
        Files.write(parent.resolve(path(name).getFileName()), data);
        return 0L;
    }

    Object append(String name, byte[] data) throws IOException {
        if (!Files.isSymbolicLink(path(name))) {
            Files.write(path(name), data, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return 0L;
    }

    Object removeTree(String name) throws IOException {
        remove(path(name));
        return 0L;
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> members;
            try (Stream<Path> files = Files.list(path)) {
                members = files.toList();
            }
            for (Path member : members) {
                remove(member);
            }
        }
        Files.delete(path);
    }

    Object write(String name, int offset, byte[] data) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS)) {
            int count = channel.write(ByteBuffer.wrap(data), offset);
            ByteBuffer back = ByteBuffer.allocate(data.length + 10);
            int read = Math.max(0, channel.read(back, offset));
            return count + " " + read + " " + ModelClient.hash(back.flip());
        }
    }
}
