package io.github.jeio;

/**
 * What statfs(2) tells of a file system: {@code struct statfs}, under its names without {@code f_}. Numbers that are
 * unsigned in C are given in the same bits.
 *
 * @param type the magic number of its type, as statfs(2) lists them; {@link #typeName()} knows the usual ones
 * @param bsize the size of a block, in bytes, the preferred one of a transfer
 * @param blocks its size, in units of {@code frsize}
 * @param bfree what is free of it
 * @param bavail what of that unprivileged users can have
 * @param files the number of inodes; 0 where the file system has no fixed one
 * @param ffree the free inodes
 * @param fsid the file system's number
 * @param namelen the longest file name, in bytes
 * @param frsize the unit of {@code blocks}, {@code bfree} and {@code bavail}, in bytes
 * @param flags how it is mounted: {@link AioConstants#ST_RDONLY ST_RDONLY}, {@code ST_NOSUID} …
 */
public record AioStatFs(
        long type, long bsize, long blocks, long bfree, long bavail,
        long files, long ffree, long fsid, long namelen, long frsize, long flags) {

    /**
     * The type's name.
     *
     * @return such as {@code ext}, which stands for ext2, ext3 and ext4 alike, {@code xfs}, {@code btrfs}, {@code tmpfs},
     *     {@code nfs}, {@code fuse}; a number such as {@code 0x6969} for one that is not known
     */
    public String typeName() {
        return switch ((int) type) {
            case 0xEF53 -> "ext";
            case 0x58465342 -> "xfs";
            case 0x9123683E -> "btrfs";
            case 0xF2F52010 -> "f2fs";
            case 0x2FC12FC1 -> "zfs";
            case 0x01021994 -> "tmpfs";
            case 0x858458F6 -> "ramfs";
            case 0x794C7630 -> "overlay";
            case 0x6969 -> "nfs";
            case 0xFF534D42 -> "cifs";
            case 0xFE534D42 -> "smb2";
            case 0x00C36400 -> "ceph";
            case 0x65735546 -> "fuse";
            case 0x01021997 -> "9p";
            case 0x9FA0 -> "proc";
            case 0x62656572 -> "sysfs";
            case 0x63677270 -> "cgroup2";
            case 0x1CD1 -> "devpts";
            case 0x73717368 -> "squashfs";
            case 0x9660 -> "isofs";
            case 0x4D44 -> "vfat";
            case 0x2011BAB0 -> "exfat";
            default -> "0x" + Integer.toHexString((int) type);
        };
    }
}
