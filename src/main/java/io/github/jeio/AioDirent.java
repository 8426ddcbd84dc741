package io.github.jeio;


/**
 * An entry of a directory, as {@link IoAio#aioReaddirx(String, int) aioReaddirx} gives it.
 *
 * @param name the name
 * @param type {@link AioConstants#DT_REG DT_REG}, {@code DT_DIR}, {@code DT_LNK}, …; {@code DT_UNKNOWN} where the file
 *     system does not tell, or was not asked: {@link IoAio#aioLstat(String) aioLstat} does
 * @param inode the inode number; 0 if it was not asked for
 */
public record AioDirent(String name, int type, long inode) {

    /**
     * Whether this is known to be a regular file.
     *
     * @return true if the type is {@link AioConstants#DT_REG DT_REG}; false also where it is {@code DT_UNKNOWN}
     */
    public boolean isRegularFile() {
        return type == AioConstants.DT_REG;
    }

    /**
     * Whether this is known to be a directory.
     *
     * @return true if the type is {@link AioConstants#DT_DIR DT_DIR}; false also where it is {@code DT_UNKNOWN}
     */
    public boolean isDirectory() {
        return type == AioConstants.DT_DIR;
    }

    /**
     * Whether this is known to be a symbolic link.
     *
     * @return true if the type is {@link AioConstants#DT_LNK DT_LNK}; false also where it is {@code DT_UNKNOWN}
     */
    public boolean isSymbolicLink() {
        return type == AioConstants.DT_LNK;
    }
}
