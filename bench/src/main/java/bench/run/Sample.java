package bench.run;

/** What one system did in one round. */
public record Sample(long ops, double seconds, double cpuSeconds) {

    public double rate() {
        return ops / seconds;
    }

    public double cpuPerMillion() {
        return cpuSeconds / ops * 1e6;
    }

    Sample plus(Sample other) {
        return new Sample(ops + other.ops, seconds + other.seconds, cpuSeconds + other.cpuSeconds);
    }
}
