package io.github.jeio;

/**
 * A piece of a file that is in one piece on its device, as the FIEMAP request of ioctl(2) tells it. All in bytes.
 *
 * @param logical where it begins in the file
 * @param physical where it begins on the device
 * @param length its length
 * @param flags {@code FIEMAP_EXTENT_} constants, such as {@link AioConstants#FIEMAP_EXTENT_LAST FIEMAP_EXTENT_LAST}
 */
public record AioExtent(long logical, long physical, long length, int flags) { }
