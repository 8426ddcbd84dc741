package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import java.util.ArrayList;
import java.util.List;

/** What a file is, in coreutils' words and in find's letters. */
final class Kinds {

    private Kinds() { }

    static String name(AioStat st) {
        int type = st.mode() & AioConstants.S_IFMT;
        return type == AioConstants.S_IFREG ? st.size() == 0 ? "regular empty file" : "regular file"
                : type == AioConstants.S_IFDIR ? "directory"
                : type == AioConstants.S_IFLNK ? "symbolic link"
                : type == AioConstants.S_IFIFO ? "fifo"
                : type == AioConstants.S_IFSOCK ? "socket"
                : type == AioConstants.S_IFCHR ? "character special file"
                : type == AioConstants.S_IFBLK ? "block special file" : "weird file";
    }

    private static final String LETTERS = "fdlpsbc";

    private static final int[] TYPES = {AioConstants.DT_REG, AioConstants.DT_DIR, AioConstants.DT_LNK, AioConstants.DT_FIFO,
        AioConstants.DT_SOCK, AioConstants.DT_BLK, AioConstants.DT_CHR};

    /** What directory entries have for types that find writes as letters, with commas between them. */
    static List<Integer> ofLetters(String letters) {
        List<Integer> types = new ArrayList<>();
        for (String letter : letters.split(",", -1)) {
            int at = letter.length() == 1 ? LETTERS.indexOf(letter) : -1;
            if (letters.isEmpty()) {
                throw new UsageException("Arguments to -type should contain at least one letter");
            } else if (letter.isEmpty() && !types.isEmpty() && letters.endsWith(",")) {
                throw new UsageException("Last file type in list argument to -type is missing, i.e., list is ending on: ','");
            } else if (letter.length() > 1) {
                throw new UsageException("Must separate multiple arguments to -type using: ','");
            } else if (at < 0) {
                throw new UsageException("Unknown argument to -type: " + (letter.isEmpty() ? "," : letter));
            } else if (types.contains(TYPES[at])) {
                throw new UsageException("Duplicate file type '" + letter + "' in the argument list to -type.");
            }
            types.add(TYPES[at]);
        }
        return types;
    }

    static String letter(int direntType) {
        for (int i = 0; i < TYPES.length; i++) {
            if (TYPES[i] == direntType) {
                return LETTERS.substring(i, i + 1);
            }
        }
        return "?";
    }

    /** The type that an entry of a directory would have. */
    static int direntType(AioStat st) {
        return (st.mode() & AioConstants.S_IFMT) >> 12;
    }
}
