package io.github.jeio.cli;

import java.util.Set;

/** File systems by the numbers that statfs(2) gives. */
final class FileSystems {

    private static final long FUSE = 0x65735546L;
    /** NFS, SMB, CIFS, SMB2, FUSE (sshfs, GlusterFS and others), Ceph, 9P, AFS, Coda, Lustre, GPFS, OCFS2. */
    private static final Set<Long> NETWORK = Set.of(FUSE, 0x6969L, 0x517BL, 0xFF534D42L, 0xFE534D42L, 0xC36400L,
            0x01021997L, 0x5346414FL, 0x73757245L, 0x0BD00BD0L, 0x47504653L, 0x7461636FL);

    private FileSystems() { }

    /**
     * Whether what the lookup of a name tells is as fresh as the answer to a stat: FUSE's servers say with each how long it is
     * valid, and the same by default. NFS asks again only when a cached status is some seconds old.
     */
    static boolean tellsByLookup(long type) {
        return (type & 0xFFFF_FFFFL) == FUSE;
    }

    /** Whether a call may have to wait for a network. */
    static boolean isNetwork(long type) {
        return NETWORK.contains(type & 0xFFFF_FFFFL);
    }
}
