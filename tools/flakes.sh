#!/bin/sh
# flakes.sh: names the tests of the reports in target/surefire-reports that failed and passed when they were tried again. Each is a
# fault, of the test or of what it tests: make test MAVEN_ARGS=-Dsurefire.rerunFailingTestsCount=0 tries none again.
set -u
ls target/surefire-reports/TEST-*.xml >/dev/null 2>&1 || exit 0
awk '/<testcase / { test = $0 }
  /<flaky(Failure|Error)/ && test != "" {
    split(test, name, "\""); print "FLAKE: " name[4] "#" name[2] " (" FILENAME ")"; test = "" }' target/surefire-reports/TEST-*.xml
