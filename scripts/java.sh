#!/bin/sh
# Installs Debian's Java for the tests of the Spark engine where that can be done without asking: as
# root, with apt. Anywhere else the tests that need it are skipped by name.
set -eu
if [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo 'no Java here: tests of the Spark engine will be skipped' >&2
    exit 0
fi
echo 'installing Java for the tests of the Spark engine' >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null 2>&1 || true
for name in openjdk-17-jre-headless openjdk-21-jre-headless default-jre-headless; do
    if apt-get install -y -qq --no-install-recommends "$name" >/dev/null 2>&1; then exit 0; fi
done
echo 'Java could not be installed: tests of the Spark engine will be skipped' >&2
