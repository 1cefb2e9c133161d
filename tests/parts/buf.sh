#!/usr/bin/env bash
# The buf command line, as its npm package carries it, into .parts/buf.
set -euo pipefail
BUF="1.75.0"
parts="$(cd "$(dirname "$0")/../.." && pwd)/.parts"
home="$parts/npm/buf-$BUF"
if [ ! -x "$home/node_modules/.bin/buf" ]; then
    mkdir -p "$home"
    npm install --silent --no-save --no-package-lock --prefix "$home" "@bufbuild/buf@$BUF"
fi
# The package's own starter is a program for node that starts the real one.
real=$(find "$home"/node_modules/@bufbuild/buf-*/bin -name buf -type f | head -n 1)
ln -sf "${real:-$home/node_modules/.bin/buf}" "$parts/buf"
