package io.github.jeio;

/**
 * An entry of a directory, as {@link DirectoryRequests#aioReaddirx(String, int) aioReaddirx} gives it.
 *
 * @param name the name
 * @param type {@link AioConstants#DT_REG DT_REG}, {@code DT_DIR}, {@code DT_LNK}, …; {@code DT_UNKNOWN} where the file
 *     system does not tell, or was not asked: {@link FileRequests#aioLstat(String) aioLstat} does
 * @param inode the inode number; 0 if it was not asked for
 */
public record AioDirent(String name, int type, long inode) { }
