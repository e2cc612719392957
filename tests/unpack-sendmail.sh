#!/bin/sh
# usage: tests/unpack-sendmail.sh [FOLDER]
# Debian's Sendmail into a folder (build-sendmail/ at the top), for tests/sendmail.sh. Its package and
# Postfix's exclude each other, and a machine's mail server is its owner's choice: so it is fetched and
# unpacked, never installed. Needs the network once; the tests themselves need none.
# SPDX-License-Identifier: MIT
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$top/build-sendmail}
[ ! -x "$folder/root/usr/libexec/sendmail/sendmail" ] || exit 0

installed() {
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# What it is, and the libraries it wants that are not here.
packages="sendmail-bin sendmail-base sendmail-cf"
for library in $(apt-cache depends sendmail-bin | sed -n 's/^ *Depends: \(lib[^ :]*\)$/\1/p'); do
	installed "$library" || packages="$packages $library"
done
rm -rf "$folder.new"
mkdir -p "$folder.new/packages" "$folder.new/root"
cd "$folder.new/packages"
# shellcheck disable=SC2086 # a list of words
apt-get download -qq $packages 2>&1 | grep -v unsandboxed || true
for package in *.deb; do
	dpkg -x "$package" ../root
done
# A set-group-ID program is not told of libraries outside of the system's folders.
chmod g-s ../root/usr/libexec/sendmail/*
rm -rf "$folder"
mv "$folder.new" "$folder"
