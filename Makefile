# Every target checks what it needs, and installs it when it may: see tools/setup.sh.

MAVEN = mvn -B -ntp $(MAVEN_ARGS)
QUIETLY = tools/quietly.sh
PLATFORM_JAR = target/jeio-*-linux-$$(uname -m).jar

# Before a build: the tools for the purpose, then libeio, so that what is missing is one sentence and not Maven's page.
prepare = @tools/setup.sh $(1) && libeio/fetch.sh

.DEFAULT_GOAL := help
.PHONY: help demo test test-jdk25 build install javadoc asan tsan ubsan reproducible platforms bench bench-full setup clean

help: ## list the targets
	@sed -n 's/^\([a-z0-9 -]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 17

demo: build ## see jeio work on real files: make demo [DIR=/usr/share]
	@java --enable-native-access=ALL-UNNAMED -cp $(PLATFORM_JAR) examples/Demo.java $(if $(DIR),"$(DIR)")

test: ## build, and run the suite
	$(call prepare,test)
	$(MAVEN) test

test-jdk25: ## run the suite on JDK 25, with the classes and the library that are built
	@tools/test-on-jdk.sh 25

build: ## build the jars: the classes with every platform's library, and with this platform's
	$(call prepare,build)
	@$(QUIETLY) "Building jeio" $(MAVEN) process-classes

install: ## put the jars into the local Maven repository
	$(call prepare,build)
	@$(QUIETLY) "Installing jeio" $(MAVEN) -DskipTests install

javadoc: ## write the Javadoc to target/reports/apidocs
	$(call prepare,build)
	@$(QUIETLY) "Writing target/reports/apidocs" $(MAVEN) process-classes javadoc:javadoc-no-fork

asan tsan ubsan: ## run the suite with the C side under a sanitizer (address, thread, undefined behaviour)
	$(call prepare,test)
	@$(QUIETLY) "Building jeio" $(MAVEN) test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@tools/sanitize.sh $@

reproducible: ## build twice, in different places, and compare
	$(call prepare,build)
	@tools/reproducible.sh

platforms: ## build with the libraries for aarch64 and for musl as well, by cross compilers
	$(call prepare,build aarch64 musl)
	@$(QUIETLY) "Building jeio for all platforms" $(MAVEN) -Paarch64,musl process-classes

bench: install ## measure jeio against its peers, in less than 10 minutes
	@bench/run short

bench-full: install ## measure all of it
	@bench/run full

setup: ## get all that the other targets need: tools, when root, and libeio
	$(call prepare,test)

clean: ## remove what was built (libeio's source stays)
	rm -rf target
