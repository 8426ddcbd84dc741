/**
 * Files as Java knows them: the JDK's paths, options and exceptions, over the requests of
 * {@link io.github.jeio.IoAio}.
 */
package io.github.jeio.files;

