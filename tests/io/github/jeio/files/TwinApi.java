package io.github.jeio.files;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitOption;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What {@link java.nio.file.Files} and {@link AsyncFiles} have in common, so that a case of {@link TwinCases} is written once
 * and run by both ({@link Twins}). The parameters are those of both; what is given is made comparable.
 */
interface TwinApi {

    // what files are

    Object exists(Path path, LinkOption... options) throws IOException;

    Object notExists(Path path, LinkOption... options) throws IOException;

    Object isDirectory(Path path, LinkOption... options) throws IOException;

    Object isRegularFile(Path path, LinkOption... options) throws IOException;

    Object isSymbolicLink(Path path) throws IOException;

    Object isReadable(Path path) throws IOException;

    Object isWritable(Path path) throws IOException;

    Object isExecutable(Path path) throws IOException;

    Object size(Path path) throws IOException;

    Object isSameFile(Path path, Path path2) throws IOException;

    <A extends BasicFileAttributes> Object readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException;

    Object getLastModifiedTime(Path path, LinkOption... options) throws IOException;

    Object getPosixFilePermissions(Path path, LinkOption... options) throws IOException;

    Object getOwner(Path path, LinkOption... options) throws IOException;

    Object setLastModifiedTime(Path path, FileTime time) throws IOException;

    Object setPosixFilePermissions(Path path, Set<PosixFilePermission> permissions) throws IOException;

    Object setOwner(Path path, UserPrincipal owner) throws IOException;

    // what is in them

    Object readAllBytes(Path path) throws IOException;

    Object readString(Path path) throws IOException;

    Object readString(Path path, Charset charset) throws IOException;

    Object readAllLines(Path path) throws IOException;

    Object readAllLines(Path path, Charset charset) throws IOException;

    Object lines(Path path) throws IOException;

    Object lines(Path path, Charset charset) throws IOException;

    Object write(Path path, byte[] bytes, OpenOption... options) throws IOException;

    Object write(Path path, Iterable<? extends CharSequence> lines, OpenOption... options) throws IOException;

    Object write(Path path, Iterable<? extends CharSequence> lines, Charset charset, OpenOption... options) throws IOException;

    Object writeString(Path path, CharSequence text, OpenOption... options) throws IOException;

    Object writeString(Path path, CharSequence text, Charset charset, OpenOption... options) throws IOException;

    // their names

    Object copy(Path source, Path target, CopyOption... options) throws IOException;

    Object move(Path source, Path target, CopyOption... options) throws IOException;

    Object delete(Path path) throws IOException;

    Object deleteIfExists(Path path) throws IOException;

    Object createFile(Path path, FileAttribute<?>... attributes) throws IOException;

    Object createDirectory(Path path, FileAttribute<?>... attributes) throws IOException;

    Object createDirectories(Path path, FileAttribute<?>... attributes) throws IOException;

    Object createTempFile(Path directory, String prefix, String suffix, FileAttribute<?>... attributes) throws IOException;

    Object createTempFile(String prefix, String suffix, FileAttribute<?>... attributes) throws IOException;

    Object createTempDirectory(Path directory, String prefix, FileAttribute<?>... attributes) throws IOException;

    Object createTempDirectory(String prefix, FileAttribute<?>... attributes) throws IOException;

    Object createLink(Path link, Path existing) throws IOException;

    Object createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException;

    Object readSymbolicLink(Path link) throws IOException;

    /** {@link Path#toRealPath}. */
    Object toRealPath(Path path, LinkOption... options) throws IOException;

    // directories and trees

    Object list(Path directory) throws IOException;

    Object walk(Path start, FileVisitOption... options) throws IOException;

    Object walk(Path start, int maxDepth, FileVisitOption... options) throws IOException;

    Object find(Path start, int maxDepth, BiPredicate<Path, BasicFileAttributes> matcher, FileVisitOption... options)
            throws IOException;
}
