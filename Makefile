# Every target checks what it needs, and installs it when it may: see tools/setup.sh.

MAVEN = mvn -B -ntp $(MAVEN_ARGS)
QUIETLY = tools/quietly.sh
PLATFORM_JAR = target/jeio-*-linux-$$(uname -m).jar

.DEFAULT_GOAL := help
.PHONY: help demo test test-jdk25 build install javadoc asan tsan ubsan reproducible aarch64 musl bench bench-full setup clean

help: ## list the targets
	@sed -n 's/^\([a-z0-9 -]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 17

demo: build ## see jeio work on real files: make demo [DIR=/usr/share]
	@java --enable-native-access=ALL-UNNAMED -cp $(PLATFORM_JAR) examples/Demo.java $(if $(DIR),"$(DIR)")

test: ## build, and run the suite
	@tools/setup.sh test
	$(MAVEN) test

test-jdk25: ## run the suite on JDK 25, with the classes and the library that are built
	@tools/test-on-jdk.sh 25

build: ## build the jars: the classes with every platform's library, and with this platform's
	@tools/setup.sh build
	@$(QUIETLY) "Building jeio" $(MAVEN) process-classes

install: ## put the jars into the local Maven repository
	@tools/setup.sh build
	@$(QUIETLY) "Installing jeio" $(MAVEN) -DskipTests install

javadoc: ## write the Javadoc to target/reports/apidocs
	@tools/setup.sh build
	@$(QUIETLY) "Writing target/reports/apidocs" $(MAVEN) process-classes javadoc:javadoc

asan tsan ubsan: ## run the suite with the C side under a sanitizer (address, thread, undefined behaviour)
	@tools/setup.sh test
	@$(QUIETLY) "Building jeio" $(MAVEN) test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@tools/sanitize.sh $@

reproducible: ## build twice, in different places, and compare
	@tools/setup.sh build
	@tools/reproducible.sh

aarch64 musl: ## build with one more platform's library, by a cross compiler
	@tools/setup.sh build $@
	@$(QUIETLY) "Building jeio with the library for $@" $(MAVEN) -P$@ process-classes

bench: install ## measure jeio against its peers, in less than 10 minutes
	@bench/run short

bench-full: install ## measure all of it
	@bench/run full

setup: ## check that all tools are here, and install the missing ones when root
	@tools/setup.sh test

clean: ## remove what was built (libeio's source stays)
	rm -rf target
