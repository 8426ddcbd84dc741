package io.github.jeio.internal.wire;

/**
 * The outcome of copying an entry of a tree.
 *
 * @param linked whether the entry was not copied, because it has more names than one
 * @param bytes the bytes of data copied
 * @param device the source's device, which may differ from its directory's
 * @param inode the source's inode number
 * @param copy the copy's inode number; 0 if linked
 * @param fresh whether nothing had the target's name before
 */
public record Copied(boolean linked, long bytes, long device, long inode, long copy, boolean fresh) {

    /** Reads what {@code put_copied} in {@code ops.c} has written. */
    static Copied read(CompletionReader in) {
        return new Copied(in.result() != 0, in.number(0), in.number(1), in.number(2), in.number(3),
                in.number(4) != 0);
    }
}
