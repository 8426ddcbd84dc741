package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;

/** Finds out how much there is to do, for the progress bar, while it is being done; with less priority than that. */
final class Total {

    private static final int LOOK_AT_A_TIME = 64;
    private static final int LOWEST = -4;

    private Total() { }

    /** Counts the bytes of a file, or of the files of a tree. */
    static void count(Session session, String path) {
        IoAio.aioreqPri(LOWEST);
        session.io.aioLstat(path, st -> {
            if (st == null) {
                return;
            }
            session.progress.more(st.isRegularFile() ? st.size() : 0);
            if (st.isDirectory()) {
                IoAio.aioreqPri(LOWEST);
                session.cancelOnStop(session.io.aioTree(path, AioTree.WHOLE.requests(4).stats(LOOK_AT_A_TIME), batch -> {
                    for (AioStat entry : batch.stats()) {
                        session.progress.more(entry != null && entry.isRegularFile() ? entry.size() : 0);
                    }
                }));
            }
        });
    }
}
