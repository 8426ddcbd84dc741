package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File names are bytes: every byte there is makes the round trip. */
class FileNamesTest extends CachedOrNotTest {

    @Test
    void everyByteMakesTheRoundTripThroughEveryRequest() throws Exception {
        NameRoundTrip.check(io, dir.toString());
        assertThat(namesInHex(dir)).isEqualTo(NameRoundTrip.expected());
    }

    @Test
    void namesThatAnotherProgramMadeCanBeUsed() throws Exception {
        run("perl", "-e", "for (@ARGV[1..$#ARGV]) { open F, '>', \"$ARGV[0]/\" . pack 'H*', $_ or die; print F $_ }",
                dir.toString(), "ff", "c328", "e282ac", "edb080", "f09d849e80");
        for (String name : get(io.aioReaddir(dir.toString()))) {
            byte[] content = get(io.aioSlurp(path(name), 0, 0)).array();
            assertThat(new String(content)).isEqualTo(NameRoundTrip.hex(name));
        }
    }

    @Test
    void aLinksTargetIsBytesToo() throws Exception {
        run("perl", "-e", "symlink pack('H*', 'ff2fc3a92f80'), \"$ARGV[0]/link\" or die", dir.toString());
        assertThat(get(io.aioReadlink(path("link")))).isEqualTo("\uDCFF/é/\uDC80");
    }

    @Test
    void aNameBeyondAllBoundsIsRefusedAtTheCall() {
        String name = "x".repeat((1 << 24) + 1);
        assertThatThrownBy(() -> io.aioStat(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pathname has 16777217 characters; no more than 16777216 are taken");
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void aNameMayBe255BytesLong() throws Exception {
        String name = "€".repeat(85);
        get(io.aioMkdir(dir + "/" + name, 0700));
        assertThat(get(io.aioReaddir(dir.toString()))).containsExactly(name);
        assertThatThrownBy(() -> get(io.aioMkdir(dir + "/" + name + "\uDC80", 0700))).isInstanceOfSatisfying(
                AioException.class, e -> assertThat(e.errnoName()).isEqualTo("ENAMETOOLONG"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uD800", "\uDBFFb", "\uD800\uD800", "\uDC00", "\uDC7F", "\uDD00", "\uDFFF", "\uDC00\uD800"})
    void halfACharacterIsRefused(String name) {
        assertThatThrownBy(() -> io.aioStat(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pathname").hasMessageContaining("lone surrogate");
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void anErrorShowsTheBytes() {
        assertThatThrownBy(() -> get(io.aioStat(dir + "/\uDCFFé\n")))
                .hasMessage("stat \"" + dir + "/\\xffé\\n\": ENOENT, No such file or directory");
    }
}
