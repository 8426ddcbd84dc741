package bench.report;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What it was measured on. */
public final class Machine {

    private Machine() { }

    /** @param data where the files are that were worked on */
    public static Map<String, String> facts(Path data) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", line("/proc/cpuinfo", "model name", ":") + ", "
                + Runtime.getRuntime().availableProcessors() + " CPUs"
                + (Files.readString(Path.of("/proc/cpuinfo")).contains(" hypervisor") ? ", a virtual machine" : ""));
        facts.put("memory", Long.parseLong(line("/proc/meminfo", "MemTotal", ":").split(" ")[0]) / (1 << 20) + " GiB");
        facts.put("system", line("/etc/os-release", "PRETTY_NAME", "=").replace("\"", "") + ", Linux "
                + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
        FileStore store = Files.getFileStore(data);
        facts.put("file system", store.type());
        facts.put("JDK of the Java systems", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.version"));
        return facts;
    }

    private static String line(String file, String key, String separator) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key)).findFirst()
                    .map(line -> line.substring(line.indexOf(separator) + 1).trim()).orElse("unknown");
        }
    }
}
