# Every target checks what it needs, and installs it when it may: see tools/setup.sh.

MAVEN = mvn -B -ntp $(MAVEN_ARGS)
QUIETLY = tools/quietly.sh
PLATFORM_JAR = target/jeio-*-linux-$$(uname -m).jar

# Before a build: the tools for the purpose, then libeio, so that what is missing is one sentence and not Maven's page.
prepare = @tools/setup.sh $(1) && libeio/fetch.sh

.DEFAULT_GOAL := help
.PHONY: help demo test test-jdk25 test-jdk21 build install install-here release-check cli cli-deb cli-test javadoc lint asan tsan ubsan asan-short tsan-short mutants reproducible platforms test-aarch64 test-kernels test-container histograms bench bench-full fuzz model faults crash power soak races parsers jcstress lifecycle distributed toolkits tuning serve setup clean

help: ## list the targets
	@sed -n 's/^\([a-z0-9 -]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 17

demo: build ## see jeio work on real files: make demo [DIR=/usr/share]
	@java --enable-native-access=ALL-UNNAMED -cp $(PLATFORM_JAR) examples/Demo.java $(if $(DIR),"$(DIR)")

test: ## build, and run the suite
	$(call prepare,test)
	$(MAVEN) test
	@tools/flakes.sh
	@tools/test-versions.sh
	@MAVEN_ARGS="$(MAVEN_ARGS)" tools/test-cli.sh

test-jdk25: ## run the suite on JDK 25, with the classes and the library that are built
	@tools/test-on-jdk.sh 25

test-jdk21: ## run the suite on JDK 21, in a Debian 13 below target/ that has it: make test-jdk21 [TESTS=pattern]
	$(call prepare,jdk21)
	@$(QUIETLY) "Building the tests" $(MAVEN) test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@WITHOUT="$${WITHOUT:-^$$}" tools/debian13.sh tools/test-by-class.sh jdk21 java

build: ## build the jars: the classes with every platform's library, and with this platform's
	$(call prepare,build)
	@$(QUIETLY) "Building jeio" $(MAVEN) process-classes

install: ## put the jars into the local Maven repository, with the libraries for all platforms
	$(call prepare,platforms)
	@tools/arm64.sh musl
	@$(QUIETLY) "Installing jeio" $(MAVEN) -Pplatforms -DskipTests install

install-here: ## put the jars into the local Maven repository, with this platform's library only
	$(call prepare,build)
	@$(QUIETLY) "Installing jeio" $(MAVEN) -DskipTests install

release-check: ## make a release in target/release, check it as Maven Central would, and use it from other projects
	$(call prepare,release)
	@tools/arm64.sh musl
	@MAVEN_ARGS="$(MAVEN_ARGS)" tools/release-check.sh

