package io.github.jeio;

/**
 * How much of a file's range the page cache has: what cachestat(2) tells, in pages. Before Linux 6.5 it is mincore(2) that is
 * asked, which knows only what is there, and tells those who may not write the file that everything is.
 *
 * @param cached the pages that are in the cache
 * @param dirty those of them that are not written yet; -1 where that is not known
 * @param writeback those that are being written; -1 where that is not known
 * @param evicted the pages that have been in the cache, and are no longer; -1 where that is not known
 * @param recentlyEvicted those that went so lately that the cache would rather have kept them; -1 where that is not known
 */
public record AioCacheStat(long cached, long dirty, long writeback, long evicted, long recentlyEvicted) { }
