package io.github.jeio.internal.wire;

/**
 * What has become of an entry of a tree that was to be copied.
 *
 * @param linked whether it was not copied, as it has more names than one
 * @param bytes the data that was copied
 * @param device the source's device, which may differ from its directory's
 * @param inode the source's inode number
 * @param copy the copy's inode number; 0 if linked
 * @param fresh whether nothing was in the copy's way
 */
public record Copied(boolean linked, long bytes, long device, long inode, long copy, boolean fresh) {

    /** As {@code put_copied} in {@code ops.c} writes it. */
    static Copied read(CompletionReader in) {
        return new Copied(in.result() != 0, in.number(0), in.number(1), in.number(2), in.number(3),
                in.number(4) != 0);
    }
}
