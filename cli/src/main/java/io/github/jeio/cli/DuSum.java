package io.github.jeio.cli;

import java.util.ArrayList;
import java.util.List;

/** What is summed up of a directory, or with du -a of a file. */
final class DuSum {

    final String path;
    final boolean directory;
    long own;
    /** Of all below, and with -S of the directories below, which do not count. */
    long beneath;
    long separated;
    final List<DuSum> below = new ArrayList<>(0);
    private int next;

    DuSum(String path, boolean directory) {
        this.path = path;
        this.directory = directory;
    }

    /** What is below, one after the other; null at the end. */
    DuSum next() {
        return next < below.size() ? below.get(next++) : null;
    }

    void above(DuSum done, boolean apart) {
        long size = done.own + done.beneath;
        beneath += apart ? 0 : size;
        separated += done.separated + (apart ? size : 0);
    }
}
