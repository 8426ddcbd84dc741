package io.github.jeio.cli;

/** How cp copies; see {@link Cp} for what each means. */
final class CopyOptions {

    enum Follow { NEVER, NAMED, ALWAYS }

    /** In the order in which cp names them. */
    enum Reflink { AUTO, ALWAYS, NEVER }

    enum Sparse { NEVER, AUTO, ALWAYS }

    /** What is made instead of a copy. */
    enum Instead { NOTHING, LINK, SYMLINK }

    boolean recursive;
    Follow follow = Follow.ALWAYS;
    boolean noClobber;
    boolean update;
    boolean force;
    boolean interactive;
    boolean verbose;
    boolean oneFileSystem;
    boolean removeDestination;
    /** A file is written under another name, and gets its own when it is complete: what was there stays until then. */
    boolean atomic;
    /** Nothing is done, and told what would be. */
    boolean dryRun;
    /** What is in a target's directory and not in the source's is removed. */
    boolean delete;
    Instead instead = Instead.NOTHING;
    Reflink reflink = Reflink.AUTO;
    Sparse sparse = Sparse.AUTO;

    boolean mode;
    /** Said not to be kept: new files have what the umask leaves, whatever the source has. */
    boolean anyMode;
    boolean ownership;
    boolean timestamps;
    boolean links;
    boolean xattr;
    /** Attributes that can't be kept are told only where the user has named them. */
    boolean xattrNamed;
}
