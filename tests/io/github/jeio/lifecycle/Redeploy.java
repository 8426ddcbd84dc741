package io.github.jeio.lifecycle;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, which runs {@link Application} in class loaders and tells how many of them are collected. */
final class Redeploy {

    private static final int COLLECTIONS = 100;

    private Redeploy() { }

    public static void main(String[] args) throws Exception {
        URL jar = Path.of(args[0]).toUri().toURL();
        URL tests = Path.of(args[1]).toUri().toURL();
        boolean own = args[2].equals("own");
        int atOnce = args[3].equals("two at once") ? 2 : 1;
        ClassLoader server = own ? ClassLoader.getPlatformClassLoader()
                : new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        URL[] urls = own ? new URL[] {jar, tests} : new URL[] {tests};
        int number = Integer.parseInt(args[4]);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < number; i += atOnce) {
            List<Thread> applications = new ArrayList<>();
            for (int j = 0; j < atOnce; j++) {
                applications.add(deploy(new URLClassLoader(urls, server), loaders, own));
            }
            for (Thread application : applications) {
                application.join();
            }
        }
        int collected = 0;
        for (int i = 0; i < COLLECTIONS && collected < number; i++) {
            System.gc();
            collected = (int) loaders.stream().filter(loader -> loader.get() == null).count();
            Thread.sleep(20); // the Cleaner's thread and the reference handler have to see it, too
        }
        System.out.println("collected " + collected + " of " + number);
    }

    private static Thread deploy(URLClassLoader loader, List<WeakReference<ClassLoader>> loaders, boolean closes) {
        loaders.add(new WeakReference<>(loader));
        Thread thread = new Thread(null, null, "application", 0, false) {

            private URLClassLoader mine = loader;

            @Override
            public void run() {
                setContextClassLoader(mine);
                try {
                    Runnable application = (Runnable) mine.loadClass(Application.class.getName())
                            .getConstructor(boolean.class).newInstance(closes);
                    application.run();
                    mine.close();
                } catch (Exception e) {
                    e.printStackTrace(System.out);
                } finally {
                    mine = null;
                    setContextClassLoader(null);
                }
            }
        };
        thread.start();
        return thread;
    }
}
