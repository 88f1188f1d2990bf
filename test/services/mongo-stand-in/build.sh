#!/usr/bin/env bash
# Builds target/mongo-stand-in.jar unless it is newer than its sources. Needs a JDK 17 and Maven.
set -euo pipefail
cd "$(dirname "$0")"
jar=target/mongo-stand-in.jar
if [ -f "$jar" ] && [ -z "$(find pom.xml build.sh src -newer "$jar" -print -quit)" ]; then exit 0; fi
rm -rf target
mvn -q -B package
