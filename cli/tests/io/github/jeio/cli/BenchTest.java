package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** bench, in its shortest form: what it measures is not asserted, but how it tells. */
class BenchTest extends CliTest {

    @Test
    void settingsAreMeasuredAndOneIsRecommended() throws Exception {
        sh("head -c 1000000 /dev/zero > \"$1\"", path("file"));
        Result result = jeio("bench", "--thread-counts", "1,2", "--depths", "1,8", "--seconds", "0.01", "--svg", path("a.svg"), "--png", path("a.png"), dir.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out()).hasLineCount(7).contains("<-").contains("Use -j ");
        assertThat(sh("head -c 4 \"$1\"", path("a.svg"))).isEqualTo("<svg");
        assertThat(ImageIO.read(Path.of(path("a.png")).toFile()).getWidth()).isEqualTo(Chart.WIDTH);
    }

    @Test
    void statIsMeasuredAndToldAsJson() {
        sh("touch \"$1\"", path("file"));
        Result result = jeio("bench", "-w", "stat", "--cold", "--json", "--thread-counts", "1", "--depths", "4", "--seconds", "0.01", path("file"));
        assertThat(result.out()).hasLineCount(2).contains("\"recommended\":true");
    }

    @Test
    void usageErrorsAreTwo() {
        assertThat(jeio("bench").status()).isEqualTo(2);
        assertThat(jeio("bench", "--seconds", "-1", "x").status()).isEqualTo(2);
        assertThat(jeio("bench", path("nothing")).status()).isEqualTo(1);
        assertThat(jeio("bench", "--depths", ",", "x").status()).isEqualTo(2);
        assertThat(jeio("bench", "x", "y").err()).startsWith("bench: extra operand 'y'\n");
    }

    @Test
    void whereNothingCanBeDrawnIsTold() {
        sh("touch \"$1\"", path("file"));
        for (String option : new String[] {"--svg", "--png"}) {
            Result result = jeio("bench", "-w", "stat", "--thread-counts", "1", "--depths", "1", "--seconds", "0.01", option, path("nothing/drawn"), path("file"));
            assertThat(result.err()).isEqualTo("bench: cannot write '" + path("nothing/drawn") + "': No such file or directory\n");
            assertThat(result.status()).isEqualTo(1);
        }
    }

    @Test
    void quantilesAreCloseToWhatWasAdded() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.add(i * 1000L);
        }
        assertThat(histogram.quantile(0.5)).isBetween(460_000L, 500_000L);
        assertThat(histogram.quantile(0.99)).isBetween(920_000L, 990_000L);
    }
}