lint: ## read the sources as checkstyle, Error Prone, NullAway and cppcheck do; what they find is an error
	$(call prepare,lint)
	@$(QUIETLY) "Reading the Java sources" $(MAVEN) -Plint compile
	@$(QUIETLY) "Reading the C sources" cppcheck --quiet --error-exitcode=1 --std=c11 --platform=unix64 -D_GNU_SOURCE -D__linux__ -D__x86_64__ \
	  --enable=warning,portability,performance --inline-suppr $$(printf -- "-I%s " src/main/c/*) src/main/c

cli: install-here ## build jeio on the command line: cli/target/jeio-cli.jar, one jar for java -jar
	@$(QUIETLY) "Building the command line" $(MAVEN) -f cli/pom.xml -DskipTests package

cli-deb: cli ## make a Debian package of it: cli/target/jeio_*.deb, with a Java runtime of its own
	$(call prepare,deb)
	@tools/cli-deb.sh

cli-test: build ## all tests of the command line
	@MAVEN_ARGS="$(MAVEN_ARGS)" tools/test-cli.sh all

javadoc: ## write the Javadoc to target/reports/apidocs
	$(call prepare,build)
	@$(QUIETLY) "Writing target/reports/apidocs" $(MAVEN) process-classes javadoc:javadoc-no-fork

# What runs at length: docs/reliability.md. SEED is another beginning; JVM, FLAGS and SANITIZER as in tools/reliability.sh.
SEED ?= 1
reliability = @$(QUIETLY) "Building the tests" $(MAVEN) test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath && tools/reliability.sh $(1) $(SEED) $(2)

fuzz: ## make every request with hostile arguments, callbacks and threads: make fuzz [CALLS=10000000] [SEED=1] [FLAGS=-Xint]
	$(call prepare,test)
	$(call reliability,fuzz,$(or $(CALLS),10000000))

model: ## run random programs beside a model in memory and java.nio.file: make model [OPERATIONS=10000000] [SEED=1]
	$(call prepare,test)
	$(call reliability,model,$(or $(OPERATIONS),10000000))

faults: ## have each system call that jeio makes fail, with each errno: make faults [NUMBER=0, all]
	$(call prepare,test)
	$(call reliability,faults,$(or $(NUMBER),0))

crash: ## kill processes that write, copy and move: make crash [ROUNDS=2000] [SEED=1]
	$(call prepare,test)
	$(call reliability,crash,$(or $(ROUNDS),2000))

power: ## cut the power of a disk that is written to, on ext4, btrfs and xfs: make power [ROUNDS=900] [SEED=1]
	$(call prepare,test)
	@tools/setup.sh power
	$(call reliability,power,$(or $(ROUNDS),900))

soak: ## work on and on, and look whether anything grows: make soak [MINUTES=10]
	$(call prepare,test)
	$(call reliability,soak,$(or $(MINUTES),10))

races: ## do any two things at the same moment: make races [TIMES=10000]
	$(call prepare,test)
	$(call reliability,races,$(or $(TIMES),10000))

JAZZER = com.code-intelligence:jazzer
parsers: ## look for bytes that what parses can't take, in Java and in C, guided by coverage: make parsers [SECONDS=300, each] [SEED=1]
	$(call prepare,test)
	@tools/setup.sh parsers
	@$(QUIETLY) "Getting Jazzer" $(MAVEN) dependency:copy -Dartifact=$(JAZZER):0.24.0 -DoutputDirectory=target/parsers/jazzer
	@$(QUIETLY) "Getting its API" $(MAVEN) dependency:copy -Dartifact=$(JAZZER)-api:0.24.0 -DoutputDirectory=target/parsers/jazzer
	$(call reliability,parsers,$(or $(SECONDS),300))

jcstress: install-here ## do two things at the same moment, with OpenJDK's jcstress: make jcstress [SECONDS=10, each] [ONLY=regex]
	@$(QUIETLY) "Building the tests" $(MAVEN) -f tools/jcstress/pom.xml compile dependency:build-classpath -Dmdep.outputFile=../../target/jcstress/classpath
	@cd target/jcstress && java -cp "classes:$$(cat classpath)" org.openjdk.jcstress.Main -t "$(or $(ONLY),.*)" -r report -iters $(or $(SECONDS),10) \
	  -time 1000 -f 1 -fsm 1 -sc false -af NONE -hs 256 -strideSize 64 -strideCount 4 -jvmArgs "-Xmx256m --enable-native-access=ALL-UNNAMED"

lifecycle: ## load and drop jeio in a hundred class loaders, and run the core's tests on one CPU, and with tiny stacks
	$(call prepare,test)
	@$(QUIETLY) "Building the tests" $(MAVEN) process-test-classes dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@tools/lifecycle.sh

distributed: ## the core's tests on GlusterFS and sshfs, and work while servers die and the network is cut: make distributed [ROUNDS=3] [ON='glusterfs sshfs']
	$(call prepare,test)
	@tools/setup.sh distributed
	@$(QUIETLY) "Building the tests" $(MAVEN) process-test-classes dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@set -e; for on in $(or $(ON),glusterfs sshfs); do tools/distributed.sh $$on $(SEED) $(or $(ROUNDS),3); tools/distributed.sh $$on $(SEED) 0; done

toolkits: ## run the examples for Swing and JavaFX, with their windows on a virtual display
	$(call prepare,test)
	@tools/setup.sh toolkits
	@$(QUIETLY) "Counting a tree in a window" $(MAVEN) test -Dtest=ToolkitsTest -Djeio.toolkits.required=true

serve: install-here ## serve a directory's files over HTTP, by examples/fileserver: make serve [DIR=.] [PORT=8080]
	@$(QUIETLY) "Building the server" $(MAVEN) -f examples/fileserver/pom.xml compile
	@examples/fileserver/serve "$(or $(DIR),.)" $(PORT)

asan tsan ubsan: ## run the suite with the C side under a sanitizer (address, thread, undefined behaviour)
asan-short tsan-short: ## the same over some of the core's tests; asan-short looks for undefined behaviour, too
asan tsan ubsan asan-short tsan-short:
	$(call prepare,test)
	@$(QUIETLY) "Building jeio" $(MAVEN) test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@tools/sanitize.sh $@

mutants: ## see whether the tests notice mistakes: make mutants [ONLY=text] tries the mutants of tools/mutants
	$(call prepare,test)
	@$(QUIETLY) "Building jeio" $(MAVEN) test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@java tools/Mutants.java run "$(ONLY)"

reproducible: ## build for all platforms twice, in different places, and compare
	$(call prepare,platforms)
	@tools/arm64.sh musl
	@MAVEN_ARGS="$(MAVEN_ARGS)" tools/reproducible.sh

test-aarch64: platforms ## run the suite on aarch64's library, under qemu (slow: an hour and more)
	$(call prepare,aarch64)
	@tools/arm64.sh jre
	@$(QUIETLY) "Building the tests" $(MAVEN) -Pplatforms test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@tools/test-on-aarch64.sh

test-kernels: ## run the core's tests as on old kernels, and all tests as in a container
	$(call prepare,test)
	@$(QUIETLY) "Building the tests" $(MAVEN) test -Dtest=KernelTest -Dexcluded.tests=none dependency:build-classpath -Dmdep.outputFile=target/test-classpath
	@tools/test-on-kernels.sh

test-container: ## make a minimal image, a plain directory, and run the demo in it
	$(call prepare,test)
	$(MAVEN) test -Dtest=ContainerTest -Dexcluded.tests=none

platforms: ## build the libraries for all platforms: x86_64 and aarch64, glibc and musl
	$(call prepare,platforms)
	@tools/arm64.sh musl
	@$(QUIETLY) "Building jeio for all platforms" $(MAVEN) -Pplatforms process-classes

histograms: build ## draw the picture of docs/observability.md
	@java --enable-native-access=ALL-UNNAMED -cp $(PLATFORM_JAR) examples/Histograms.java docs/observability-histograms.svg

bench: install-here ## measure jeio against its peers
	@bench/run short

bench-full: install-here ## measure all of it
	@bench/run full

tuning: install-here ## measure what docs/tuning.md says, and put it into that page, in some minutes
	@bench/run tuning

setup: ## get all that the other targets need: tools, when root, and libeio
	$(call prepare,test)

clean: ## remove what was built (libeio's source stays)
	rm -rf target cli/target
