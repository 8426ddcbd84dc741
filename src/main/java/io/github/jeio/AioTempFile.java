package io.github.jeio;


/**
 * A new file with a name of its own, open for reading and writing: what {@link IoAio#aioMkstemp(String) aioMkstemp}
 * gives.
 *
 * @param fd the descriptor; it is the caller's, who closes it
 * @param path the file's path, which begins with the prefix
 */
public record AioTempFile(int fd, String path) { }
