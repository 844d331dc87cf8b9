#!/bin/sh
# Installs Debian's Chromium for the browser tests where that can be done without asking: as root,
# with apt. Anywhere else the tests that need it are skipped by name.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo 'no Chromium here: browser tests will be skipped' >&2
    exit 0
fi
echo 'installing Chromium for the browser tests' >&2
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation; } \
    >/dev/null 2>&1 || echo 'Chromium could not be installed: browser tests will be skipped' >&2
