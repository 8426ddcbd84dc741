/**
 * Files as Java knows them: the JDK's paths, options and exceptions, over the requests of
 * {@link io.github.jeio.IoAio}.
 */
@NullMarked
package io.github.jeio.files;

import org.jspecify.annotations.NullMarked;

