package io.github.jeio;


/**
 * How far {@link IoAio#aioCptree aioCptree} or {@link IoAio#aioMvtree aioMvtree} has come: told after each
 * entry of the tree.
 *
 * @param path the entry that is done, relative to the tree's root, which is the empty path itself; a directory is done
 *     when all that is in it is
 * @param errno 0, or why the entry could not be copied; EEXIST where it was not to be, as something has its name
 * @param entries how many entries are done, those included that could not be copied
 * @param errors how many could not be copied
 * @param bytes how many bytes the files have that were copied
 */
public record AioTreeProgress(String path, int errno, long entries, long errors, long bytes) { }
